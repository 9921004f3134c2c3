import { Agent } from 'node:http';
import axios from 'axios';

export interface Driven {
	/** Of the whole drive. */
	ms: number;
	/** From the call of the webhook to the answer that the last node's end brings, one entry per execution. */
	latenciesMs: number[];
}

const TIMEOUT_MS = 300_000;

/**
 * Calls a webhook once with each body, with a given concurrency, and waits for every response.
 * @throws when an execution fails.
 */
export async function drive(url: string, bodies: readonly object[], concurrency: number): Promise<Driven> {
	const httpAgent = new Agent({ keepAlive: true, maxSockets: concurrency });
	const latenciesMs: number[] = [];
	const queue = bodies.values();
	const caller = async () => {
		for (const body of queue) {
			const began = performance.now();
			const { status, data } = await axios.post<unknown>(url, body, {
				httpAgent,
				proxy: false,
				timeout: TIMEOUT_MS,
				validateStatus: () => true,
			});
			if (status !== 200) throw new Error(`${url} answered ${status}: ${JSON.stringify(data).slice(0, 500)}`);
			latenciesMs.push(performance.now() - began);
		}
	};
	const began = performance.now();
	try {
		await Promise.all(Array.from({ length: concurrency }, caller));
	} finally {
		httpAgent.destroy();
	}
	return { ms: performance.now() - began, latenciesMs };
}
