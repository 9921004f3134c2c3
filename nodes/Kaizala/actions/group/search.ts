import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { collect } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { kaizalaPages, kaizalaRequest } from '../../transport';
import type { Parameter } from '../../../shared/parameters/types';
import { GROUPS, groupsOf } from './groups';
import { simplifyGroup } from './simplify';

const PAGE = 50;

const properties = [
	{
		displayName: 'Search Term',
		name: 'query',
		condition: true,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'support',
		description: 'Part of the name of the groups',
	},
	...returnAllOrLimit,
] as const satisfies Parameter[];

function groupPages(context: IExecuteFunctions, query: string, itemIndex: number): AsyncGenerator<IDataObject[]> {
	const seen = new Set<unknown>();
	return kaizalaPages<number>(context, itemIndex, async (resultsOffset = 0) => {
		const qs = { query, resultsOffset, pageSize: PAGE };
		const request = {
			method: 'GET',
			path: '/v1/tenant/findGroupsByQuery',
			qs,
			retry: 'read',
			expects: GROUPS,
		} as const;
		const answer: unknown = await kaizalaRequest(context, request, itemIndex);
		const found = groupsOf(answer);
		const page = found.filter(({ groupId }) => !seen.has(groupId) && seen.add(groupId));
		if (found.length < PAGE) return { page };
		// A server that does not know the offset sends the first page again.
		return { page, next: page.length === 0 ? resultsOffset : resultsOffset + found.length };
	});
}

export const search: SingleOperation = {
	name: 'Search (Unofficial)',
	action: 'Search groups of the organization',
	description: 'Find groups of the whole organization by name. Microsoft never documented this call.',
	properties: [...properties],
	simplify: simplifyGroup,
	simplifySince: 1.1,
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		return await collect(groupPages(this, parameter('query'), itemIndex), wantedCount(parameter));
	},
};
