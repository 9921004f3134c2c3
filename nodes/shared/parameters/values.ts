import { shorten } from '../errors';
import { DateTimeProblem, isLibraryDate, toInstant, trimInvisible } from './dateTime';
import { safeString } from '../safeConversion';

/**
 * What a value means that somebody handed in: typed, dragged, computed, or made up by a model. One meaning for each kind
 * of value, stated for users in docs/values.md. Pure functions; a value that is not understood for certain is answered
 * with a `Problem`, which ends the sentence "The field … ".
 */

export class Problem {
	constructor(
		readonly problem: string,
		readonly advice?: string,
	) {}
}

/** How a value reads in an error. */
export function quote(value: unknown): string {
	if (value === undefined || value === '') return 'empty';
	if (Array.isArray(value)) return 'a list';
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'an invalid date' : 'a date';
	if (isLibraryDate(value)) return 'a date';
	if (typeof value === 'object' && value !== null) return 'an object';
	if (typeof value === 'function' || typeof value === 'symbol') return 'a function';
	return typeof value === 'string' ? `"${shorten(value)}"` : safeString(value);
}

/** Half of a character, which no service takes. With the `u` flag only lone ones match. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Nothing was handed in: undefined, null, a text of blanks, or an empty list. */
export function isNothing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return !/[^\s\p{Cf}]/u.test(value);
	return Array.isArray(value) && value.every(isNothing);
}

/** What n8n and JavaScript make of an invalid date that stands in a group of fields or is turned into text. */
const INVALID_DATES = new Set(['Invalid DateTime', 'Invalid Date']);

/** What JavaScript makes of objects that are turned into text. */
const OBJECT_TEXT = /^\[object \w{1,40}\](?:,\s?\[object \w{1,40}\])*$/;

const CHOOSE_FIELD = 'Choose one field of the object, or turn it into text in the expression.';

const invalidDate = (advice = 'Check the expression that fills it.') =>
	new Problem('must be text, but the expression yields an invalid date', advice);

/** From here on JavaScript writes numbers with an exponent, as nobody writes an ID. */
const WITH_EXPONENT = 1e21;

/** A text that is written: text as it is, numbers, booleans, and dates as ISO. Nothing becomes an empty text. */
export function toText(value: unknown): string | Problem {
	if (value === undefined || value === null) return '';
	switch (typeof value) {
		case 'string':
			if (INVALID_DATES.has(value)) return invalidDate();
			if (value.startsWith('[object ') && OBJECT_TEXT.test(value)) {
				return new Problem('must be text, but the expression yields an object', CHOOSE_FIELD);
			}
			return LONE_SURROGATE.test(value)
				? new Problem(
						'has half of a character in it (a lone surrogate)',
						'A text was cut through an emoji. Cut it elsewhere.',
					)
				: value;
		case 'number':
			if (isLossy(value) && Math.abs(value) < WITH_EXPONENT) return new Problem(`has the number ${value}`, LOST_DIGITS);
			return Number.isFinite(value)
				? String(value)
				: new Problem(
						`must be text, but the expression yields ${value}`,
						'The calculation has no result. Check the expression.',
					);
		case 'boolean':
		case 'bigint':
			return String(value);
		default:
	}
	if (value instanceof Date || isLibraryDate(value)) {
		const at = toInstant(value, 'utc');
		if (at instanceof DateTimeProblem) return invalidDate(at.advice);
		return value instanceof Date ? value.toISOString() : libraryIso(value);
	}
	return new Problem(
		`must be text, but the expression yields ${quote(value)}`,
		Array.isArray(value)
			? 'To write the entries of a list, join them in the expression, for example with .join(", ").'
			: CHOOSE_FIELD,
	);
}

/** The text of a field. Blank text counts as nothing. */
export const toFieldText = (value: unknown): string | Problem =>
	typeof value === 'string' && isNothing(value) ? '' : toText(value);

function libraryIso(value: object): string {
	if ('toISO' in value && typeof value.toISO === 'function') return safeString(value.toISO());
	if ('format' in value && typeof value.format === 'function') return safeString(value.format());
	return safeString(value);
}

/** Deeper than any data of people; what nests deeper refers to itself. */
const DEEPEST = 200;

/** Names that n8n's HTTP helper drops from every body and query, because JavaScript's objects have them of their own. */
const DROPPED = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether what is sent under this name would not arrive. */
export function nameProblem(name: string): Problem | undefined {
	if (!DROPPED.has(name)) return undefined;
	return new Problem(`has the name "${name}" in it, which n8n does not send`, 'Choose another name, or leave it out.');
}

/** What would go out as another value when it is written as JSON, `null` for instance. */
export function jsonProblem(value: unknown, depth = 0): Problem | undefined {
	if (depth > DEEPEST) return new Problem('has data in it that nests too deeply');
	if (typeof value === 'object' && value !== null && !(value instanceof Date) && !isLibraryDate(value)) {
		for (const [key, entry] of Object.entries(value)) {
			const problem = nameProblem(key) ?? jsonProblem(key) ?? jsonProblem(entry, depth + 1);
			if (problem !== undefined) return problem;
		}
		return undefined;
	}
	const text =
		typeof value === 'function' || typeof value === 'bigint' ? new Problem(`has ${quote(value)} in it`) : toText(value);
	if (!(text instanceof Problem)) return undefined;
	return new Problem(text.problem.replace('must be text, but the expression yields', 'has in its data'), text.advice);
}

const NUMBER = /^[+-]?(?:\d{1,400}(?:\.\d{0,400})?|\.\d{1,400})(?:e[+-]?\d{1,3})?$/i;

/** A number, or digits as text. What a number cannot hold exactly would become another one. */
export function toNumber(value: unknown): number | Problem {
	const number = readNumber(value);
	return isLossy(number)
		? new Problem(
				`has ${typeof value === 'string' ? quote(trimInvisible(value)) : `the number ${safeString(value)}`}, which is too large to be exact`,
				`Whole numbers are exact up to ${Number.MAX_SAFE_INTEGER}.`,
			)
		: number;
}

function readNumber(value: unknown): number | Problem {
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value === 'bigint') return Number(value);
	if (typeof value === 'string') {
		const text = trimInvisible(value);
		if (NUMBER.test(text)) {
			const number = Number(text);
			if (Number.isFinite(number)) return number;
		}
		if (/^[+-]?\d[\d.,\s'’_]{1,60}$/.test(text)) {
			return new Problem(
				`must be a number, but it is ${quote(value)}`,
				'Use a decimal point and no thousands separators, for example 1234.5.',
			);
		}
	}
	return new Problem(`must be a number, but it is ${quote(value)}`);
}

const WITHOUT_EXPONENT = { useGrouping: false, maximumSignificantDigits: 21 } as const;

/** A number as it is sent where services take text: with digits that a number cannot hold, and no `+5`, `.5`, `1e3` or `7.0`. */
export function numberText(value: unknown): string | Problem {
	const number = readNumber(value);
	if (number instanceof Problem) return number;
	const digits = toText(value);
	if (digits instanceof Problem) return digits;
	const text = typeof value === 'string' ? trimInvisible(value) : '';
	if (number === 0) return '0';
	if (/^-?\d+(?:\.\d+)?$/.test(text)) return text.replace(/\.0+$/, '').replace(/^(-?)0+(?=\d)/, '$1');
	return String(number).includes('e') ? number.toLocaleString('en-US', WITHOUT_EXPONENT) : String(number);
}

const TRUE = new Set(['true', 'yes', '1']);
const FALSE = new Set(['false', 'no', '0']);

export function toBoolean(value: unknown): boolean | Problem {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'number' || typeof value === 'string' ? trimInvisible(String(value)).toLowerCase() : '';
	if (TRUE.has(text)) return true;
	if (FALSE.has(text)) return false;
	return new Problem(`must be true or false, but it is ${quote(value)}`);
}

/** Whether it is a whole number that JavaScript cannot hold: it is another one already. */
export const isLossy = (value: unknown): boolean =>
	typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);

export const LOST_DIGITS = 'A number of this size has lost its last digits. Keep the ID as text.';

/** JSON text of a list; undefined for any other text. */
function jsonList(text: string): unknown[] | undefined {
	if (!text.startsWith('[') || !text.endsWith(']')) return undefined;
	try {
		const list: unknown = JSON.parse(text);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}

/** Whether a text that is no JSON begins as a list in JSON does: cut at its commas it would be other entries. */
const isBrokenJson = (first: string): boolean => /^\[(?:\s*["']|[^\]]*$)/.test(first);

const brokenJson = (text: string) =>
	new Problem(
		`begins like a JSON list, but is not one: ${quote(text)}`,
		'Write ["A","B"], or the entries alone with commas between them.',
	);

/** What stands between the entries of a list that is written as text. */
export type Separators = ',' | ',;' | ',; ' | '\n';

const OF_KIND: Partial<Record<string, Separators>> = { ids: ',; ', lines: '\n', phones: ',;' };

/** Texts that have a form by a standard of their own. */
export type Form = 'email' | 'url';

/** https://datatracker.ietf.org/doc/html/rfc5321#section-4.5.3.1.3 */
const LONGEST_EMAIL = 254;

export const isEmail = (text: string): boolean =>
	text.length <= LONGEST_EMAIL && /^[^\s@,;:<>()"]+@[^\s@,;:<>()"]+$/.test(text);

const FORMS: Record<Form, { fits(text: string): boolean; what: string; advice: string }> = {
	email: {
		fits: isEmail,
		what: 'an email address',
		advice: 'Enter the address alone, for example name@example.com.',
	},
	url: {
		fits: (text) => /^https?:\/\/[^/\s]/i.test(text) && !/\s/.test(text) && URL.canParse(text),
		what: 'a web address',
		advice: 'Enter the whole address, for example https://example.com/desk.',
	},
};

/** A text in its form, without outer blanks; nothing stays nothing. */
export function toForm(form: Form, value: string): string | Problem {
	const text = trimInvisible(value);
	const { fits, what, advice } = FORMS[form];
	return text === '' || fits(text) ? text : new Problem(`has ${quote(text)}, which is not ${what}`, advice);
}

/** What separates the entries of a parameter of this kind. No email address has a semicolon or a blank in it. */
export const separatorsOf = ({ kind = '', form }: { kind?: string; form?: Form }): Separators =>
	form === 'email' ? ',; ' : (OF_KIND[kind] ?? ',');

const SPLIT: Record<Separators, RegExp> = { ',': /[,\n\r]/, ',;': /[,;\n\r]/, ',; ': /[,;\s]/, '\n': /[\n\r]/ };

/**
 * A list: a real one, JSON text of one, text with separators, or one value. Blank entries of a text come from a separator
 * too many and do not count; an entry of a real list that is nothing is refused, because something is missing there.
 */
export function toList(value: unknown, separators: Separators = ','): string[] | Problem {
	if (value === undefined || value === null) return [];
	const text = typeof value === 'string' ? trimInvisible(value) : undefined;
	if (text === '') return [];
	const given = Array.isArray(value) ? value.flat(3) : text === undefined ? [value] : jsonList(text);
	if (given === undefined) {
		const whole = toText(text);
		if (whole instanceof Problem) return whole;
		const parts = whole.split(SPLIT[separators]).map(trimInvisible).filter(Boolean);
		return isBrokenJson(parts[0] ?? '') ? brokenJson(whole) : [...new Set(parts)];
	}
	const entries: string[] = [];
	for (const [index, entry] of given.entries()) {
		if (isNothing(entry)) {
			return new Problem(
				`has an entry without a value (number ${index + 1} of the list)`,
				'Take empty entries out in the expression, for example with .filter(Boolean).',
			);
		}
		if (isLossy(entry)) return new Problem(`has the number ${safeString(entry)}`, LOST_DIGITS);
		const one = toText(entry);
		if (one instanceof Problem)
			return new Problem(
				one.problem.replace(/^must be text, but the expression yields/, 'must be a list of plain values, but there is'),
				one.advice,
			);
		entries.push(trimInvisible(one));
	}
	return [...new Set(entries)];
}

export interface Choice {
	/** As people see it. */
	name: string;
	value: string | number | boolean;
}

const MAX_NAMED = 15;

/** What people can choose, for errors. */
export function choiceNames(choices: readonly Choice[]): string {
	const names = [...new Set(choices.map(({ name }) => shorten(name, 60)))];
	const named = names.slice(0, MAX_NAMED).join(', ');
	return names.length > MAX_NAMED ? `${named}, and ${names.length - MAX_NAMED} more` : named;
}

const folded = (text: string): string => trimInvisible(text).normalize('NFC').toLowerCase();

/** Whether people would call one of them so. A long text is folded once, not once for each name. */
export function isNamed(named: ReadonlyArray<{ name: string }>, text: string): boolean {
	const wanted = folded(text);
	return named.some(({ name }) => folded(name) === wanted);
}

function namedBy<C extends Choice>(text: string, choices: readonly C[]): C[] {
	const wanted = folded(text);
	return choices.filter((choice) => folded(choice.name) === wanted);
}

/** The choices that a text may mean: one, or several that share a label. A name means what is called so before all else. */
function meantBy<C extends Choice>(trimmed: string, choices: readonly C[], isName = false): C[] {
	const named = isName ? namedBy(trimmed, choices) : [];
	if (named.length > 0) return named;
	const exact = choices.find((choice) => String(choice.value) === trimmed);
	if (exact !== undefined) return [exact];
	const wanted = folded(trimmed);
	const byValue = choices.filter((choice) => folded(String(choice.value)) === wanted);
	const byName = namedBy(trimmed, choices);
	// In other capitals it may be the value of one and the label of another: people who changed labels have such choices.
	return byValue.length === 1 ? [...new Set([...byValue, ...byName])] : byName;
}

/** Whether a text means one of the choices, at less cost than to say why it does not. */
export const isChoice = (text: string, choices: readonly Choice[]): boolean =>
	meantBy(trimInvisible(text), choices).length === 1;

/**
 * One of several: by its internal value, or by its label as people see it, without regard to case and outer blanks. A
 * label that two choices share is refused, because nobody can tell which is meant.
 * @param isName Whether it was entered as a name: what is called "7" is meant, then, and not what has the ID 7.
 */
export function toChoice<C extends Choice>(value: unknown, choices: readonly C[], isName = false): C | Problem {
	const text = toText(value);
	if (text instanceof Problem) return text;
	const trimmed = trimInvisible(text);
	const [chosen, ...others] = meantBy(trimmed, choices, isName);
	if (chosen !== undefined && others.length === 0) return chosen;
	if (chosen !== undefined) {
		const byName = [chosen, ...others];
		return new Problem(
			`has ${byName.length} choices named ${quote(text)}`,
			`Use the ID instead: ${byName
				.slice(0, 5)
				.map((choice) => String(choice.value))
				.join(', ')}.`,
		);
	}
	return new Problem(
		text === ''
			? 'is empty'
			: `has no choice ${quote(trimmed)}${choices.length === 0 ? '' : `: choose ${choiceNames(choices)}`}`,
		choices.length === 0
			? 'There is nothing to choose from.'
			: 'Choose one of these in the field, or check the expression that fills it.',
	);
}

/** By one kind of names or by another. What fits neither is told of those that it was meant to be. */
export function toChoiceOfEither(
	text: string,
	names: readonly Choice[],
	otherNames: readonly Choice[],
	isName = false,
): string | Problem {
	if (isName && !isNamed(names, text) && isNamed(otherNames, text)) return toChoiceValue(text, otherNames, isName);
	const chosen = toChoiceValue(text, names, isName);
	if (!(chosen instanceof Problem) || (isName && isNamed(names, text))) return chosen;
	const other = toChoiceValue(text, otherNames);
	return !(other instanceof Problem) || isNamed(otherNames, text) ? other : chosen;
}

/** As `toChoice`: what is sent of it. */
export function toChoiceValue(value: unknown, choices: readonly Choice[], isName = false): string | Problem {
	const chosen = toChoice(value, choices, isName);
	return chosen instanceof Problem ? chosen : String(chosen.value);
}

/** What an ID looks like, and how it is found in an address that was copied from the browser. */
export interface IdForm {
	/** As in "the ID of a ticket". */
	of: string;
	/** Digits other than 0 when left out. */
	pattern?: RegExp;
	/** Where people find the ID. */
	advice?: string;
	/** The ID in the path of an address; undefined when the address is that of something else. */
	fromUrl?(url: URL): string | undefined;
}

/** No record has the ID 0, which a calculation with nothing yields, and which a service may take for no ID at all. */
const DIGITS = /^0{0,29}[1-9]\d{0,29}$/;

const FIND_ID = 'Choose it from the list, or check the expression. The operations of this node return it as "id".';

/** An ID: digits as text or a whole number, with blanks and invisible characters around it, or the record's address. */
export function toId(value: unknown, form: IdForm): string | Problem {
	const { pattern = DIGITS, fromUrl, advice = FIND_ID } = form;
	const of = `${/^[aeio]/i.test(form.of) ? 'an' : 'a'} ${form.of}`;
	if (typeof value === 'number') {
		if (Number.isSafeInteger(value) && pattern.test(String(value))) return String(value);
		return new Problem(
			`must be the ID of ${of}, but it is ${value}`,
			value > Number.MAX_SAFE_INTEGER ? LOST_DIGITS : undefined,
		);
	}
	const text = typeof value === 'string' ? trimInvisible(value) : undefined;
	// Zeros in front count for nothing; an answer has the ID without them.
	if (text !== undefined && pattern.test(text)) return text.replace(/^0+(?=\d)/, '');
	if (text === undefined || text === '') {
		return new Problem(
			text === '' || value === undefined || value === null
				? 'is empty'
				: `must be the ID of ${of}, but the expression yields ${quote(value)}`,
			advice,
		);
	}
	if (/^https?:\/\//i.test(text) && text.length < 2_000 && URL.canParse(text)) {
		const id = fromUrl?.(new URL(text));
		if (id !== undefined && pattern.test(id)) return id;
		return new Problem(`has the address ${quote(text)}, which is not that of ${of}`, advice);
	}
	return new Problem(`has ${quote(text)}, which is not the ID of ${of}`, advice);
}
