import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { rangeReader } from '../../parameters/dates';
import { listOperation } from '../listOperation';
import { callFilters } from './filters';
import type { Parameter } from '../../../shared/parameters/types';
import { keepFields } from '../../../shared/operations/keepFields';

const properties = [
	{
		displayName: 'Filters',
		name: 'filters',
		condition: true,
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		description: 'Only calls that match all of them',
		options: [
			resourceLocator({
				displayName: 'Agent',
				name: 'userLogin',
				description: 'The agent who had the call',
				searchListMethod: 'searchAgents',
				lookUp: 'agent',
				byLabel: 'By Login',
				placeholder: 'testowy.agent17',
			}),
			...callFilters,
			{
				displayName: 'Customer ID',
				name: 'customerId',
				type: 'string',
				kind: 'id',
				of: 'customer',
				lookUp: 'customer',
				default: '',
				placeholder: '5521',
				description: 'ID of the customer in the CRM of Thulium',
			},
			{
				displayName: 'Include',
				name: 'include',
				condition: false,
				type: 'multiOptions',
				options: [
					{ name: 'Tags', value: 'tags' },
					{ name: 'Topics', value: 'topics' },
				],
				default: [],
				description: 'Parts that Thulium returns only on request',
			},
			resourceLocator({
				displayName: 'Queue',
				name: 'queueId',
				description: 'The phone queue that the call came through',
				searchListMethod: 'searchQueues',
				lookUp: 'queue',
				placeholder: '3',
			}),
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'string',
				kind: 'list',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' },
				default: [],
				description: 'Separate several with commas',
			},
			{
				displayName: 'Topic ID',
				name: 'topicId',
				type: 'string',
				kind: 'id',
				of: 'topic',
				default: '',
				placeholder: '12',
				description: 'ID of the topic that the agent chose for the call',
			},
		],
	},
] as const satisfies Parameter[];

export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get a list of calls, in and out',
	properties: [...properties],
	simplify: keepFields([
		'connection_id',
		'date',
		'src',
		'dst',
		'disposition',
		'user_login',
		'customer_id',
		'ticket_id',
		'duration',
		'filename',
		'tags',
		'topics',
	]),
	list: { path: '/connections', largest: 100, key: 'connection_id' },
	async query(parameter, context, itemIndex) {
		const filters = parameter('filters');
		const range = await rangeReader(context, itemIndex);
		const [date_from, date_to] = range('Filters > From', filters.dateFrom, 'Filters > To', filters.dateTo);
		const wanted = filters.include ?? [];
		return {
			date_from,
			date_to,
			src: filters.src ?? '',
			dst: filters.dst ?? '',
			connection_id: filters.connectionId ?? '',
			user_login: filters.userLogin ?? '',
			queue_id: filters.queueId ?? '',
			topic_id: filters.topicId ?? '',
			customer_id: filters.customerId ?? '',
			tags: filters.tags ?? [],
			include_tags: wanted.includes('tags') ? 'true' : '',
			include_topics: wanted.includes('topics') ? 'true' : '',
		};
	},
});
