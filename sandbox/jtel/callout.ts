import axios from 'axios';
import { XMLParser } from 'fast-xml-parser';
import type { Json, JsonObject } from '../core/types';
import { wallTime } from '../core/zones';
import { JtelError } from './errors';
import { presentEvent } from './events';
import type { Account, StoredEvent } from './types';
import type { World } from './world';

/** How long jtel waits is not documented; the caller may be waiting too. */
const TIMEOUT_MS = 10_000;

const client = axios.create({
	validateStatus: () => true,
	timeout: TIMEOUT_MS,
	maxRedirects: 0,
	responseType: 'text',
	transformResponse: (text: unknown) => text,
});

interface GroupCall {
	url: string;
	/** Two pages of jtel describe two shapes; a receiver must understand both. */
	shape: 'flat' | 'acdEvent' | 'records';
	/** An early draft had numbers with a plus. */
	plus: boolean;
	headers: Record<string, string>;
}

/** "REST Calls (Create Callback / Create Voice Mail)": a POST with JSON; 200 is processed, the body is only logged. */
export async function callGroupUrl(
	world: World,
	account: Account,
	event: StoredEvent,
	{ url, shape, plus, headers }: GroupCall,
): Promise<Json> {
	const { calloutHeaders, calloutRepeats } = world.switches();
	const signed = Object.keys(headers).length > 0 || new URL(url).username !== '';
	if (signed && !calloutHeaders) throw new JtelError(400, 'This jtel sends no headers with the REST calls of a group');
	const body = shape === 'flat' ? groupCallBody(world, account, event, plus) : wrap(presentEvent(world, event), shape);
	const answers: JsonObject[] = [];
	const most = calloutRepeats === 'never' ? 1 : 3;
	while (answers.length < most) {
		const reply = await client.post<string>(url, body, { headers: { 'Content-Type': 'application/json', ...headers } });
		answers.push({ status: reply.status, body: reply.data });
		if (reply.status === 200 && calloutRepeats !== 'always') break;
	}
	return { status: answers.at(-1)?.status ?? 0, answers, sent: body };
}

function wrap(event: JsonObject, shape: 'acdEvent' | 'records'): JsonObject {
	return shape === 'acdEvent' ? event : { records: [event], count: 1, status: 200 };
}

/** What the REST call of a group carries. @param plus Whether numbers begin with `+`. */
export function groupCallBody(world: World, account: Account, event: StoredEvent, plus = false): JsonObject {
	const number = (digits: string): string => (plus ? `+${digits}` : digits);
	const local = (at: number): string => {
		const { day, time } = wallTime(at, world.switches().zone);
		return `${day}T${time.slice(0, 8)}`;
	};
	const service = account.serviceNumbers.find(({ Name }) => Name === event.Receiver);
	const group = account.groups.find(({ ID }) => ID === event.AcdGroupsID);
	return {
		Caller: number(event.Sender),
		CallbackNumber: number(event.Sender),
		ServiceNumbersNumber: number(event.Receiver ?? ''),
		ServiceNumbersName: service?.Name2 ?? '',
		AcdGroupsID: event.AcdGroupsID,
		AcdGroupsName: group?.Name ?? '',
		AcdGroupsForeignSystemID: `grp-${event.AcdGroupsID}`,
		dtCallStart: local(event.created - 60_000),
		dtCallEnd: local(event.created),
		AcdEventsID: event.ID,
		Subject: event.Subject,
		Body: '',
	};
}

interface IvrRequest {
	url: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** One header a line, as in the dialog. */
	headers: string;
	parameters: Record<string, string>;
	body: string;
	contentType: string;
}

/** What the call flow does next after a search. */
const OUTCOMES: Record<number, string> = { 200: 'found', 300: 'several', 403: 'refused', 404: 'none' };

/** The object "REST" of a call flow: any method; the answer becomes variables of the flow. */
export async function ivrRequest({ url, method, headers, parameters, body, contentType }: IvrRequest): Promise<Json> {
	const lines = headers.split('\n').filter((line) => line.includes(':'));
	const carries = (method === 'POST' || method === 'PUT') && body !== '';
	const reply = await client.request<string>({
		url,
		method,
		params: parameters,
		headers: {
			...Object.fromEntries(lines.map((line) => [line.split(':')[0]?.trim(), line.replace(/^[^:]*:/, '').trim()])),
			...(carries ? { 'Content-Type': contentType } : {}),
		},
		...(carries ? { data: body } : {}),
	});
	const type = String(reply.headers['content-type'] ?? '');
	const variables = reply.status === 200 ? flatten('$REST', readAnswer(type, reply.data)) : {};
	return { status: reply.status, outcome: OUTCOMES[reply.status] ?? 'failed', variables };
}

function readAnswer(type: string, text: string): unknown {
	if (type.includes('xml')) return new XMLParser().parse(text);
	try {
		return JSON.parse(text);
	} catch {
		return {};
	}
}

/** Nested fields of the answer become `$REST.Entity.Field`. */
function flatten(name: string, value: unknown): Record<string, Json> {
	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
		return { [name]: value };
	}
	const entries = Object.entries(value ?? {}).map(([key, inner]) => flatten(`${name}.${key}`, inner));
	return Object.fromEntries(entries.flatMap((entry) => Object.entries(entry)));
}

/** Opened by the agent's browser or MiniClient: `$name` and `${Name}` are replaced, the latter URL-encoded. */
export async function openCrmUrl(template: string, variables: Record<string, string>): Promise<Json> {
	const url = template
		.replace(/\$\{\{(\w+)\}\}/g, (_all, name: string) => variables[name] ?? '')
		.replace(/\$\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(variables[name] ?? ''))
		.replace(/\$(\w+)/g, (_all, name: string) => encodeURIComponent(variables[name] ?? ''));
	const reply = await client.get<string>(url, { headers: { Accept: 'text/html' } });
	return { status: reply.status, url, body: reply.data };
}
