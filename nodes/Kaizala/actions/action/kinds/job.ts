import { itemParameters } from '../../../../shared/parameters/reader';
import type { Parameter } from '../../../../shared/parameters/types';
import { phoneNumbers } from '../../../parameters/phoneNumbers';
import type { Kind } from './kind';
import { dueField, optionsField, titleField } from './kind';

const properties = [
	titleField,
	{
		displayName: 'Assigned To',
		name: 'assignedTo',
		type: 'string',
		kind: 'phones',
		default: '',
		required: true,
		placeholder: '+15550100002, +15550100003',
		description: 'Phone numbers of the members who have to do it, with country code, separated by commas',
	},
] as const satisfies Parameter[];

const options = [
	{ ...dueField, description: 'How many whole hours from now it has to be done' },
] as const satisfies Parameter[];

const fields = [...properties, optionsField(options)] as const satisfies Parameter[];

export const job: Kind = {
	name: 'Job',
	properties: [...properties],
	options: [...options],
	content(context, itemIndex) {
		const parameter = itemParameters(context, itemIndex, fields);
		return {
			actionType: 'Job',
			actionBody: {
				title: parameter('title'),
				assignedTo: phoneNumbers(context, parameter('assignedTo'), { label: 'Assigned To', itemIndex }),
				...parameter('options'),
			},
		};
	},
};
