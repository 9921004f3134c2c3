import { emptyFilterField } from '../../shared/parameters/conditions';
import type { Parameter } from '../../shared/parameters/types';
import { simplifySwitchSince1_1 } from '../../shared/operations/operation';
import { eventOptions } from '../../shared/triggers/events';
import { parseEventData } from '../parameters/fields';
import { EVENTS, eventsWith } from './events';

/** The parameters of the polling trigger. */
export const properties = [
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: eventOptions(EVENTS),
		default: 'created',
		description: 'What starts the workflow',
	},
	{
		displayName:
			'jtel sends its whole list of events at every poll. A poll a minute is fine for a few thousand events; with many more, poll less often.',
		name: 'listNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
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
				lookUp: 'group',
				default: [],
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Previous Status IDs',
				name: 'previousStatusIds',
				type: 'string',
				kind: 'ids',
				default: '',
				placeholder: '1',
				displayOptions: { show: { '/event': eventsWith('previousStatusIds') } },
				description:
					'Comma-separated numbers of the status that the event had before. An event that was created and moved on between two polls counts as coming from 1.',
			},
			{
				displayName: 'Status IDs',
				name: 'statusIds',
				type: 'string',
				kind: 'ids',
				default: '',
				placeholder: '1,20',
				description: 'Comma-separated numbers of the status that the event has now. 1 is a newly created event.',
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
	},
	emptyFilterField,
	...simplifySwitchSince1_1,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [parseEventData],
	},
] as const satisfies Parameter[];
