import { join } from 'node:path';

import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { QueueRelay } from '../../scripts/lib/queue';
import { startQueueRelay } from '../../scripts/lib/queue';
import type { Servers } from '../../scripts/lib/servers';
import { withFailures } from './failures';
import { workflowOf } from './flows';
import type { Flow } from './flows';

export interface QueueOptions {
	servers: Servers;
	flows: (sandbox: string) => Flow[];
	/** Executions that a worker takes at once. */
	concurrency: number;
}

/** n8n in queue mode with two workers, and nothing published but these flows, for as long as `work` takes. */
export async function withQueue<T>(
	{ servers, flows, concurrency }: QueueOptions,
	work: (relay: QueueRelay) => Promise<T>,
): Promise<T> {
	const sandboxPort = await freePort();
	const relay = await startQueueRelay({
		servers,
		sandboxPort,
		n8nPort: await freePort(),
		webhookPort: await freePort(),
		userFolder: join(RELAY, 'bench-queue'),
		fresh: true,
		concurrency,
		templates: [],
		workflows: flows(`http://127.0.0.1:${sandboxPort}`).map(workflowOf),
		logPrefix: 'bench-queue-',
	});
	try {
		for (const { workflowId } of flows(relay.sandbox.url)) await relay.client.publishWorkflow(workflowId);
		return await withFailures(relay.client, async () => await work(relay));
	} finally {
		await relay.stop();
		await relay.forget();
	}
}
