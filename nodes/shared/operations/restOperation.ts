import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ApiRequest } from '../http/types';
import type { Output, SingleOperation } from './operation';
import { hasConditions } from '../parameters/conditions';
import type { ParameterReader } from '../parameters/reader';
import { itemParameters } from '../parameters/reader';
import { returnAllOrLimit, wantedCount } from '../parameters/returnAll';
import { isRecord } from '../isRecord';
import { safeString } from '../safeConversion';

/** A write that is answered with an empty list was done all the same; its item must not vanish. */
export const doneAtLeast = (output: Output): Output =>
	Array.isArray(output) && output.length === 0 ? { success: true } : output;

/** A plain REST call as data: what it is called, its parameters, the request they make, and what comes out. */
export interface RestOperation<P extends INodeProperties[]> {
	name: string;
	action: string;
	description: string;
	properties: P;
	/** Sends through the service's transport and returns the body of the good response. */
	send(context: IExecuteFunctions, request: ApiRequest, itemIndex: number): Promise<unknown>;
	/** May be a promise where the request needs an answer first, for example a file's token. */
	request(
		parameter: ParameterReader<P>,
		context: IExecuteFunctions,
		itemIndex: number,
	): ApiRequest | Promise<ApiRequest>;
	/** From the body to the output. Default: `asRecords`. */
	output?(body: unknown, parameter: ParameterReader<P>, context: IExecuteFunctions, itemIndex: number): Output;
	simplify?(record: IDataObject, version: number): IDataObject;
	simplifySince?: 1.1;
	concurrency?: number;
}

/** A body as records: a list stays a list, an empty body becomes `{ success: true }`. */
export function asRecords(body: unknown): IDataObject | IDataObject[] {
	if (Array.isArray(body))
		return body.map((entry: unknown) => (isRecord(entry) ? entry : { value: safeString(entry) }));
	if (isRecord(body)) return body;
	return { success: true };
}

/** Makes an operation out of its description, see `RestOperation`. */
export function restOperation<const P extends INodeProperties[]>(rest: RestOperation<P>): SingleOperation {
	const { name, action, description, properties, simplify, simplifySince, concurrency } = rest;
	const readFirst = properties.filter((property) => property.displayOptions === undefined || hasConditions([property]));
	const hasLimit = properties.some(({ name: field }) => field === 'limit');
	return {
		name,
		action,
		description,
		properties,
		simplify,
		simplifySince,
		concurrency,
		async execute(itemIndex) {
			const parameter = itemParameters(this, itemIndex, properties);
			// What is applied to the answer only is refused before anything is sent, too.
			for (const property of readFirst) parameter(property.name);
			if (hasLimit) wantedCount(itemParameters(this, itemIndex, returnAllOrLimit));
			const request = await rest.request(parameter, this, itemIndex);
			const body = await rest.send(this, request, itemIndex);
			const output = rest.output === undefined ? asRecords(body) : rest.output(body, parameter, this, itemIndex);
			return request.retry === 'read' ? output : doneAtLeast(output);
		},
	};
}
