import type { SandboxCore } from '../core/types';
import type { EventInput } from './webhooks/events';
import type { KaizalaState } from './state';
import type { KaizalaSwitches } from './switches';

/** What every handler gets: the state, the live switches, the clock, and the way to tell the webhooks. */
export interface KaizalaContext {
	readonly core: SandboxCore;
	readonly state: KaizalaState;
	readonly switches: KaizalaSwitches;
	/** `http://…/kaizala`, without a trailing slash. */
	readonly endpointUrl: string;
	now(): number;
	/** Tells the page and hands the event to the matching webhooks, without waiting for them. */
	emit(event: EventInput): void;
	changed(what: string): void;
}
