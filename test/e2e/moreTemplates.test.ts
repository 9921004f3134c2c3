import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

import { importIntoN8n, runN8nCommand } from '../../scripts/lib/n8n';
import { prepareTemplate, useCredentials } from '../../scripts/lib/workflows';
import { useRelay } from '../harness/relay';

const MINUTE = 60_000;

describe('the other templates on the real n8n', () => {
	const relay = useRelay('more');

	it(
		'build-kaizala-card-package.json makes a zip that Kaizala takes',
		async () => {
			const id = 'relayBuildCard01';
			const patches = [useCredentials(relay.credentials)];
			const workflow = await prepareTemplate('build-kaizala-card-package.json', patches);
			await importIntoN8n(relay.userFolder, 'workflow', [{ ...workflow, id }]);
			await runN8nCommand(relay.userFolder, ['execute', `--id=${id}`]);
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
		return await readFile(join(relay.userFolder, '.n8n', 'storage', path)).catch(
			async () => await readFile(join(relay.userFolder, '.n8n', 'binaryData', path)),
		);
	}
});
