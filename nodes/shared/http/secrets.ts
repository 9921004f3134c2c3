import type { IDataObject } from 'n8n-workflow';

import { shorten } from '../errors';
import { isRecord } from '../isRecord';
import { unescapedBytes, type Unescaped } from './escapes';
import { tidyText, tidyToken } from './tidy';
import { unescaped } from './types';
import { safeString } from '../safeConversion';

/** Shorter values are words that stand in any text: "1", "en". */
const SHORTEST = 4;

const HIDDEN = '[hidden]';

/** Fields of credentials that hold a secret, in this package and in n8n's OAuth2. */
const SECRET_FIELD = /password|secret|token$/i;

/** What is as long as that is known by its first half: a server may show no more of it. */
const LONG = 16;

/** No error shows as much of what a server sends. */
const LONGEST_TEXT = 100_000;

interface Secret {
	value: string;
	/** User and password of a Basic login. */
	isPair: boolean;
}

/** What stands for a value in a text, byte by byte. */
interface Form {
	bytes: string;
	/** How much of its beginning gives it away. */
	known: number;
}

const base64 = (value: string): string => Buffer.from(value, 'utf8').toString('base64');

/** The letters that are the same whatever stands before and behind a value: it may be one part of what is encoded. */
function withinBase64(value: string): string[] {
	return ['', ' ', '  '].map((before) => {
		const whole = base64(before + value);
		const end = Math.floor((Buffer.byteLength(before + value, 'utf8') * 4) / 3);
		return whole.slice(Math.ceil((before.length * 4) / 3), end);
	});
}

/** A value in the forms in which it stands in headers, addresses and bodies. A pair begins with what is no secret. */
function formsOf({ value, isPair }: Secret): Form[] {
	const whole = base64(value);
	const encoded = [whole, whole.split('=', 1).join(), ...withinBase64(value), base64(whole)];
	const texts = [
		value,
		value.toLowerCase(),
		value.toUpperCase(),
		// UTF-8 that somebody took for another encoding.
		Buffer.from(value, 'utf8').toString('latin1'),
		Buffer.from(value, 'utf8').toString('hex'),
		...encoded,
		...encoded.map((text) => text.replace(/\+/g, '-').replace(/\//g, '_')),
	];
	return texts.map((text) => {
		const { bytes } = unescapedBytes(text);
		return { bytes, known: isPair || bytes.length < LONG ? bytes.length : Math.ceil(bytes.length / 2) };
	});
}

/** As it is stored, and as it is sent. */
const written = (value: string): string[] => [...new Set([value, value.trim(), tidyText(value), tidyToken(value)])];

const single = (value: string): Secret => ({ value, isPair: false });
const pair = (user: string, secret: string): Secret => ({ value: `${user}:${secret}`, isPair: true });

/** The password in an address, as it is sent. */
function passwordsIn(value: unknown): Secret[] {
	if (typeof value !== 'string' || !value.includes('@') || !URL.canParse(tidyText(value))) return [];
	const { username, password } = new URL(tidyText(value));
	const plain = unescaped(password) ?? password;
	return plain === '' ? [] : [single(plain), pair(unescaped(username) ?? username, plain)];
}

/** Also a number, as a credential may hold it that was imported. */
const textOf = (value: unknown): string => (['string', 'number'].includes(typeof value) ? safeString(value) : '');

/** The values of a credential that nobody may read, with the pairs of a Basic login. */
function secretsIn(credentials: object): Secret[] {
	const entries = Object.entries(credentials);
	const inner = entries.flatMap(([, value]) => (isRecord(value) ? secretsIn(value) : passwordsIn(value)));
	const of = (field: RegExp): string[] =>
		entries.flatMap(([name, value]) => (field.test(name) ? written(textOf(value)) : [])).filter(Boolean);
	const secrets = of(SECRET_FIELD);
	const pairs = of(/user$/i).flatMap((user) => secrets.map((secret) => pair(user, secret)));
	return [...inner, ...secrets.map(single), ...pairs];
}

/** Where a form stands in a text, as far as it goes on there. */
function* placesOf(
	{ bytes: wanted, known }: Form,
	{ bytes, starts }: Unescaped,
): Generator<[from: number, to: number]> {
	const beginning = wanted.slice(0, known);
	let end = 0;
	for (let at = bytes.indexOf(beginning); at >= 0; at = bytes.indexOf(beginning, end)) {
		end = at + known;
		while (end - at < wanted.length && bytes[end] === wanted[end - at]) end++;
		yield [starts[at] ?? 0, starts[end] ?? 0];
	}
}

function withoutPlaces(text: string, places: Array<[from: number, to: number]>): string {
	const pieces: string[] = [];
	let at = 0;
	let hidden = -1;
	for (const [from, to] of places.sort(([one], [other]) => one - other)) {
		if (from > hidden) pieces.push(text.slice(at, from), HIDDEN);
		hidden = Math.max(hidden, to);
		at = Math.max(at, to);
	}
	return [...pieces, text.slice(at)].join('');
}

/** Takes the known secrets of a credential out of a text, in whatever form they stand there. */
export function redactor(credentials: object): (text: string) => string {
	const all = secretsIn(credentials)
		.flatMap(formsOf)
		.filter(({ bytes }) => bytes.length >= SHORTEST);
	// Without capital letters most of them are the same.
	const forms = [...new Map(all.map((form) => [`${form.known} ${form.bytes}`, form])).values()];
	return (text) => {
		const shown = shorten(text, LONGEST_TEXT);
		const read = unescapedBytes(shown);
		return withoutPlaces(
			shown,
			forms.flatMap((form) => [...placesOf(form, read)]),
		);
	};
}

/** Takes one secret out of data that go on: as it is, or within what is encoded. All else stays as it came. */
export function withoutSecret(text: string, secret: string): string {
	return [secret, ...withinBase64(secret)].reduce((rest, form) => rest.split(form).join(HIDDEN), text);
}

/** Data, and no error, buffer or stream. */
const isPlain = (value: unknown): value is IDataObject =>
	isRecord(value) && Object.prototype.toString.call(value) === '[object Object]' && typeof value.pipe !== 'function';

/** The same data with its texts changed. What is nested deeper than anybody writes is left out. */
export function mapTexts(value: unknown, change: (text: string) => string, levels = 50): unknown {
	if (typeof value === 'string') return change(value);
	if (!Array.isArray(value) && !isPlain(value)) return value;
	if (levels === 0) return undefined;
	if (Array.isArray(value)) return value.map((entry: unknown) => mapTexts(entry, change, levels - 1));
	return Object.fromEntries(
		Object.entries(value).map(([name, entry]) => [change(name), mapTexts(entry, change, levels - 1)]),
	);
}

/** An address without its user and password, also one that no `URL` can be made of. */
export const withoutUserInfo = (address: string): string => {
	const end = address.lastIndexOf('@');
	const [scheme = ''] = /^[^/@]*:\/\//.exec(address) ?? [];
	return end < 0 ? address : `${scheme}…@${address.slice(end + 1)}`;
};
