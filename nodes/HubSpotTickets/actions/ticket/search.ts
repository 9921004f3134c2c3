import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { inputError } from '../../../shared/errors';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { collect } from '../../../shared/http/pagination';
import type { ParameterReader } from '../../../shared/parameters/reader';
import { itemParameters } from '../../../shared/parameters/reader';
import { filterFields, parseFilterGroups, toFilters } from '../../crm/searchFilters';
import { addCustomers } from '../../batch/customers';
import { addAssociations, addProperties } from '../../batch/read';
import type { Filter, Query } from '../../crm/search';
import { checkFilters, countMatches, fitsSearch, matches } from '../../crm/search';
import { recordLinkOption } from '../../crm/recordLink';
import { enrichTicket } from '../../crm/ticketLabels';
import { resolveNames } from '../../crm/propertyNames';
import { simplifyTicket } from '../../crm/ticket';
import {
	associationsOption,
	chosenProperties,
	customerOption,
	historyOption,
	propertyFields,
} from '../../crm/returnedFields';
import type { Parameter } from '../../../shared/parameters/types';

const properties = [
	...filterFields,
	{
		displayName: 'Search Text',
		name: 'query',
		condition: true,
		type: 'string',
		default: '',
		description: 'Words in the subject, the description, the category or the ticket ID',
	},
	...returnAllOrLimit,
	...propertyFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			associationsOption,
			{
				displayName: 'Filter Groups (JSON)',
				name: 'filterGroups',
				condition: true,
				type: 'json',
				default: '[]',
				description: 'Filter groups as HubSpot documents them: groups are alternatives. Instead of the filters above.',
			},
			customerOption,
			recordLinkOption,
			historyOption,
			{
				displayName: 'Return Only Count',
				name: 'countOnly',
				type: 'boolean',
				default: false,
				description: 'Whether to return only how many tickets match, as "total"',
			},
			resourceLocator({
				displayName: 'Sort By',
				name: 'sortBy',
				description: 'The property to sort by. Without one, the tickets are sorted by ID.',
				searchListMethod: 'searchProperties',
				byLabel: 'By Name',
				placeholder: 'createdate',
			}),
			{
				displayName: 'Sort Direction',
				name: 'sortDirection',
				type: 'options',
				options: [
					{ name: 'Ascending', value: 'ASCENDING' },
					{ name: 'Descending', value: 'DESCENDING' },
				],
				default: 'ASCENDING',
			},
		],
	},
] as const satisfies Parameter[];

type Read = ParameterReader<typeof properties>;

async function readQuery(context: IExecuteFunctions, parameter: Read, itemIndex: number): Promise<Query> {
	const { filterGroups, sortBy = '', sortDirection = 'ASCENDING' } = parameter('options');
	const rows = parameter('filters').filter ?? [];
	const isAny = parameter('combineFilters') === 'any';
	const grouped = <T>(entries: T[]): T[][] => (isAny ? entries.map((entry) => [entry]) : [entries]);
	// What HubSpot does not take is said before its properties are asked for.
	checkFilters(context, grouped(rows), itemIndex);
	const json = filterGroups === undefined ? [] : parseFilterGroups(context, filterGroups, itemIndex);
	checkFilters(context, json, itemIndex);
	if (rows.length > 0 && json.length > 0) {
		throw inputError(context, 'There are both Filters and the option "Filter Groups (JSON)"', {
			itemIndex,
			description: 'Keep one of them: HubSpot would not see the other.',
		});
	}
	const inRows = grouped(await toFilters(context, rows, itemIndex));
	const given: Filter[][] = [];
	for (const group of json) given.push(await toFilters(context, group, itemIndex));
	// An option that was added but not filled in has no effect.
	const groups = given.length === 0 ? inRows : given;
	const [sortProperty] = await resolveNames(context, 'Sort By', sortBy === '' ? [] : [sortBy], itemIndex);
	const query: Query = {
		text: parameter('query').trim(),
		groups: groups.filter((group) => group.length > 0),
		...(sortProperty === undefined ? {} : { sort: { propertyName: sortProperty, direction: sortDirection } }),
	};
	checkFilters(context, query.groups, itemIndex);
	if (fitsSearch({ ...query, properties: ['hs_object_id'] })) return query;
	throw inputError(context, 'This search is longer than the 3,000 characters that HubSpot allows', {
		itemIndex,
		description: 'Shorten the search text or the lists of values.',
	});
}

async function find(context: IExecuteFunctions, parameter: Read, query: Query, itemIndex: number) {
	const selection = parameter('propertySelection');
	const names = selection === 'selected' ? parameter('propertyNames') : [];
	const { associations = [], customer = false, propertiesWithHistory = [] } = parameter('options');
	const chosen = await chosenProperties(context, selection, names, itemIndex);
	const history = await resolveNames(context, historyOption.displayName, propertiesWithHistory, itemIndex);
	const most = wantedCount(parameter);
	// With many names the request would be too long, and a search knows no histories; then the search finds the IDs and a batch read the values.
	const direct = history.length === 0 && fitsSearch({ ...query, properties: chosen });
	const searched = { ...query, properties: direct ? chosen : ['hs_object_id'] };
	const tickets: IDataObject[] = await collect(matches(context, searched, most, itemIndex), most);
	if (!direct) await addProperties(context, tickets, { properties: chosen, history, associations, archived: false });
	await addAssociations(context, tickets, associations);
	await addCustomers(context, tickets, { customer });
	return tickets;
}

export const search: SingleOperation = {
	name: 'Search',
	action: 'Search for tickets',
	description: 'Find tickets by their properties or by text',
	properties: [...properties],
	simplify: (record) => simplifyTicket(record),
	enrich: enrichTicket,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const query = await readQuery(this, parameter, itemIndex);
		if (parameter('options').countOnly === true) return { total: await countMatches(this, query, itemIndex) };
		return await find(this, parameter, query, itemIndex);
	},
};
