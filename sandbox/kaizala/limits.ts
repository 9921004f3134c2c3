import type { Meter } from '../core/types';
import type { KaizalaContext } from './context';
import { throttled } from './errors';

/** Counts one call: 100 a minute per connector, 300 over all connectors of the tenant. Refused calls do not count. */
export function countCall(ctx: KaizalaContext, connectorId: string): void {
	const { connectorCallsPerMinute, tenantCallsPerMinute, rateWindowMs } = ctx.switches;
	const now = ctx.now();
	forgetOldCalls(ctx, now);
	const own = ctx.state.calls.get(connectorId) ?? [];
	const all = [...ctx.state.calls.values()].flat().sort((a, b) => a - b);
	refuseWhenFull(own, connectorCallsPerMinute, now, rateWindowMs);
	refuseWhenFull(all, tenantCallsPerMinute, now, rateWindowMs);
	ctx.state.calls.set(connectorId, [...own, now]);
}

/** How full the two windows are; of the connectors the busiest. */
export function callMeters(ctx: KaizalaContext): Meter[] {
	const { connectorCallsPerMinute, tenantCallsPerMinute, rateWindowMs: windowMs } = ctx.switches;
	forgetOldCalls(ctx, ctx.now());
	const counts = [...ctx.state.calls.values()].map(({ length }) => length);
	const used = counts.reduce((sum, count) => sum + count, 0);
	return [
		{
			name: 'connector',
			label: 'Calls, per connector',
			used: Math.max(0, ...counts),
			limit: connectorCallsPerMinute,
			windowMs,
		},
		{ name: 'tenant', label: 'Calls, all connectors', used, limit: tenantCallsPerMinute, windowMs },
	];
}

/** A clock that was moved back must not keep calls of "the future" in the window. */
function forgetOldCalls({ state, switches }: KaizalaContext, now: number): void {
	for (const [id, instants] of state.calls) {
		state.calls.set(
			id,
			instants.filter((at) => at > now - switches.rateWindowMs && at <= now),
		);
	}
}

function refuseWhenFull(instants: number[], limit: number, now: number, windowMs: number): void {
	if (instants.length < limit) return;
	// The call that has to leave the window before the next one fits; with a limit of 0 a whole window.
	const blocking = instants[instants.length - limit] ?? now;
	throw throttled(Math.max(1, Math.ceil((blocking + windowMs - now) / 1000)));
}
