import { Readable } from 'node:stream';
import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Routes } from './routes';

/** Sends as n8n does. */
export type Send = (options: IHttpRequestOptions) => Promise<unknown>;

interface Recorded {
	statusCode: number;
	headers: unknown;
	/** JSON as text, so that nobody changes it. */
	json?: string;
	bytes?: Buffer;
	isStream?: boolean;
	text?: string;
}

/** What no service means when it stands where a value belongs. */
const NO_VALUE = /\[object |\bNaN\b|\bundefined\b|Invalid Date|Invalid DateTime|\bInfinity\b|^\s*null\s*$|=null(?:&|$)/;

const DOTS = /^(?:\.|%2e){1,2}$/i;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isStream = (value: unknown): value is NodeJS.ReadableStream =>
	isObject(value) && typeof value.pipe === 'function';

/** A path alone is one below the address that Kaizala's credential puts before it. */
const wholeUrl = (base: string, url: string): string => (url.startsWith('/') ? `${base}/kaizala${url}` : url);

function plain(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

/** What is wrong with a text that is sent. */
function problemOfText(text: string): string | undefined {
	if (/\p{Surrogate}/u.test(text)) return 'half of a character';
	// Long texts are those that were put in, and have none of these.
	const found = text.length > 20_000 ? null : NO_VALUE.exec(text);
	return found === null ? undefined : `"${found[0].trim()}"`;
}

/** What is wrong with a body, wherever in it; JSON turns NaN into null without a word. */
export function problemOfBody(value: unknown, where = 'body'): string | undefined {
	const open: Array<[unknown, string]> = [[value, where]];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const [part, at] = next;
		if (part === null || part === undefined || typeof part === 'boolean' || Buffer.isBuffer(part)) continue;
		if (typeof part === 'string') {
			const problem = problemOfText(part);
			if (problem !== undefined) return `${problem} in ${at}`;
		} else if (typeof part === 'number') {
			if (!Number.isFinite(part)) return `${part} in ${at}`;
		} else if (part instanceof URLSearchParams) open.push([[...part.values()], at]);
		else if (isObject(part)) {
			const { constructor } = part;
			if (
				!Array.isArray(part) &&
				typeof constructor === 'function' &&
				constructor !== Object &&
				constructor.name !== 'Object'
			)
				return `a ${constructor.name} in ${at}`;
			const inner = at.length > 200 ? at : undefined;
			for (const [key, below] of Object.entries(part)) open.push([below, inner ?? `${at}.${key.slice(0, 40)}`]);
		} else return `a ${typeof part} in ${at}`;
	}
	return undefined;
}

/** The problems of one request as it goes out. */
export function problemsOf(options: IHttpRequestOptions, base: string, routes: Routes | undefined): string[] {
	const problems: string[] = [];
	const { method = 'GET', url, qs = {}, headers = {}, body } = options;
	const whole = wholeUrl(base, url);
	if (!URL.canParse(whole)) return [`the address ${whole.slice(0, 200)}`];
	const [path = '', query = ''] = whole.replace(/^https?:\/\/[^/?#]*/, '').split(/[?#](.*)/s);
	if (path.includes('//')) problems.push(`an empty part in the path ${path.slice(0, 200)}`);
	for (const part of path.split('/').slice(1)) {
		if (DOTS.test(part)) problems.push(`a dot segment in the path ${path.slice(0, 200)}`);
		const text = plain(part);
		const problem = text === undefined ? 'a lone percent sign' : problemOfText(text);
		if (problem !== undefined) problems.push(`${problem} in the path ${path.slice(0, 200)}`);
	}
	// n8n escapes the rest.
	if (/[\u0000-\u0020\\]/.test(whole)) problems.push(`unescaped characters in ${whole.slice(0, 200)}`);
	const inQuery =
		problemOfBody(
			[...new URLSearchParams(query)].map(([, value]) => value),
			'query',
		) ?? problemOfBody(qs, 'query');
	if (inQuery !== undefined) problems.push(inQuery);
	for (const [name, value] of Object.entries(headers)) {
		const text = String(value);
		if (!/^[\w-]+$/.test(name) || /[^\t\u0020-\u007e\u0080-\u00ff]/.test(text) || NO_VALUE.test(text))
			problems.push(`the header ${name}: ${text.slice(0, 100)}`);
	}
	const inBody =
		typeof body === 'string' ? problemOfBody(parsed(body)) : isStream(body) ? undefined : problemOfBody(body);
	if (inBody !== undefined) problems.push(inBody);
	if (Buffer.isBuffer(body)) {
		const problem = problemOfText(body.toString('utf8', 0, 10_000));
		if (problem !== undefined) problems.push(`${problem} in the form`);
	}
	if (routes !== undefined && whole.startsWith(base) && routes.find(method, path) === undefined)
		problems.push(`the sandbox has no ${method} ${path.slice(0, 200)}`);
	return problems;
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

/**
 * Stands in the place of n8n's HTTP helper. The first time a call goes through to the sandbox; a later one by the same
 * route is answered as that was, so that tens of thousands of runs cost seconds and none sees what another has written.
 */
export class Tape {
	readonly problems: string[] = [];

	/** Requests of the run. */
	sent = 0;

	/** Those that were refused, or got the answer to another one: what follows from it is not the node's doing. */
	guessed = 0;

	/** Processor time that is ours and not the node's. */
	ownMicroseconds = 0;

	private readonly exact = new Map<string, Recorded>();

	private readonly alike = new Map<string, Recorded>();

	private readonly given = new Map<string, Recorded>();

	constructor(
		private readonly base: string,
		private readonly routes: Routes,
		private readonly options: { anyRoute?: true; answers?: Record<string, object> } = {},
	) {
		for (const [route, body] of Object.entries(options.answers ?? {}))
			this.given.set(route, {
				statusCode: 200,
				headers: { 'content-type': 'application/json' },
				json: JSON.stringify(body),
			});
	}

	/** Before each run. */
	rewind(): void {
		this.problems.length = 0;
		this.sent = 0;
		this.guessed = 0;
		this.ownMicroseconds = 0;
	}

	/** Everything that was asked for by the run with valid values. */
	async take(options: IHttpRequestOptions, send: Send): Promise<unknown> {
		const start = process.cpuUsage();
		this.sent++;
		const found =
			this.problems.length === 0
				? problemsOf(options, this.base, this.options.anyRoute === true ? undefined : this.routes)
				: [];
		this.problems.push(...found);
		const known = this.exact.get(this.key(options));
		const alike = known ?? this.alike.get(this.shape(options)) ?? this.given.get(this.route(options));
		const recorded = alike ?? (await this.record(options, send));
		if ((known === undefined && alike !== undefined) || recorded.statusCode >= 400) this.guessed++;
		if (this.sent > 60) throw new Error('More than 60 requests in one run');
		const { user, system } = process.cpuUsage(start);
		this.ownMicroseconds += user + system;
		return response(recorded, options.encoding === 'text');
	}

	private key({ method = 'GET', url, qs, body }: IHttpRequestOptions): string {
		const content =
			isStream(body) || Buffer.isBuffer(body) ? 'file' : typeof body === 'string' ? body : JSON.stringify(body ?? null);
		return `${method} ${url} ${JSON.stringify(qs ?? {})} ${content.length > 5_000 ? content.length : content}`;
	}

	private route({ method = 'GET', url }: IHttpRequestOptions): string {
		const whole = wholeUrl(this.base, url);
		const path = whole.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*/s, '');
		return this.routes.find(method, path) ?? `${method} ${whole.length > 300 ? 'long' : whole}`;
	}

	/** The route with the names of what is sent along: the second page of a list is not the first. */
	private shape(options: IHttpRequestOptions): string {
		const { qs, body, url } = options;
		const names = [
			...new URLSearchParams(url.split('?')[1]).keys(),
			...Object.entries(qs ?? {}).map(([name, value]) => (name === 'offset' ? `${name}=${value}` : name)),
		];
		const fields = isObject(body) && !isStream(body) && !Buffer.isBuffer(body) ? Object.keys(body) : [];
		return `${this.route(options)} ${names.sort().join()} ${fields.length > 50 ? '' : fields.sort().join()}`;
	}

	private async record(options: IHttpRequestOptions, send: Send): Promise<Recorded> {
		const key = this.key(options);
		const answered = await received(await send(options));
		// A call that nobody knows is right as long as it is well formed.
		const unknown = this.options.anyRoute === true && answered.statusCode >= 400;
		const recorded = unknown ? { statusCode: 200, headers: {}, json: '{}' } : answered;
		this.exact.set(key, recorded);
		if (recorded.statusCode < 400) this.alike.set(this.shape(options), recorded);
		return recorded;
	}
}

async function received(response: unknown): Promise<Recorded> {
	const { statusCode, headers, body } = isObject(response) ? response : {};
	const head = { statusCode: Number(statusCode), headers };
	if (isStream(body)) {
		const pieces: Buffer[] = [];
		for await (const piece of body) pieces.push(Buffer.from(piece));
		return { ...head, bytes: Buffer.concat(pieces), isStream: true };
	}
	if (Buffer.isBuffer(body)) return { ...head, bytes: body };
	return typeof body === 'string' ? { ...head, text: body } : { ...head, json: JSON.stringify(body) };
}

function response({ statusCode, headers, json, text, bytes, isStream: streams }: Recorded, asText: boolean): unknown {
	const content = json === undefined ? text : asText ? json : (JSON.parse(json) as unknown);
	const file = bytes === undefined ? content : streams === true ? Readable.from([bytes]) : Buffer.from(bytes);
	return { statusCode, statusMessage: '', headers: structuredClone(headers), body: file };
}
