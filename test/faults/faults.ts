import type { Fault, FaultKind, ServiceName } from '../../sandbox/core/types';

/** Something that goes wrong on the way to a service, and what may be said of a write that it hit. */
export interface MatrixFault {
	name: string;
	/** Whether nobody can know if a write took effect: only then may it be called unknown. */
	unknowable: boolean;
	/** The service says that all is well, and its answer has nothing to do with what was asked. */
	wrongShape?: boolean;
	/** Of which an empty list may be the truth where a list was asked for. */
	emptyList?: boolean;
	/** The deadline that a run is given, where the real one would take minutes. */
	deadlineMs?: number;
	/** What the sandbox does. */
	inject?: Omit<Fault, 'service' | 'skip'>;
	/** What stands at the address of the credential instead. Hits every call. */
	address?: (url: string) => string;
}

const status = (
	code: number,
	unknowable: boolean,
	more: Partial<Fault> & { label?: string; kind?: FaultKind } = {},
): MatrixFault => {
	const { label = 'the vendor’s own error', kind = 'status', ...rest } = more;
	return { name: `${code}, ${label}`, unknowable, inject: { kind, status: code, ...rest } };
};

/** Statuses with which nothing was done. */
const REFUSALS = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 423, 425, 429, 477];
/** Statuses after which a write may have been done. */
const FAILURES = [408, 500, 501, 502, 503, 504, 507, 520, 522, 524];

const statuses = [
	...REFUSALS.map((code) => status(code, false)),
	...FAILURES.map((code) => status(code, true)),
	...[400, 403, 404, 429].map((code) => status(code, false, { kind: 'html', label: 'a page' })),
	...[500, 502, 503, 504].map((code) => status(code, true, { kind: 'html', label: 'a page' })),
	...[400, 429].map((code) => status(code, false, { kind: 'empty', label: 'nothing' })),
	...[500, 503].map((code) => status(code, true, { kind: 'empty', label: 'nothing' })),
	...['1', '30', '86400'].map((after) =>
		status(429, false, { headers: { 'retry-after': after }, label: `Retry-After: ${after}` }),
	),
	status(429, false, { times: -1, label: 'for ever' }),
	status(429, false, { headers: { 'retry-after': 'soon' }, label: 'an unreadable Retry-After' }),
	status(503, false, { headers: { 'retry-after': '5' }, label: 'Retry-After: 5' }),
	status(500, true, { times: -1, label: 'for ever' }),
	status(401, false, { times: -1, label: 'for ever' }),
];

const connections = [
	...(['resetBefore', 'resetAfter', 'truncate', 'malformedJson'] as const).flatMap((kind): MatrixFault[] => [
		{ name: `${kind}, once`, unknowable: true, inject: { kind } },
		{ name: `${kind}, for ever`, unknowable: true, inject: { kind, times: -1 } },
	]),
	{ name: 'an answer that drips for ever', unknowable: true, deadlineMs: 500, inject: { kind: 'drip', delayMs: 20 } },
	{ name: 'a slow answer', unknowable: false, inject: { kind: 'slow', delayMs: 30 } },
	{ name: 'nobody listens', unknowable: false, address: () => 'http://127.0.0.1:1' },
	{ name: 'an unknown host', unknowable: false, address: () => 'http://relay.invalid' },
	{ name: 'TLS where there is none', unknowable: false, address: (url) => url.replace('http:', 'https:') },
] satisfies MatrixFault[];

const redirects = [301, 302, 303, 307, 308].map((code): MatrixFault => ({
	name: `${code} to another host`,
	unknowable: true,
	inject: { kind: 'status', status: code, headers: { location: 'http://127.0.0.1:1/elsewhere' }, body: '' },
}));

const wrongShapes = [
	['an empty object', '{}'],
	['an empty list', '[]'],
	['null', 'null'],
	['a word', '"fine"'],
	['a number', '42'],
	['true', 'true'],
	['results: null', '{"results":null}'],
	['results: an object', '{"results":{}}'],
	['result: null', '{"result":null}'],
	['another service’s error', '{"status":"error","message":"Try later"}'],
	['an error under another name', '{"fault":{"code":7}}'],
].map(([name, body]): MatrixFault => ({
	name: `200 with ${name}`,
	unknowable: true,
	wrongShape: true,
	emptyList: body === '[]',
	inject: { kind: 'status', status: 200, headers: { 'content-type': 'application/json' }, body },
}));

const wrongKinds = [
	{ name: '200 with a page', unknowable: true, wrongShape: true, inject: { kind: 'html', status: 200 } },
	{ name: '200 with nothing', unknowable: true, wrongShape: true, inject: { kind: 'empty', status: 200 } },
	{ name: '204 with nothing', unknowable: true, wrongShape: true, inject: { kind: 'empty', status: 204 } },
] satisfies MatrixFault[];

export const FAULTS: readonly MatrixFault[] = [
	...statuses,
	...connections,
	...redirects,
	...wrongShapes,
	...wrongKinds,
];

/** Lets `skip` calls pass first. */
export const injection = ({ inject }: MatrixFault, service: ServiceName, skip: number): Fault[] =>
	inject === undefined ? [] : [{ ...inject, service, skip }];
