import type { IBinaryData, IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../errors';
import type { ApiRequest, RetryClass } from '../http/types';
import { unescaped } from '../http/types';
import { hasHalfCharacter, hasDotSegment } from '../http/url';
import type { Output, SingleOperation } from './operation';
import { BinaryOutput } from './operation';
import { collect } from '../http/pagination';
import { trimInvisible } from '../parameters/dateTime';
import { assertName, itemParameters } from '../parameters/reader';
import { asRecords, doneAtLeast } from './restOperation';
import { anyAnswer, anyJson } from '../http/shapes';
import { safeString } from '../safeConversion';

/** What a service must say of itself to offer calls of any of its endpoints. */
export interface CustomApiCall {
	/** The vendor, as people call it. */
	service: string;
	/** An example path below the base URL. */
	placeholder: string;
	send(context: IExecuteFunctions, request: ApiRequest, itemIndex: number): Promise<unknown>;
	/** Reads a list page by page; leave it out when the API knows no pages. */
	pages?(
		context: IExecuteFunctions,
		request: ApiRequest,
		itemIndex: number,
		wanted: number,
	): AsyncIterable<IDataObject[]>;
	/** Fetches a file; leave it out when the API has none that an operation of its own does not fetch. */
	download?(context: IExecuteFunctions, request: ApiRequest, itemIndex: number): Promise<IBinaryData>;
	/** Calls besides POST that must not be sent twice. */
	isUnsafe?(call: Pick<ApiRequest, 'method' | 'path' | 'qs'>): boolean;
}

const request = [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: [
			{ name: 'DELETE', value: 'DELETE' },
			{ name: 'GET', value: 'GET' },
			{ name: 'PATCH', value: 'PATCH' },
			{ name: 'POST', value: 'POST' },
			{ name: 'PUT', value: 'PUT' },
		],
		default: 'GET',
	},
	{
		displayName: 'Path',
		name: 'path',
		type: 'string',
		default: '',
		required: true,
		description: 'Below the base URL of the credential. Query parameters go into Query Parameters.',
	},
	{
		displayName: 'Query Parameters',
		name: 'query',
		type: 'fixedCollection',
		placeholder: 'Add Parameter',
		typeOptions: { multipleValues: true },
		default: {},
		options: [
			{
				displayName: 'Parameter',
				name: 'parameter',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '', required: true },
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'json',
		default: '',
		displayOptions: { show: { method: ['DELETE', 'PATCH', 'POST', 'PUT'] } },
		description: 'JSON to send. Leave it empty to send no body.',
	},
] as const satisfies INodeProperties[];

const paging = [
	{
		displayName: 'Read All Pages',
		name: 'readAllPages',
		type: 'boolean',
		default: false,
		displayOptions: { show: { method: ['GET'] } },
		description: 'Whether to read a list page by page and return each entry as an item',
	},
	{
		displayName: 'Max Results',
		name: 'maxResults',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		displayOptions: { show: { method: ['GET'], readAllPages: [true] } },
		description: 'Max number of entries to return. 0 returns all.',
	},
] as const satisfies INodeProperties[];

const files = [
	{
		displayName: 'Response Is a File',
		name: 'isFile',
		type: 'boolean',
		default: false,
		displayOptions: { show: { method: ['GET'] } },
		description: 'Whether the response is a file, which is then put into an output field',
	},
	{
		displayName: 'Put Output File in Field',
		name: 'outputField',
		type: 'string',
		default: 'data',
		displayOptions: { show: { method: ['GET'], isFile: [true] } },
		hint: 'The name of the output field to put the file in',
	},
] as const satisfies INodeProperties[];

/** Why a path cannot be sent, if so: it must stay below the base URL, where the credential belongs. */
function problemOf(path: string): string | undefined {
	if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//')) {
		return 'must be a path, not a whole address: the credential is only sent to its own host';
	}
	if (/[?#]/.test(path)) return 'must not contain "?" or "#": enter query parameters in the field Query Parameters';
	if (/[\\\s\u0000-\u001f]/.test(path)) return 'must not contain spaces or backslashes: write a space as %20';
	if (hasHalfCharacter(path)) return 'must not contain a character that is cut in half';
	if (unescaped(path) === undefined)
		return 'has a "%" that does not escape a UTF-8 character: write a percent sign as %25';
	if (path.includes('//')) return 'must not contain an empty part: "//"';
	if (path.split('/').some(hasDotSegment)) return 'must not contain "." or ".." as a part';
	return undefined;
}

/** POST is never sent twice: what it does is not known here. */
const RETRY = {
	DELETE: 'idempotentWrite',
	GET: 'read',
	PATCH: 'idempotentWrite',
	POST: 'unsafeWrite',
	PUT: 'idempotentWrite',
} as const satisfies Record<string, RetryClass>;

/** Several of a name become a list. */
function queryOf(rows: ReadonlyArray<{ name: string; value: string }>): IDataObject {
	const query: IDataObject = {};
	for (const { name: given, value } of rows) {
		const name = trimInvisible(given);
		const before = Object.hasOwn(query, name) ? query[name] : undefined;
		if (before === undefined) query[name] = value;
		else query[name] = [...(Array.isArray(before) ? before.map(safeString) : [safeString(before)]), value];
	}
	return query;
}

/**
 * The one operation of the resource "Custom API Call" (`customApiCall`, operation `call`): any endpoint of the service
 * with its credential, for what has no operation of its own.
 */
export function customApiCall(own: CustomApiCall): SingleOperation {
	const properties = request.map((property) =>
		property.name === 'path' ? { ...property, placeholder: own.placeholder } : { ...property },
	);
	return {
		name: 'Make an API Call',
		// All that an AI agent is told of its tool, unless the person who built it wrote a description.
		action: 'Make a custom API call (may change or delete anything)',
		description: `Call any endpoint of the ${own.service} API with the credential of this node; what it changes or deletes may be impossible to restore`,
		properties: [
			...properties,
			...(own.pages === undefined ? [] : paging.map((property) => ({ ...property }))),
			...(own.download === undefined ? [] : files.map((property) => ({ ...property }))),
		],
		async execute(itemIndex): Promise<Output> {
			const parameter = itemParameters(this, itemIndex, [...request, ...paging, ...files]);
			const path = trimInvisible(parameter('path'));
			const problem = problemOf(path);
			if (problem !== undefined) throw inputError(this, `The field "Path" ${problem}`, { itemIndex });
			const method = parameter('method');
			const rows = parameter('query').parameter ?? [];
			for (const { name } of rows) assertName(this, 'Query Parameters', name, itemIndex);
			const target = { method, path: path.startsWith('/') ? path : `/${path}`, qs: queryOf(rows) };
			const retry = own.isUnsafe?.(target) === true ? 'unsafeWrite' : RETRY[method];
			const call: ApiRequest = {
				...target,
				arrayFormat: 'repeat',
				retry,
				expects: retry === 'read' ? anyJson : anyAnswer,
				reconcileHint: `Check in ${own.service} whether it took effect before you run this item again.`,
			};
			if (method !== 'GET') {
				const body = parameter('body');
				if (body !== undefined) Object.assign(call, jsonBody(body));
			} else if (own.download !== undefined && parameter('isFile')) {
				const file = await own.download(this, call, itemIndex);
				return new BinaryOutput({ filename: file.fileName }, { [parameter('outputField').trim() || 'data']: file });
			} else if (own.pages !== undefined && parameter('readAllPages')) {
				const wanted = parameter('maxResults') || Number.POSITIVE_INFINITY;
				return await collect(own.pages(this, call, itemIndex, wanted), wanted);
			}
			const output = asRecords(await own.send(this, call, itemIndex));
			return retry === 'read' ? output : doneAtLeast(output);
		},
	};
}

/** n8n's HTTP helper drops an empty object or list and sends text as a form, so these go out as JSON that is written already. */
function jsonBody(body: unknown): Pick<ApiRequest, 'body' | 'headers'> {
	if (typeof body === 'object' && body !== null && Object.keys(body).length > 0) return { body };
	return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json; charset=utf-8' } };
}
