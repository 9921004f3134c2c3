/* A process of its own, so that its memory can be measured: polls twice and tells what it took, as JSON. */
import '../harness/environment';
import { poll } from '../harness/engine';

async function main(): Promise<void> {
	const [serverUrl = '', event = ''] = process.argv.slice(2);
	const staticData = {};
	const tick = async (clientId: string, token: string, data: object) =>
		await poll({
			type: 'jtelAcdTrigger',
			parameters: { event },
			credentials: { jtelAcdApi: { serverUrl, clientId, token } },
			staticData: { ...data },
		});
	// Everything is loaded once a short list was read.
	await tick('2', 'jtel-second-token', {});
	global.gc?.();
	const before = process.memoryUsage.rss();
	let items = 0;
	for (const _round of ['baseline', 'poll']) {
		const output = await poll({
			type: 'jtelAcdTrigger',
			parameters: { event },
			credentials: { jtelAcdApi: { serverUrl, clientId: '1', token: 'jtel-sandbox-token' } },
			staticData,
		});
		items += output?.length ?? 0;
	}
	const extraBytes = process.resourceUsage().maxRSS * 1024 - before;
	process.stdout.write(
		JSON.stringify({ extraBytes, items, stateBytes: Buffer.byteLength(JSON.stringify(staticData)) }),
	);
}

void main();
