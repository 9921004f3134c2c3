import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../../shared/errors';
import { readInstant } from '../../../../shared/parameters/dateFields';
import { itemParameters } from '../../../../shared/parameters/reader';
import { setOnly } from '../../../parameters/optional';
import { placeField, placeOf } from '../places';
import type { Kind } from './kind';
import { optionsField, senderOnlyField, titleField } from './kind';

const properties = [
	titleField,
	{
		displayName: 'Start',
		name: 'startingTime',
		type: 'dateTime',
		default: '',
		required: true,
		description: 'When it begins. Without a time zone it is in that of the workflow.',
	},
	{
		displayName: 'Duration (Minutes)',
		name: 'durationInMins',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 30,
	},
] as const satisfies INodeProperties[];

const options = [
	{
		displayName: 'Agenda',
		name: 'agenda',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'Look at the printer together',
	},
	placeField,
	senderOnlyField,
] as const satisfies INodeProperties[];

const fields = [...properties, optionsField(options)] as const satisfies INodeProperties[];

function wholeMinutes(context: IExecuteFunctions, minutes: number, itemIndex: number): number {
	if (Number.isInteger(minutes)) return minutes;
	throw valueError(context, `The field "Duration (Minutes)" must be a whole number, but it is ${minutes}`, {
		itemIndex,
	});
}

export const letsMeet: Kind = {
	name: 'Let’s Meet',
	properties: [...properties],
	options: [...options],
	content(context, itemIndex) {
		const parameter = itemParameters(context, itemIndex, fields);
		const { place, ...rest } = parameter('options');
		const minutes = wholeMinutes(context, parameter('durationInMins'), itemIndex);
		const where: IDataObject | undefined = placeOf(place?.place);
		return {
			actionType: 'LetsMeet',
			actionBody: {
				title: parameter('title'),
				startingTime: new Date(readInstant(context, 'Start', parameter('startingTime'), itemIndex)).toISOString(),
				// The table says the one, the sample the other, and the sample's value was ignored.
				durationInMins: minutes,
				duration: minutes,
				...(where === undefined ? {} : { place: where }),
				...setOnly(rest),
			},
		};
	},
};
