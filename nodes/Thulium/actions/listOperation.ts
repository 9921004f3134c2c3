import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { assertRowValue, hasConditions } from '../../shared/parameters/conditions';
import { returnAllOrLimit, wantedCount } from '../../shared/parameters/returnAll';
import type { SingleOperation } from '../../shared/operations/operation';
import { collect } from '../../shared/http/pagination';
import type { ParameterReader } from '../../shared/parameters/reader';
import { assertName, itemParameters } from '../../shared/parameters/reader';
import type { Parameter } from '../../shared/parameters/types';
import { thuliumRequest } from '../transport';
import type { PagedList } from '../transport/pagination';
import { listOfRecords, listPages, listWith, rows } from '../transport/pagination';
import type { QueryValues } from '../transport/query';
import { phpQuery } from '../transport/query';

/** For parameters that a Thulium system has and this node does not know. */
export const additionalQuery = [
	{
		displayName: 'Additional Query Parameters',
		name: 'queryParameters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Parameter',
		default: {},
		description: 'Parameters of your Thulium that have no field here, sent as they are',
		options: [
			{
				displayName: 'Parameter',
				name: 'parameter',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'order',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: '-customer_id',
					},
				],
			},
		],
	},
] as const satisfies INodeProperties[];

/** Of a list, such a parameter narrows what is found. */
const additionalFilters = [{ ...additionalQuery[0], condition: true }] as const satisfies Parameter[];

/** The query with what the user added. A parameter that the node sets itself cannot be given a second value. */
export function withAdditional(
	context: IExecuteFunctions,
	query: IDataObject,
	itemIndex: number,
	properties: typeof additionalQuery | typeof additionalFilters = additionalQuery,
): IDataObject {
	const { parameter = [] } = itemParameters(context, itemIndex, properties)('queryParameters');
	const narrows = hasConditions(properties);
	const all = { ...query };
	for (const { name, value } of parameter) {
		if (narrows) assertRowValue(context, { name, value }, itemIndex);
		assertName(context, 'Additional Query Parameters', name, itemIndex);
		if (Object.hasOwn(all, name) || name === 'limit' || name === 'offset') {
			throw inputError(context, `The additional query parameter "${name}" is set by this node already`, {
				itemIndex,
				description: 'Use the field for it, or give the parameter once only.',
			});
		}
		all[name] = value;
	}
	return all;
}

interface ListOperation<P extends INodeProperties[]> {
	name: string;
	action: string;
	description: string;
	properties: P;
	/** Since version 1.1 of the node. */
	simplify?: (record: IDataObject) => IDataObject;
	/** A list that comes whole has no `largest` page. */
	list: PagedList | { path: string; key?: string };
	query?(
		parameter: ParameterReader<P>,
		context: IExecuteFunctions,
		itemIndex: number,
	): QueryValues | Promise<QueryValues>;
}

/** A Get Many: Return All, Limit, the operation's own filters, and additional query parameters. */
export function listOperation<const P extends INodeProperties[]>(operation: ListOperation<P>): SingleOperation {
	const { name, action, description, properties, simplify, list } = operation;
	return {
		name,
		action,
		description,
		properties: [...returnAllOrLimit, ...properties, ...additionalFilters],
		simplify,
		simplifySince: 1.1,
		async execute(itemIndex) {
			const wanted = wantedCount(itemParameters(this, itemIndex, returnAllOrLimit));
			const values = await operation.query?.(itemParameters(this, itemIndex, properties), this, itemIndex);
			const query = withAdditional(this, phpQuery(values ?? {}), itemIndex, additionalFilters);
			const expects = list.key === undefined ? listOfRecords : listWith(list.key);
			if ('largest' in list) return await collect(listPages(this, list, query, wanted, itemIndex, expects), wanted);
			const request = { method: 'GET', path: list.path, qs: query, retry: 'read', expects } as const;
			const body = await thuliumRequest(this, request, itemIndex);
			return rows(body).slice(0, wanted);
		},
		concurrency: 2,
	};
}
