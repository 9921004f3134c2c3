import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../isRecord';

/** Shorter values are words that stand in any text: "1", "en". */
const SHORTEST = 4;

const HIDDEN = '[hidden]';

/** Fields of credentials that hold a secret, in this package and in n8n's OAuth2. */
const SECRET_FIELD = /password|secret|token$/i;

/** A value in the forms in which it stands in headers, addresses and bodies. */
function formsOf(value: string): string[] {
	const base64 = Buffer.from(value, 'utf8').toString('base64');
	return [
		value,
		encodeURIComponent(value),
		encodeURIComponent(value).replace(/%20/g, '+'),
		JSON.stringify(value).slice(1, -1),
		base64,
		base64.split('=')[0] ?? base64,
		Buffer.from(value, 'utf8').toString('base64url'),
		encodeURIComponent(base64),
		Buffer.from(value, 'utf8').toString('hex'),
	];
}

/** The values of a credential that nobody may read, with the pairs of a Basic login. */
function secretsIn(credentials: object): string[] {
	const entries = Object.entries(credentials);
	const secrets = entries.flatMap(([name, value]): string[] => {
		if (isRecord(value)) return secretsIn(value);
		return SECRET_FIELD.test(name) && typeof value === 'string' && value.trim() !== '' ? [value, value.trim()] : [];
	});
	const users = entries.flatMap(([name, value]) => (/user$/i.test(name) && typeof value === 'string' ? [value] : []));
	return [...secrets, ...users.flatMap((user) => secrets.map((secret) => `${user}:${secret}`))];
}

/** Takes the known secrets of a credential out of a text, in whatever form they stand there, the longest first. */
export function redactor(credentials: object): (text: string) => string {
	const forms = [...new Set(secretsIn(credentials).flatMap(formsOf))]
		.filter((form) => form.length >= SHORTEST)
		.sort((a, b) => b.length - a.length);
	return (text) => forms.reduce((rest, form) => rest.split(form).join(HIDDEN), text);
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
