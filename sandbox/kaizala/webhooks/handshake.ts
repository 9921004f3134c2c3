import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';

/** The receiver has to answer the random token as plain text within five seconds. */
export async function validateCallback(ctx: KaizalaContext, callBackUrl: string): Promise<void> {
	const url = new URL(callBackUrl);
	if (ctx.switches.requireHttpsCallbacks ? url.protocol !== 'https:' : !/^https?:$/.test(url.protocol)) {
		throw invalidParameters('callBackUrl has to be an HTTPS address');
	}
	const token = ctx.core.guid();
	// Joined with & where the address already has a query.
	url.searchParams.append('validationToken', token);
	let status = 0;
	let body = '';
	try {
		const signal = AbortSignal.timeout(ctx.switches.webhookTimeoutMs);
		const answer = await fetch(url, { redirect: 'manual', signal });
		status = answer.status;
		body = await answer.text();
	} catch {
		throw invalidParameters('Webhook validation failed: callBackUrl did not answer in time');
	}
	if (status !== 200 || body.replace(/\r?\n$/, '') !== token) {
		throw invalidParameters('Webhook validation failed: the reply was not the validationToken');
	}
}
