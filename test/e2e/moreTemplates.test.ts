import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

import { importIntoN8n, runN8nCommand } from '../../scripts/lib/n8n';
import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { Relay } from '../../scripts/lib/relay';
import { startRelay } from '../../scripts/lib/relay';
import { prepareTemplate, useCredentials } from '../../scripts/lib/workflows';

const MINUTE = 60_000;

describe('the other templates on the real n8n', () => {
	const userFolder = join(RELAY, `more-${process.pid}`);
	let relay: Relay;

	beforeAll(async () => {
		relay = await startRelay({
			sandboxPort: await freePort(),
			n8nPort: await freePort(),
			userFolder,
			fresh: true,
			templates: [],
			logPrefix: 'more-',
		});
	}, 5 * MINUTE);

	afterAll(async () => {
		await relay?.stop();
		await rm(userFolder, { recursive: true, force: true });
	}, MINUTE);

	it(
		'build-kaizala-card-package.json makes a zip that Kaizala takes',
		async () => {
			const id = 'relayBuildCard01';
			const patches = [useCredentials(relay.credentials)];
			const workflow = await prepareTemplate('build-kaizala-card-package.json', patches);
			await importIntoN8n(userFolder, 'workflow', [{ ...workflow, id }]);
			await runN8nCommand(userFolder, ['execute', `--id=${id}`]);
			const [execution] = (await relay.n8n.client.listExecutions()).filter(({ workflowId }) => workflowId === id);
			expect(execution?.status).toBe('success');
			const { data } = await relay.n8n.client.getExecution(execution?.id ?? '');
			const item: unknown = data.resultData.runData?.Zip?.[0]?.data?.main?.[0]?.[0];
			const { binary } = item as { binary: { data: { id?: string; data: string; fileName: string } } };
			expect(binary.data.fileName).toBe('com.example.desk.ticket.zip');
			const archive = await bytesOf(binary.data);
			const files = unzipSync(new Uint8Array(archive));
			expect(Object.keys(files).sort()).toEqual(['AppIcon.png', 'AppModel.json', 'ChatCardView.json', 'package.json']);
			const texts = Object.entries(files).filter(([name]) => name.endsWith('.json'));
			await relay.sandbox.act('kaizala', 'installPackage', {
				files: Object.fromEntries(texts.map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')])),
			});
			expect((await relay.sandbox.state('kaizala')).packages).toHaveProperty(['com.example.desk.ticket']);
		},
		3 * MINUTE,
	);

	async function bytesOf({ id, data }: { id?: string; data: string }): Promise<Buffer> {
		if (id === undefined) return Buffer.from(data, 'base64');
		const [, path = ''] = id.split(':');
		return await readFile(join(userFolder, '.n8n', 'storage', path)).catch(
			async () => await readFile(join(userFolder, '.n8n', 'binaryData', path)),
		);
	}
});
