import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/limits';
import { restOperation } from '../../../shared/rest';
import { jtelRequest, records } from '../../transport';

const properties = [
	...returnAllOrLimit,
	{
		displayName: 'Filters',
		name: 'filters',
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
				displayName: 'Group Names or IDs',
				name: 'groupIds',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getGroups' },
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
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
	},
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'options',
		options: [
			{ name: 'Newest First', value: 'newest' },
			{ name: 'Oldest First', value: 'oldest' },
		],
		default: 'newest',
		description: 'Which events the limit keeps',
	},
] as const satisfies INodeProperties[];

const TEXT_FIELDS = ['Sender', 'Receiver', 'Subject', 'UserData'];

function among(ids: string[], value: unknown): boolean {
	return ids.length === 0 || ids.includes(String(value));
}

export const getAll = restOperation({
	name: 'Get Many',
	action: 'Get many events',
	description: 'Get a list of ACD events',
	properties: [...properties],
	send: jtelRequest,
	request: () => ({ method: 'GET', path: '/acd/events', retry: 'read' }),
	output(body, parameter): IDataObject[] {
		const { text = '', groupIds = [], typeIds = [], userIds = [], statusIds = '' } = parameter('filters');
		const statuses = statusIds.split(',').map((id) => id.trim());
		const found = records(body).filter(
			(event) =>
				among(groupIds, event.AcdGroupsID) &&
				among(typeIds, event.AcdEventTypesID) &&
				among(userIds, event.UsersID) &&
				(statusIds.trim() === '' || among(statuses, event.AcdEventStatusID)) &&
				TEXT_FIELDS.some((field) =>
					String(event[field] ?? '')
						.toLowerCase()
						.includes(text.toLowerCase()),
				),
		);
		const direction = parameter('sort') === 'newest' ? -1 : 1;
		return found.sort((a, b) => direction * (Number(a.ID) - Number(b.ID))).slice(0, wantedCount(parameter));
	},
});
