import { rangeReader } from '../../parameters/dates';
import { listOperation } from '../listOperation';
import { callFilters } from '../call/filters';
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
		description: 'Only recordings that match all of them',
		options: [...callFilters],
	},
] as const satisfies Parameter[];

export const getAll = listOperation({
	name: 'Get Many',
	action: 'Get many recordings',
	description: 'Get a list of recordings, without the files',
	properties: [...properties],
	simplify: keepFields(['filename', 'date', 'src', 'dst', 'disposition', 'user', 'duration', 'connection_id']),
	list: { path: '/recordings', largest: 100, key: 'filename' },
	async query(parameter, context, itemIndex) {
		const filters = parameter('filters');
		const range = await rangeReader(context, itemIndex);
		const [date_from, date_to] = range('Filters > From', filters.dateFrom, 'Filters > To', filters.dateTo);
		return {
			date_from,
			date_to,
			src: filters.src ?? '',
			dst: filters.dst ?? '',
			connection_id: filters.connectionId ?? '',
		};
	},
});
