import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { returnAllOrLimit, wantedCount } from '../../shared/parameters/returnAll';
import type { SingleOperation } from '../../shared/operations/operation';
import { restOperation } from '../../shared/operations/restOperation';
import { readId } from '../parameters/numbers';
import { jtelRequest, WITH_IDS, records } from '../transport';
import type { Parameter } from '../../shared/parameters/types';
import { keepFields } from '../../shared/operations/keepFields';
import { orderFields } from '../../shared/operations/orderFields';
import { safeString } from '../../shared/safeConversion';

/** The reads that all objects of jtel have: the whole list, and one by its ID. */

/** The name of an object in a sentence: "an ACD group". */
interface RecordName {
	article: 'a' | 'an';
	one: string;
	many: string;
	/** What a record is recognized by, which jtel sends somewhere among dozens of columns. */
	first: readonly string[];
	/** Since version 1.1 of the node. */
	simplify?: (record: IDataObject) => IDataObject;
}

/**
 * The record of a single read.
 * @throws NodeOperationError when the envelope is empty, which jtel does not document but which must not pass for a success.
 */
export function onlyRecord(
	body: unknown,
	context: IExecuteFunctions,
	what: string,
	id: string,
	itemIndex: number,
): IDataObject {
	const [found] = records(body);
	if (found !== undefined) return found;
	throw inputError(context, `jtel has no ${what} with the ID ${id}`, { itemIndex });
}

/** Whether one of the fields has the text, in any case. An empty text is in every record. */
export function contains(record: IDataObject, fields: readonly string[], text: string): boolean {
	const wanted = text.trim().toLowerCase();
	return fields.some((field) =>
		safeString(record[field] ?? '')
			.toLowerCase()
			.includes(wanted),
	);
}

/** Get: one record by the ID in `field`, read below `path`. */
export function getById<const F extends INodeProperties>(record: RecordName, field: F, path: string): SingleOperation {
	const id = (parameter: (name: F['name']) => unknown) => safeString(parameter(field.name));
	return restOperation({
		name: 'Get',
		action: `Get ${record.article} ${record.one}`,
		description: `Get ${record.article} ${record.one} by its ID`,
		properties: [field],
		simplify: record.simplify,
		simplifySince: 1.1,
		send: jtelRequest,
		request: (parameter, context, itemIndex) => ({
			method: 'GET',
			path: `${path}/${readId(context, field.displayName, id(parameter), itemIndex)}`,
			retry: 'read',
			expects: WITH_IDS,
		}),
		output: (body, parameter, context, itemIndex) =>
			orderFields(record.first, onlyRecord(body, context, record.one, id(parameter), itemIndex)),
		concurrency: 2,
	});
}

/** Get Many: jtel sends its whole list, the node looks for a text in some fields and keeps what is wanted. */
export function getMany(
	record: RecordName,
	path: string,
	textFields: readonly string[],
	where: string,
): SingleOperation {
	const properties = [
		...returnAllOrLimit,
		{
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
					description: `Text in ${where}`,
				},
			],
		},
	] as const satisfies Parameter[];
	return restOperation({
		name: 'Get Many',
		action: `Get many ${record.many}`,
		description: `Get a list of ${record.many}`,
		properties: [...properties],
		simplify: record.simplify,
		simplifySince: 1.1,
		send: jtelRequest,
		request: () => ({ method: 'GET', path, retry: 'read', expects: WITH_IDS }),
		output(body, parameter) {
			const { text = '' } = parameter('filters');
			return records(body)
				.filter((row) => contains(row, textFields, text))
				.slice(0, wantedCount(parameter))
				.map((row) => orderFields(record.first, row));
		},
	});
}

/** What people call the objects of jtel. */

export const COCKPIT_VARIABLE = {
	article: 'a',
	one: 'cockpit variable',
	many: 'cockpit variables',
	first: ['ID', 'Name'],
	simplify: keepFields([
		'ID',
		'Name',
		'Description',
		'CounterAbsolute',
		'CounterDay',
		'MinValue',
		'MaxValue',
		'dtLastModified',
	]),
} as const;
export const DIALLER_CAMPAIGN = {
	article: 'a',
	one: 'dialler campaign',
	many: 'dialler campaigns',
	first: ['ID', 'Name'],
} as const;
export const GROUP = { article: 'an', one: 'ACD group', many: 'ACD groups', first: ['ID', 'Name'] } as const;
export const SERVICE_NUMBER = {
	article: 'a',
	one: 'service number',
	many: 'service numbers',
	first: ['ID', 'Name'],
	simplify: keepFields(['ID', 'Name', 'Name2', 'ContractNumber', 'EndNumber', 'dtTo']),
} as const;
export const USER = { article: 'a', one: 'user', many: 'users', first: ['ID', 'UID', 'FirstName', 'Name'] } as const;
