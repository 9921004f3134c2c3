import { z } from 'zod';
import type { Json, JsonObject } from '../core/types';
import { validate } from '../core/validate';
import { invalidParameters } from './errors';

/** Kaizala compares JSON names without regard to case: gives them the casing of the schema. */
function withCanonicalNames(names: string[], input: unknown): unknown {
	if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
	const output: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(input)) {
		const name = names.find((candidate) => candidate.toLowerCase() === key.toLowerCase());
		// A name that comes twice in two casings keeps its second spelling and is refused as unknown.
		output[name === undefined || name in output ? key : name] = value;
	}
	return output;
}

/** An object with exactly these fields, in any casing. */
export function wire<Shape extends z.ZodRawShape>(shape: Shape) {
	return z.preprocess((input) => withCanonicalNames(Object.keys(shape), input), z.object(shape).strict());
}

/** Enum values, in any casing. */
export function wireEnum<const Values extends readonly [string, ...string[]]>(values: Values) {
	const canonical = (input: unknown) =>
		typeof input === 'string' ? (values.find((value) => value.toLowerCase() === input.toLowerCase()) ?? input) : input;
	return z.preprocess(canonical, z.enum(values));
}

export const text = z.string().min(1);
export const flag = z.boolean();

/** A boolean in a query string. */
export const queryFlag = wireEnum(['true', 'false']).transform((value) => value === 'true');
/** A whole number in a query string. */
export const queryInteger = z.string().regex(/^\d+$/, 'Expected a whole number').transform(Number);

export function check<Schema extends z.ZodTypeAny>(schema: Schema, input: unknown, where: string): z.output<Schema> {
	return validate(schema, input, ([first]) => {
		const path = [where, ...(first?.path ?? [])].join('.');
		return invalidParameters(`Invalid parameters: ${path}: ${first?.message ?? 'not valid'}`);
	});
}

/** Drops what is undefined; the rest is JSON already. */
export function compact(fields: Record<string, Json | undefined>): JsonObject {
	const output: JsonObject = {};
	for (const [key, value] of Object.entries(fields)) if (value !== undefined) output[key] = value;
	return output;
}

/** A plain JSON copy of a checked value. */
export function jsonCopy(value: object): JsonObject {
	const copy: JsonObject = JSON.parse(JSON.stringify(value));
	return copy;
}

export const iso = (at: number) => new Date(at).toISOString();
export const unique = <T>(values: T[]) => [...new Set(values)];
