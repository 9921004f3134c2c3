import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import type { Parameter, ValueOf } from '../../../shared/parameters/types';
import { clockTime } from './timestamps';
import { contains } from '../readOperations';

export const filters = {
	displayName: 'Filters',
	name: 'filters',
	condition: true,
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Applied by this node: jtel always sends its whole list',
	options: [
		{
			displayName: 'Contains Text',
			name: 'text',
			type: 'string',
			default: '',
			description: 'Text in the sender, receiver, subject or user data',
		},
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description:
				"Only events that were created later. Timestamps of events carry no time zone: they are compared with the clock of the workflow's time zone.",
		},
		{
			displayName: 'Group Names or IDs',
			name: 'groupIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getGroups' },
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'Modified After',
			name: 'modifiedAfter',
			type: 'dateTime',
			default: '',
			description: 'Only events that were created or changed later; see Created After for the time zone',
		},
		{
			displayName: 'Status IDs',
			name: 'statusIds',
			type: 'string',
			default: '',
			placeholder: '1,20',
			description: 'Comma-separated status numbers. 1 is a newly created event.',
		},
		{
			displayName: 'Type Names or IDs',
			name: 'typeIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getEventTypes' },
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'User Names or IDs',
			name: 'userIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getUsers' },
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
	],
} as const satisfies Parameter;

const TEXT_FIELDS = ['Sender', 'Receiver', 'Subject', 'UserData'];

function among(ids: string[], value: unknown): boolean {
	return ids.length === 0 || ids.includes(String(value));
}

const modified = (event: IDataObject) => event.dtLastModified ?? event.dtModified ?? event.dtCreated;

/**
 * Whether an event passes the filters.
 * @throws NodeOperationError at once when a filter cannot be understood.
 */
export function eventMatcher(
	context: Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>,
	given: ValueOf<typeof filters>,
	itemIndex?: number,
): (event: IDataObject) => boolean {
	const { text = '', groupIds = [], typeIds = [], userIds = [], statusIds = '' } = given;
	const refuse = (field: string, problem: string) =>
		inputError(context, `The field "Filters > ${field}" ${problem}`, { itemIndex });

	const statuses = statusIds
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	const wrong = statuses.find((id) => !/^\d+$/.test(id));
	if (wrong !== undefined) throw refuse('Status IDs', `must hold numbers, but there is "${wrong.slice(0, 60)}"`);

	const zone = context.getTimezone();
	const laterThan = (field: string, date = '') => {
		if (date.trim() === '') return () => true;
		const limit = clockTime(date, zone);
		if (limit === undefined) throw refuse(field, `is not a date: "${date.slice(0, 60)}"`);
		return (timestamp: unknown) => (clockTime(timestamp, zone) ?? '') > limit;
	};
	const createdLater = laterThan('Created After', given.createdAfter);
	const modifiedLater = laterThan('Modified After', given.modifiedAfter);

	return (event) =>
		among(groupIds, event.AcdGroupsID) &&
		among(typeIds, event.AcdEventTypesID) &&
		among(userIds, event.UsersID) &&
		among(statuses, event.AcdEventStatusID) &&
		contains(event, TEXT_FIELDS, text) &&
		createdLater(event.dtCreated) &&
		modifiedLater(modified(event));
}
