import { z } from 'zod';
import { maySee, sensitiveScopes } from '../state/tokens';
import { invalid, missingScopes } from '../errors';
import { findObjectType, resolveObjectType } from '../schema/objectTypes';
import type { HubSpotSwitches } from '../switches';
import type { ObjectType, PropertyDefinition, Token, Values } from '../types';
import { instantOf } from './values';
import type { World } from '../state/world';

const OPERATORS = [
	'EQ',
	'NEQ',
	'LT',
	'LTE',
	'GT',
	'GTE',
	'BETWEEN',
	'IN',
	'NOT_IN',
	'HAS_PROPERTY',
	'NOT_HAS_PROPERTY',
	'CONTAINS_TOKEN',
	'NOT_CONTAINS_TOKEN',
] as const;

export const filterInput = z
	.object({
		propertyName: z.string().min(1),
		operator: z.enum(OPERATORS),
		value: z.string().optional(),
		values: z.array(z.string()).optional(),
		highValue: z.string().optional(),
	})
	.strict();
export type Filter = z.infer<typeof filterInput>;

export type Test = (values: Values, id: string) => boolean;

/** Turns a filter into a test that is quick to repeat. */
export function compileFilter(world: World, type: ObjectType, filter: Filter, token: Token): Test {
	checkFields(filter);
	if (filter.propertyName.startsWith('associations.')) return associationTest(world, type, filter);
	const definition = world.definition(type, filter.propertyName);
	if (definition === undefined) {
		throw invalid(`There was a problem with the request: property "${filter.propertyName}" does not exist`, {
			errors: [
				{
					message: `Property "${filter.propertyName}" does not exist`,
					code: 'PROPERTY_DOESNT_EXIST',
					context: { propertyName: [filter.propertyName] },
				},
			],
		});
	}
	// What may not be read may not be guessed by searching either.
	if (!maySee(token, definition)) throw missingScopes(sensitiveScopes(definition, 'read'));
	return propertyTest(definition, filter, world.switches);
}

/** Each operator needs its own fields and no others. */
function checkFields({ operator, value, values, highValue, propertyName }: Filter): void {
	const has = [value !== undefined, values !== undefined, highValue !== undefined].map(Number).join('');
	const needed =
		operator === 'BETWEEN'
			? '101'
			: operator.endsWith('IN')
				? '010'
				: operator.endsWith('HAS_PROPERTY')
					? '000'
					: '100';
	if (has !== needed) {
		throw invalid(`Filter on ${propertyName}: operator ${operator} was used with the wrong value, values or highValue`);
	}
	if (values?.length === 0) throw invalid(`Filter on ${propertyName}: ${operator} needs at least one value`);
}

/** `associations.contact` and the like: by the id of an associated record. */
function associationTest(world: World, type: ObjectType, { propertyName, operator, value, values }: Filter): Test {
	const other = findObjectType(propertyName.slice('associations.'.length));
	if (other === undefined) resolveObjectType(propertyName.slice('associations.'.length));
	if (other === undefined || (operator !== 'EQ' && operator !== 'IN')) {
		throw invalid(`Filter on ${propertyName}: only EQ and IN are possible`);
	}
	const ids = values ?? [value ?? ''];
	return (_, id) => ids.some((toId) => world.links.has({ type, id }, { type: other, id: toId }));
}

function propertyTest(definition: PropertyDefinition, filter: Filter, switches: HubSpotSwitches): Test {
	const { name } = definition;
	const { operator } = filter;
	if (operator === 'HAS_PROPERTY') return (values) => values[name] !== undefined;
	if (operator === 'NOT_HAS_PROPERTY') return (values) => values[name] === undefined;
	const negative = operator === 'NEQ' || operator.startsWith('NOT_');
	const test = valueTest(definition, filter);
	return (values) => {
		const value = values[name];
		if (value === undefined) return negative && switches.negationFindsUnset;
		return test(value) !== negative;
	};
}

/** The positive test; NEQ and NOT_… are turned round by the caller. */
function valueTest(definition: PropertyDefinition, filter: Filter): (value: string) => boolean {
	switch (filter.operator) {
		case 'EQ':
		case 'NEQ':
			return equalsOneOf(definition, [filter.value ?? ''], false);
		case 'IN':
		case 'NOT_IN':
			return equalsOneOf(definition, filter.values ?? [], true);
		case 'CONTAINS_TOKEN':
		case 'NOT_CONTAINS_TOKEN':
			return tokenTest(filter.value ?? '');
		default:
			return rangeTest(definition, filter);
	}
}

function equalsOneOf(
	definition: PropertyDefinition,
	wanted: readonly string[],
	isList: boolean,
): (value: string) => boolean {
	const order = orderOf(definition);
	if (order !== undefined) {
		const numbers = new Set(wanted.map((text) => operand(definition, text)));
		return (value) => numbers.has(order(value));
	}
	if (definition.type === 'enumeration' || definition.type === 'bool') {
		const set = new Set(wanted);
		return (value) => set.has(value) || (value.includes(';') && value.split(';').some((part) => set.has(part)));
	}
	// Lists for texts must be in lower case, single values need not.
	const set = new Set(isList ? wanted : wanted.map((text) => text.toLowerCase()));
	return (value) => set.has(value.toLowerCase());
}

function rangeTest(
	definition: PropertyDefinition,
	{ operator, value = '', highValue = '' }: Filter,
): (value: string) => boolean {
	const order = orderOf(definition);
	if (order === undefined) throw invalid(`Filter on ${definition.name}: ${operator} needs a number or a date`);
	const low = operand(definition, value);
	switch (operator) {
		case 'LT':
			return (stored) => order(stored) < low;
		case 'LTE':
			return (stored) => order(stored) <= low;
		case 'GT':
			return (stored) => order(stored) > low;
		case 'GTE':
			return (stored) => order(stored) >= low;
		default: {
			const high = operand(definition, highValue);
			return (stored) => {
				const place = order(stored);
				return place >= low && place <= high;
			};
		}
	}
}

/** How values of a type compare; `undefined` for texts and options. */
export function orderOf(definition: PropertyDefinition): ((value: string) => number) | undefined {
	if (definition.type === 'number') return Number;
	if (definition.type === 'date' || definition.type === 'datetime') return Date.parse;
	return undefined;
}

function operand(definition: PropertyDefinition, text: string): number {
	const number = definition.type === 'number' ? Number(text) : instantOf(text);
	if (number === undefined || text.trim() === '' || Number.isNaN(number)) {
		throw invalid(`Filter on ${definition.name}: "${text}" is not a ${definition.type}`);
	}
	return number;
}

/** Whole words, `*` stands for any characters; all words of the value must occur. */
export function tokenTest(wanted: string): (value: string) => boolean {
	const patterns = wanted
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '')
		.map((word) => new RegExp(`^${word.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'su'));
	return (value) => {
		const words = value.toLowerCase().split(/\s+/);
		const parts = words.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u));
		return patterns.every(
			(pattern) => words.some((word) => pattern.test(word)) || parts.some((part) => pattern.test(part)),
		);
	};
}
