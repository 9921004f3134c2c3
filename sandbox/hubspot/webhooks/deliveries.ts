import type { JsonObject, SandboxCore } from '../../core/types';
import { APP } from '../schema/app';
import type { HubSpotSwitches } from '../switches';
import { signatureHeaders } from './signing';

const RETRIES = 10;

/** One call and its repetitions. */
export interface Delivery {
	id: number;
	url: string;
	events: JsonObject[];
	attempts: { at: number; status: number }[];
	/** When the next attempt is due; null when there is none. */
	dueAt: number | null;
	state: 'pending' | 'delivered' | 'failed';
}

/** How a single call differs from an honest one. */
export interface Forgery {
	secret?: string;
	/** Milliseconds that its timestamp lies beside the clock. */
	shiftMs?: number;
	/** What is sent instead of what was signed. */
	body?: string;
	signatures?: HubSpotSwitches['webhookSignatures'] | 'none';
}

/** Posts batches of events and repeats what is not answered by 2xx in time. */
export class Deliveries {
	list: Delivery[] = [];

	private nextId = 1;

	private readonly timers = new Set<NodeJS.Timeout>();

	private readonly running = new Set<Promise<void>>();

	constructor(
		private readonly core: SandboxCore,
		private readonly switches: () => HubSpotSwitches,
		private readonly changed: () => void,
	) {}

	reset(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.list = [];
		this.nextId = 1;
	}

	/** Runs once the wall clock has moved on by so much; never keeps the process alive. */
	later(delayMs: number, run: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			run();
		}, delayMs);
		timer.unref();
		this.timers.add(timer);
	}

	add(url: string, events: JsonObject[]): Delivery {
		const at = this.core.clock.now();
		const delivery: Delivery = { id: this.nextId++, url, events, attempts: [], dueAt: at, state: 'pending' };
		this.list.push(delivery);
		return delivery;
	}

	/** Starts every attempt that is due by the simulated clock. */
	pump(): void {
		const now = this.core.clock.now();
		for (const delivery of this.list) {
			if (delivery.dueAt === null || delivery.dueAt > now) continue;
			delivery.dueAt = null;
			const attempt = this.attempt(delivery).finally(() => this.running.delete(attempt));
			this.running.add(attempt);
		}
	}

	/** Waits for the attempts under way, not for later retries. */
	async delivered(): Promise<void> {
		while (this.running.size > 0) await Promise.all(this.running);
	}

	/** What is sent, and where. */
	request(url: string, events: JsonObject[], forgery: Forgery = {}) {
		const { webhookSignatures, webhookSignedUri } = this.switches();
		const target = new URL(url);
		target.hash = '';
		const body = JSON.stringify(events);
		const timestamp = this.core.clock.now() + (forgery.shiftMs ?? 0);
		const toSign = { secret: forgery.secret ?? APP.clientSecret, uri: target.href, body, timestamp };
		const signatures = forgery.signatures ?? webhookSignatures;
		const headers: Record<string, string> = {
			'content-type': 'application/json',
			...(signatures === 'none' ? {} : signatureHeaders(toSign, signatures, webhookSignedUri)),
		};
		return { url: target.href, headers, body: forgery.body ?? body };
	}

	/** One signed call. 0: no answer in time. */
	async post(url: string, events: JsonObject[], forgery: Forgery = {}): Promise<number> {
		const { url: target, headers, body } = this.request(url, events, forgery);
		try {
			const answer = await fetch(target, {
				method: 'POST',
				redirect: 'manual',
				signal: AbortSignal.timeout(this.switches().webhookTimeoutMs),
				headers,
				body,
			});
			await answer.arrayBuffer();
			return answer.status;
		} catch {
			return 0;
		}
	}

	private async attempt(delivery: Delivery): Promise<void> {
		const attemptNumber = delivery.attempts.length;
		const at = this.core.clock.now();
		const events = delivery.events.map((event) => ({ ...event, attemptNumber }));
		const status = await this.post(delivery.url, events);
		delivery.attempts.push({ at, status });
		if (status >= 200 && status < 300) delivery.state = 'delivered';
		else if (attemptNumber < RETRIES) this.retry(delivery);
		else delivery.state = 'failed';
		this.changed();
	}

	private retry(delivery: Delivery): void {
		const jitter = 0.9 + this.core.random() / 5;
		const delay = Math.round(this.switches().webhookRetryUnitMs * 2 ** (delivery.attempts.length - 1) * jitter);
		delivery.dueAt = this.core.clock.now() + delay;
		// A timer may fire a millisecond before the wall clock agrees.
		this.later(delay + 5, () => this.pump());
	}
}
