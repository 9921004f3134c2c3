import { z } from 'zod';
import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';
import { knownMedia } from '../media/resources';
import { PROPERTY_TYPES } from '../model';
import type { Property, PropertyType } from '../model';
import { text, wire } from '../wire';

/** Names that mean the same as numbers 4 and 6. */
const ALIASES: Record<string, PropertyType> = { array: 'StringList', set: 'StringSet' };

/** A name in any casing, or the number that Power Automate sends. */
function propertyType(input: unknown): unknown {
	if (typeof input === 'number') return PROPERTY_TYPES[input] ?? input;
	if (typeof input !== 'string') return input;
	const wanted = input.toLowerCase();
	return PROPERTY_TYPES.find((type) => type.toLowerCase() === wanted) ?? ALIASES[wanted] ?? input;
}

/** `{name, type, value}`; the value is always a string, also for numbers and lists. */
export const property = wire({
	name: text,
	type: z.preprocess(propertyType, z.enum(PROPERTY_TYPES)),
	value: z.string(),
});

const ENCODED: Record<PropertyType, ((value: string) => boolean) | null> = {
	Text: null,
	Numeric: (value) => value.trim() !== '' && Number.isFinite(Number(value)),
	// Not documented: `{lt, lg, n}` and epoch milliseconds are the simulator's choice.
	Location: (value) => z.object({ lt: z.number(), lg: z.number() }).safeParse(parsed(value)).success,
	DateTime: (value) => /^\d+$/.test(value),
	StringList: (value) => z.array(z.string()).safeParse(parsed(value)).success,
	StringSet: (value) => z.array(z.string()).safeParse(parsed(value)).success,
	Attachment: null,
	AttachmentList: (value) => z.array(z.string()).safeParse(parsed(value)).success,
};

function parsed(value: string): unknown {
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

export function checkProperties(ctx: KaizalaContext, properties: Property[]): void {
	for (const { name, type, value } of properties) {
		const guessed = type === 'Location' || type === 'DateTime';
		const fits = ENCODED[type];
		if (fits && !(guessed && !ctx.switches.checkPropertyEncodings) && !fits(value)) {
			throw invalidParameters(`The value of property ${name} is not a valid ${type}`);
		}
		if (type === 'Attachment') knownMedia(ctx, value);
		if (type === 'AttachmentList') for (const item of z.array(z.string()).parse(parsed(value))) knownMedia(ctx, item);
	}
}

/** Only the named properties change; a new name is added, the last of two wins. */
export function upsertProperties(current: Property[], changes: Property[]): Property[] {
	const byName = new Map(current.map((each) => [each.name, each]));
	for (const change of changes) byName.set(change.name, change);
	return [...byName.values()];
}
