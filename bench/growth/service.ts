/**
 * A stand-in of the services for so many items that the sandbox would cost more than the nodes: it answers the calls that
 * there are many of from the number of the item, and hands all others on to the sandbox. Prints its address.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { startSandbox } from '../../sandbox/server';

const FIRST_ID = 10_000_000_000;
const HOUR = 3_600_000;

/** When every ticket was made, and when all of them were changed, if they were. */
const madeAt = Date.now() - HOUR;
let changedAt: number | undefined;
let count = 0;
let requests = 0;

const at = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A ticket as HubSpot shows it; the texts have the length of a short report. */
function ticket(id: number, properties: Record<string, unknown> = {}): object {
	return {
		id: String(id),
		properties: {
			content: `Report ${id}. ${'The pump in hall two does not start. '.repeat(5)}`,
			createdate: at(madeAt),
			hs_createdate: at(madeAt),
			hs_lastmodifieddate: at(changedAt ?? madeAt),
			hs_object_id: String(id),
			hs_pipeline: '0',
			hs_pipeline_stage: '1',
			subject: `Pump ${id}`,
			...properties,
		},
		createdAt: at(madeAt),
		updatedAt: at(changedAt ?? madeAt),
		archived: false,
	};
}

/** Those from one ID on, with the place of the next page. */
function page(first: number, limit: number): { results: object[]; next: number | undefined } {
	const end = FIRST_ID + count;
	const length = Math.max(0, Math.min(limit, end - first));
	const results = Array.from({ length }, (_, index) => ticket(first + index));
	return { results, next: first + length < end ? first + length : undefined };
}

interface Input {
	id?: string;
	properties?: Record<string, unknown>;
	objectWriteTraceId?: string;
}

interface Body {
	inputs?: Input[];
	limit?: number;
	sorts?: Array<{ direction: string }>;
	filterGroups?: Array<{ filters: Array<{ propertyName: string; value?: string }> }>;
	propertiesWithHistory?: string[];
}

const written = ({ inputs = [] }: Body) => ({
	status: 'COMPLETE',
	results: inputs.map(({ id, properties, objectWriteTraceId }, index) => ({
		...ticket(Number(id ?? FIRST_ID + index), properties),
		objectWriteTraceId,
	})),
	startedAt: at(madeAt),
	completedAt: at(madeAt),
});

function search({ limit = 10, sorts = [], filterGroups = [] }: Body) {
	// The newest one is asked for before a scan.
	if (sorts[0]?.direction === 'DESCENDING') return { total: count, results: [ticket(FIRST_ID)] };
	const filters = filterGroups.flatMap((group) => group.filters);
	const beyond = Number(filters.find(({ propertyName }) => propertyName === 'hs_object_id')?.value ?? 0);
	const { results, next } = page(Math.max(FIRST_ID, beyond + 1), limit);
	return { total: count, results, ...(next === undefined ? {} : { paging: { next: { after: String(next) } } }) };
}

function read({ inputs = [], propertiesWithHistory = [] }: Body) {
	const entries = [changedAt, madeAt].flatMap((time) =>
		time === undefined ? [] : [{ value: `As of ${time}`, timestamp: at(time), sourceType: 'CRM_UI' }],
	);
	const history = Object.fromEntries(propertiesWithHistory.map((name) => [name, entries]));
	const results = inputs.map(({ id }) => ({ ...ticket(Number(id)), propertiesWithHistory: history }));
	return { status: 'COMPLETE', results, startedAt: at(madeAt), completedAt: at(madeAt) };
}

const TICKETS = /^\/hubspot\/crm\/objects\/[^/]+\/tickets/;
type Answer = (body: Body, url: URL) => { status?: number; body: unknown };

/** What there is one of for each item, page or batch. */
const MANY: Array<[method: string, path: RegExp, answer: Answer]> = [
	['POST', /\/tickets\/batch\/create$/, (body) => ({ status: 201, body: written(body) })],
	['POST', /\/tickets\/batch\/update$/, (body) => ({ body: written(body) })],
	['POST', /\/tickets\/batch\/read$/, (body) => ({ body: read(body) })],
	['POST', /\/tickets\/search$/, (body) => ({ body: search(body) })],
	[
		'GET',
		new RegExp(`${TICKETS.source}$`),
		(_body, { searchParams }) => {
			const after = Number(searchParams.get('after') ?? FIRST_ID);
			const { results, next } = page(after, Number(searchParams.get('limit') ?? 10));
			return { body: { results, ...(next === undefined ? {} : { paging: { next: { after: String(next) } } }) } };
		},
	],
	[
		'POST',
		/^\/kaizala\/v1\/groups\/[^/]+\/messages$/,
		() => ({ body: { referenceId: `6f1c0000-0000-4000-8000-${String(requests).padStart(12, '0')}` } }),
	],
	[
		'GET',
		/^\/thulium\/api\/tickets\/\d+$/,
		(_body, { pathname }) => ({
			body: { ticket_id: Number(pathname.split('/').pop()), subject: 'Pump', messages: [] },
		}),
	],
	['POST', /^\/thulium\/api\/tickets\/\d+\/agent_response$/, () => ({ status: 200, body: {} })],
];

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	return Buffer.concat(chunks).toString('utf8');
}

async function handle(request: IncomingMessage, response: ServerResponse, sandbox: string): Promise<void> {
	const url = new URL(request.url ?? '/', 'http://127.0.0.1');
	const text = await textOf(request);
	const answer = (status: number, body: unknown): void => {
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
	};
	if (url.pathname === '/_growth') {
		if (request.method === 'POST') {
			const order = JSON.parse(text) as { count: number; changed?: boolean };
			({ count } = order);
			changedAt = order.changed === true ? madeAt + HOUR / 2 : undefined;
			requests = 0;
		}
		answer(200, { requests });
		return;
	}
	const [, , known] = MANY.find(([method, path]) => request.method === method && path.test(url.pathname)) ?? [];
	if (known !== undefined) {
		requests++;
		const { status = 200, body } = known(text === '' ? {} : (JSON.parse(text) as Body), url);
		answer(status, body);
		return;
	}
	const ofThisHop = ['host', 'connection', 'content-length'];
	const headers = Object.entries(request.headers).filter(([name]) => !ofThisHop.includes(name));
	const passed = await fetch(`${sandbox}${request.url ?? '/'}`, {
		method: request.method,
		headers: headers.map(([name, value]): [string, string] => [name, String(value)]),
		...(text === '' ? {} : { body: text }),
	});
	const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	response
		.writeHead(passed.status, { 'content-type': passed.headers.get('content-type') ?? 'application/json' })
		.end((await passed.text()).replaceAll(sandbox, own));
}

let sandboxUrl = '';
const server = createServer((request, response) => {
	handle(request, response, sandboxUrl).catch((error: unknown) => response.writeHead(500).end(String(error)));
});

async function main(): Promise<void> {
	sandboxUrl = (await startSandbox({ port: 0 })).url;
	server.listen(0, '127.0.0.1', () => {
		process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
	});
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
