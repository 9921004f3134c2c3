/* A process of its own, so that its memory can be measured: polls a long list twice and tells what it took, as JSON. */
import '../../harness/environment';
import type { IDataObject } from 'n8n-workflow';

import { poll } from '../../harness/engine';

async function main(): Promise<void> {
	const [serverUrl = '', event = ''] = process.argv.slice(2);
	const tick = async (clientId: string, staticData: IDataObject) =>
		await poll({
			type: 'jtelAcdTrigger',
			parameters: { event },
			credentials: { jtelAcdApi: { serverUrl, clientId, token: 'token' } },
			staticData,
		});
	// Everything is loaded once a short list was read.
	await tick('short', {});
	global.gc?.();
	const before = process.memoryUsage.rss();
	const staticData: IDataObject = {};
	const baseline = await tick(event, staticData);
	const items = (await tick(event, staticData)) ?? [];
	process.stdout.write(
		JSON.stringify({
			extraBytes: process.resourceUsage().maxRSS * 1_024 - before,
			stateBytes: Buffer.byteLength(JSON.stringify(staticData)),
			baseline,
			ids: items.map(({ json }) => json.ID),
		}),
	);
}

void main();
