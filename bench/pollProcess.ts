/** One start of n8n: polls with the state that the file holds, and writes the outcome back into the file. */
import '../test/harness/environment';

import { readFile, writeFile } from 'node:fs/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { poll } from '../test/harness/engine';

export interface PollOrder {
	credentials: Record<string, IDataObject>;
	parameters: INodeParameters;
	staticData: IDataObject;
	/** The time that the engine gives a poll. */
	budgetMs: number;
	polls: number;
}

export interface PollReport {
	staticData: IDataObject;
	/** Of the items, by poll. */
	ids: string[][];
	/** Bytes of memory above those at the start of the polls, at the most. */
	growth: number;
	ms: number;
}

const SAMPLE_MS = 20;
const file = process.argv[2] ?? '';

async function main(): Promise<void> {
	const { polls, ...order } = JSON.parse(await readFile(file, 'utf8')) as PollOrder;
	// Loads the engine and the package, so that they do not count as growth.
	await poll({ type: 'hubSpotTicketsTrigger', ...order, staticData: {} });
	const start = process.memoryUsage().rss;
	let peak = start;
	const sample = () => {
		peak = Math.max(peak, process.memoryUsage().rss);
	};
	const timer = setInterval(sample, SAMPLE_MS);
	const began = Date.now();
	const ids: string[][] = [];
	for (let index = 0; index < polls; index++) {
		const items = await poll({ type: 'hubSpotTicketsTrigger', ...order });
		sample();
		ids.push((items ?? []).map(({ json }) => String(json.id)));
	}
	clearInterval(timer);
	const report: PollReport = { staticData: order.staticData, ids, growth: peak - start, ms: Date.now() - began };
	await writeFile(file, JSON.stringify(report));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
