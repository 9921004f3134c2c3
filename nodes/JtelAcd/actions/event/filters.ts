import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { readInstant } from '../../../shared/parameters/dateFields';
import type { Parameter, ValueOf } from '../../../shared/parameters/types';
import { isNothing, quote } from '../../../shared/parameters/values';
import { clockTime } from './timestamps';
import { contains } from '../readOperations';
import { safeString } from '../../../shared/safeConversion';

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
			lookUp: 'group',
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
			kind: 'ids',
			default: '',
			placeholder: '1,20',
			description: 'Status numbers, separated by commas. 1 is a newly created event.',
		},
		{
			displayName: 'Type Names or IDs',
			name: 'typeIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getEventTypes' },
			lookUp: 'eventType',
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		{
			displayName: 'User Names or IDs',
			name: 'userIds',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getUsers' },
			lookUp: 'user',
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
	],
} as const satisfies Parameter;

const TEXT_FIELDS = ['Sender', 'Receiver', 'Subject', 'UserData'];

function among(ids: string[], value: unknown): boolean {
	return ids.length === 0 || ids.includes(safeString(value));
}

const modified = (event: IDataObject) => event.dtLastModified ?? event.dtModified ?? event.dtCreated;

/**
 * IDs as jtel writes them, without zeros in front.
 * @throws NodeOperationError when there is anything but numbers, which no event has.
 */
export function idsOf(
	context: Pick<IExecuteFunctions, 'getNode'>,
	field: string,
	ids: readonly string[],
	itemIndex?: number,
): string[] {
	const wrong = ids.find((id) => !/^\d+$/.test(id));
	if (wrong === undefined) return ids.map((id) => id.replace(/^0+(?=\d)/, ''));
	throw valueError(context, `The field "Filters > ${field}" must hold numbers, but there is ${quote(wrong)}`, {
		itemIndex,
	});
}

/**
 * Whether an event passes the filters.
 * @throws NodeOperationError at once when a filter cannot be understood.
 */
export function eventMatcher(
	context: Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>,
	given: ValueOf<typeof filters>,
	itemIndex?: number,
): (event: IDataObject) => boolean {
	const { text = '' } = given;
	const groupIds = idsOf(context, 'Group Names or IDs', given.groupIds ?? [], itemIndex);
	const statusIds = idsOf(context, 'Status IDs', given.statusIds ?? [], itemIndex);
	const typeIds = idsOf(context, 'Type Names or IDs', given.typeIds ?? [], itemIndex);
	const userIds = idsOf(context, 'User Names or IDs', given.userIds ?? [], itemIndex);

	const zone = context.getTimezone();
	const laterThan = (field: string, date = '') => {
		if (isNothing(date)) return () => true;
		const at = readInstant(context, `Filters > ${field}`, date, itemIndex);
		const limit = clockTime(new Date(at).toISOString(), zone) ?? '';
		return (timestamp: unknown) => (clockTime(timestamp, zone) ?? '') > limit;
	};
	const createdLater = laterThan('Created After', given.createdAfter);
	const modifiedLater = laterThan('Modified After', given.modifiedAfter);

	return (event) =>
		among(groupIds, event.AcdGroupsID) &&
		among(typeIds, event.AcdEventTypesID) &&
		among(userIds, event.UsersID) &&
		among(statusIds, event.AcdEventStatusID) &&
		contains(event, TEXT_FIELDS, text) &&
		createdLater(event.dtCreated) &&
		modifiedLater(modified(event));
}
