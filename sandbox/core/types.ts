import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The simulated systems, in the order in which the page shows them. */
export const SERVICE_NAMES = ['hubspot', 'kaizala', 'teams', 'jtel', 'thulium'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What a service answers when something outside its own handlers refuses a request. */
export interface VendorReply {
	status: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON, a string as it is, `null` as an empty body. */
	body: JsonObject | string | null;
}

/**
 * What each call of a service does, in plain words that go on after its name. Keyed by method and route without versions
 * (`GET /crm/owners/:ownerId`); `{name}` is filled in from the path, `{a name}` as one of several.
 */
export interface CallWords {
	/** Calls that change nothing. */
	reads: Readonly<Record<string, string>>;
	writes: Readonly<Record<string, string>>;
	/** What a part of a path is called, one and many. */
	noun?(part: string): { one: string; many: string } | undefined;
	/** The field by which a call asks for what is new only, by route, and what it then looked for. */
	news?: Readonly<Record<string, (asked: { query: JsonObject; body: Json }) => string | undefined>>;
}

/** A credential of n8n as it has to be filled in for this system. */
export interface Login {
	/** As n8n calls it. */
	credential: string;
	/** By their names in n8n; a `path` goes on after the address of the sandbox. */
	fields: readonly ({ label: string; value: string } | { label: string; path: string })[];
}

/** What the vendor calls at an address of n8n, to be tried by hand. */
export interface WebhookSource<Name extends string = string> {
	/** The node that is called. */
	trigger: string;
	events: Readonly<Record<Name, { label: string }>>;
	/** Whether the caller is asked for a user and a password. */
	asksForLogin?: boolean;
	/** Addresses that are subscribed. */
	subscribed(): string[];
	/** The call as the vendor would make it. */
	call(event: Name, to: WebhookTarget): WebhookCall;
}

export interface WebhookTarget {
	url: string;
	user?: string;
	password?: string;
}

export interface WebhookCall {
	url: string;
	headers: Record<string, string>;
	body: string;
	/** How the receiver can tell that it is genuine. */
	proof: string;
}

/** What a call brought, for the page. */
export interface WebhookAnswer {
	/** 0 when there was no answer. */
	status: number;
	statusText: string;
	body: string;
	durationMs: number;
	url: string;
	sent: { headers: Record<string, string>; body: string };
	proof: string;
}

/** One simulated system. The core owns the process, the journal, the clock and the faults; a service owns its state. */
export interface SandboxService<Switches extends object = object> {
	readonly name: ServiceName;
	/** Where the vendor's paths begin, for example `/hubspot`. */
	readonly prefix: string;
	/** What its calls do, for people who read the journal. */
	readonly words: CallWords;
	/** Every guess about the vendors and every limit that a test may turn, with its position after a reset. */
	readonly defaultSwitches: Readonly<Switches>;
	/** For switches that take one of a few values: which ones. Others are checked against the type of their default. */
	readonly switchValues?: Readonly<Record<string, readonly Json[]>>;
	/** Body and query keys that look like secrets (`/secret|password|token/i`) but are not, so that the journal keeps them. */
	readonly publicKeys?: readonly string[];
	/** How n8n signs in. */
	readonly logins: readonly Login[];
	/** What it calls by itself. */
	readonly webhookSource?: WebhookSource;
	/** Registers the routes. The instance is already mounted below `prefix` and has its own scope (parsers, error handlers). */
	routes(app: FastifyInstance): void | Promise<void>;
	/** Puts the state back to the fixed seed: the same ids after every reset. */
	reset(): void;
	/** Everything a test or the page may look at, as plain JSON without secrets. */
	snapshot(): JsonObject;
	/** How full the rate windows are that this service enforces; none where no limit is in force. Looking counts nothing. */
	meters?(): Meter[];
	/** A file that the snapshot names, for people who look at the page: the vendor's own download wants a credential. */
	file?(id: string): PageFile | undefined;
	/**
	 * Things that people do in the vendor's own screens and that no vendor API offers: raise a ticket, answer a card,
	 * finish an event. Keyed by name; called by `POST /_sandbox/<service>/actions/<name>` with the JSON body as argument.
	 */
	readonly actions: Record<string, (input: JsonObject) => Json | Promise<Json>>;
	/** The vendor's body for a status that the core itself causes (malformed JSON, injected faults, unknown path). */
	errorReply(status: number, reason: string, request?: FastifyRequest): VendorReply;
	/** The vendor's answer to an unknown path or method, where it is more than an error body of status 404. */
	unknownPath?(request: FastifyRequest): VendorReply;
	/** How the vendor reads addresses, where it differs from Fastify's defaults. */
	readonly routerOptions?: Readonly<{
		caseSensitive: boolean;
		ignoreTrailingSlash: boolean;
		ignoreDuplicateSlashes: boolean;
	}>;
}

/** One rate window as it is now. */
export interface Meter {
	/** Unique within its service, for example `burst`. */
	name: string;
	/** What is counted, in a few words. */
	label: string;
	used: number;
	limit: number;
	/** Length of the window in milliseconds. */
	windowMs: number;
}

export interface PageFile {
	name: string;
	bytes: Buffer;
}

/** The clock of the simulated world: wall time plus a shift, or frozen. All services take their timestamps from it. */
export interface SandboxClock {
	/** Epoch milliseconds. */
	now(): number;
	date(): Date;
	/** Moves the clock by so many milliseconds; negative moves it back. */
	shift(milliseconds: number): void;
	/** Whether it stands still. */
	readonly frozen: boolean;
	/** Stops the clock at this instant (epoch ms) until `reset` or `freeze(null)`. */
	freeze(at: number | null): void;
	reset(): void;
}

/** One request as the journal keeps it: no authorization header, token or password in it. */
export interface JournalEntry {
	/** Counts up from 1 since the last reset. */
	seq: number;
	at: string;
	service: ServiceName;
	method: string;
	/** Path below the service's mount, without the query. */
	path: string;
	/** What the call does, after the name of the system: "looked for new tickets". */
	words: string;
	/** Whether it is a call that changes nothing. */
	reads: boolean;
	query: JsonObject;
	/** Parsed JSON, form fields, or `{ "bytes": n, "contentType": "…" }` for anything else. */
	body: Json;
	/** Request headers that matter to tests; secrets replaced by `"<redacted>"`. */
	headers: Record<string, string>;
	/** 0 when the connection was cut before an answer. */
	status: number;
	responseBody: Json;
	durationMs: number;
	/** Name of the fault that was applied, if any. */
	fault?: FaultKind;
	/** Whether the service's handler ran, that is whether a write may have taken effect. */
	handled: boolean;
	/** Stack of an exception that the service did not mean to throw: a mistake in the sandbox. */
	crash?: string;
}

export type JournalHead = Pick<
	JournalEntry,
	'seq' | 'at' | 'service' | 'method' | 'path' | 'words' | 'reads' | 'status' | 'durationMs' | 'fault' | 'handled'
>;

export type FaultKind =
	| 'status' // answers `status` with the vendor's own error body (or `body`, `headers`)
	| 'html' // answers `status` with an HTML page, as a proxy would
	| 'empty' // answers `status` with no body
	| 'malformedJson' // lets the handler run, then cuts its JSON in half
	| 'truncate' // lets the handler run, then cuts the connection in the middle of the answer
	| 'drip' // lets the handler run, then answers a blank every `delayMs` (100) for ever
	| 'slow' // waits `delayMs`, then goes on as usual
	| 'resetBefore' // cuts the connection before the handler ran
	| 'resetAfter'; // lets the handler run, then cuts the connection instead of answering

export interface Fault {
	kind: FaultKind;
	/** Which requests it hits; all that are given must match. */
	service?: ServiceName;
	method?: string;
	/** Regular expression over the path below the mount. */
	path?: string;
	/** Lets so many matching requests pass first. Default 0. */
	skip?: number;
	/** How many requests it hits. Default 1; -1 for all until cleared. */
	times?: number;
	status?: number;
	headers?: Record<string, string>;
	body?: JsonObject | string;
	delayMs?: number;
}

/** A fault that waits for its requests: `skip` and `times` as they are now, and the number that takes it back. */
export type ArmedFault = Fault & { id: number };

/** What the core hands to each service. */
export interface SandboxCore {
	readonly clock: SandboxClock;
	/** Base address of this process, for example `http://127.0.0.1:4010`, known once it listens. */
	readonly baseUrl: string;
	/** Live switches of one service. */
	switches<Switches extends object>(service: SandboxService<Switches>): Switches;
	/** Tells the page (server-sent events) that something changed; `detail` is small and has no secrets. */
	changed(service: ServiceName, what: string, detail?: JsonObject): void;
	/** A deterministic number generator, reset with the state, for ids that should look random. */
	random(): number;
	/** A deterministic GUID. */
	guid(): string;
	/** By how much a seed whose last day ended then is moved, so that it lies near today; 0 where dates are to be fixed. */
	seedShift(lastAt: number): number;
}

export type ServiceFactory = (core: SandboxCore) => SandboxService;
