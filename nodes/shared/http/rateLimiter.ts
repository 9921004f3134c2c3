import type { IExecuteFunctions } from 'n8n-workflow';

import { executionStore } from '../executionStore';

/** A vendor's published limit: so many calls within a window. */
export interface RateLimit {
	/** Names the bucket, for example `search`. */
	bucket: string;
	calls: number;
	perMs: number;
}

/** Start times per bucket. */
const started = executionStore(() => new Map<string, number[]>());

/**
 * Waits until one more call fits into the window, and books it. Pacing belongs to one execution: other executions
 * and other programs share the vendor's limit too, so a refusal can still come and is handled where the call is sent.
 * @returns Milliseconds waited.
 */
export async function acquire(
	owner: object,
	limit: RateLimit,
	pause: (milliseconds: number) => Promise<boolean>,
): Promise<number> {
	const buckets = started(owner);
	let waited = 0;
	for (;;) {
		const now = Date.now();
		const recent = (buckets.get(limit.bucket) ?? []).filter((at) => at <= now && now - at < limit.perMs);
		buckets.set(limit.bucket, recent);
		const oldest = recent[recent.length - limit.calls];
		if (oldest === undefined) {
			recent.push(now);
			return waited;
		}
		const wait = limit.perMs - (now - oldest);
		waited += wait;
		if (!(await pause(wait))) return waited;
	}
}

const LONG_WAIT_MS = 5_000;

interface RateLimitWaits {
	service?: string;
	/** Because the service refused a call. */
	refusedMs: number;
	/** So as not to be refused. */
	ownLimitMs: number;
}

const rateLimitWaits = executionStore((): RateLimitWaits => ({ refusedMs: 0, ownLimitMs: 0 }));

/** Notes how long a run waited for a service. */
export function recordWait(
	context: object,
	service: string,
	kind: 'refusedMs' | 'ownLimitMs',
	milliseconds: number,
): void {
	const waited = rateLimitWaits(context);
	waited.service ??= service;
	waited[kind] += milliseconds;
}

/** Tells at the end of a run what made it slow, if anything did. */
export function showRateLimitHints(context: IExecuteFunctions): void {
	const { service, refusedMs, ownLimitMs } = rateLimitWaits(context);
	if (service === undefined) return;
	const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;
	if (refusedMs >= LONG_WAIT_MS) {
		const message = `${service} asked to slow down: this run waited ${seconds(refusedMs)} for it.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	if (ownLimitMs >= LONG_WAIT_MS) {
		const message = `This run waited ${seconds(ownLimitMs)} to keep to the limits of ${service}.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}
