import type { KaizalaContext } from './context';
import { throttled } from './errors';

/** Counts one call: 100 a minute per connector, 300 over all connectors of the tenant (6). Refused calls do not count. */
export function countCall(ctx: KaizalaContext, connectorId: string): void {
	const { connectorCallsPerMinute, tenantCallsPerMinute, rateWindowMs } = ctx.switches;
	const now = ctx.now();
	for (const [id, instants] of ctx.state.calls) {
		// A clock that was moved back must not keep calls of "the future" in the window.
		ctx.state.calls.set(
			id,
			instants.filter((at) => at > now - rateWindowMs && at <= now),
		);
	}
	const own = ctx.state.calls.get(connectorId) ?? [];
	const all = [...ctx.state.calls.values()].flat().sort((a, b) => a - b);
	refuseWhenFull(own, connectorCallsPerMinute, now, rateWindowMs);
	refuseWhenFull(all, tenantCallsPerMinute, now, rateWindowMs);
	ctx.state.calls.set(connectorId, [...own, now]);
}

function refuseWhenFull(instants: number[], limit: number, now: number, windowMs: number): void {
	if (instants.length < limit) return;
	// The call that has to leave the window before the next one fits; with a limit of 0 a whole window.
	const blocking = instants[instants.length - limit] ?? now;
	throw throttled(Math.max(1, Math.ceil((blocking + windowMs - now) / 1000)));
}
