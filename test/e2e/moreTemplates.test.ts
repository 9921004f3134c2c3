import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

import { importIntoN8n, runN8nCommand } from '../../scripts/lib/n8n';
import { RELAY, TEMPLATES } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { Relay } from '../../scripts/lib/relay';
import { startRelay } from '../../scripts/lib/relay';
import { waitFor } from '../../scripts/lib/wait';
import { pollEveryTenSeconds, useCredentials } from '../../scripts/lib/workflows';
import type { Workflow, WorkflowNode } from '../../scripts/lib/workflows';

const MINUTE = 60_000;

/** What Microsoft Graph was sent. */
interface Sent {
	path: string;
	authorization: string;
	body: { body: { content: string }; attachments?: Array<{ id: string; content: string }> };
}

const TEAMS = {
	id: 'relayTeams000001',
	name: 'Microsoft Teams (stand-in)',
	type: 'microsoftTeamsOAuth2Api',
	data: {
		clientId: 'stand-in',
		clientSecret: 'stand-in-secret',
		oauthTokenData: { access_token: 'stand-in-token', token_type: 'Bearer' },
	},
};

describe('the other templates on the real n8n', () => {
	const userFolder = join(RELAY, `more-${process.pid}`);
	let relay: Relay;
	let graph: Server;
	const sent: Sent[] = [];

	beforeAll(async () => {
		relay = await startRelay({
			sandboxPort: await freePort(),
			n8nPort: await freePort(),
			userFolder,
			fresh: true,
			templates: [],
			logPrefix: 'more-',
		});
		graph = createServer((request, response) => {
			let text = '';
			request.on('data', (chunk) => (text += chunk));
			request.on('end', () => {
				sent.push({
					path: request.url ?? '',
					authorization: request.headers.authorization ?? '',
					body: JSON.parse(text),
				});
				response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
			});
		});
		await new Promise<void>((resolve) => graph.listen(0, '127.0.0.1', resolve));
	}, 5 * MINUTE);

	afterAll(async () => {
		graph?.close();
		await relay?.stop();
		await rm(userFolder, { recursive: true, force: true });
	}, MINUTE);

	/** A template as it is shipped, apart from credentials, the interval, and what a person fills in. */
	async function template(file: string, id: string, fillIn: Record<string, string> = {}): Promise<Workflow> {
		const workflow: Workflow = JSON.parse(await readFile(join(TEMPLATES, file), 'utf8'));
		const credentials = useCredentials([...relay.credentials, { ...TEAMS, data: {} }]);
		const nodes = workflow.nodes.map((node) => filled(pollEveryTenSeconds(credentials(node, 0), 0), fillIn));
		return { ...workflow, id, nodes, active: false, staticData: null };
	}

	function filled(node: WorkflowNode, values: Record<string, string>): WorkflowNode {
		if (node.name !== 'Fill In Here') return node;
		const parameters = JSON.parse(JSON.stringify(node.parameters));
		for (const assignment of parameters.assignments.assignments) {
			assignment.value = values[assignment.name] ?? assignment.value;
		}
		return { ...node, parameters };
	}

	it(
		'build-kaizala-card-package.json makes a zip that Kaizala takes',
		async () => {
			const id = 'relayBuildCard01';
			await importIntoN8n(userFolder, 'workflow', [await template('build-kaizala-card-package.json', id)]);
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

	it(
		'ticket-card-in-teams.json sends the card of a new ticket to a chat',
		async () => {
			const id = 'relayTeamsCard01';
			const graphUrl = `http://127.0.0.1:${(graph.address() as AddressInfo).port}/v1.0`;
			const chatId = '19:desk@thread.v2';
			await importIntoN8n(userFolder, 'credentials', [TEAMS]);
			await importIntoN8n(userFolder, 'workflow', [
				await template('ticket-card-in-teams.json', id, { graphUrl, chatId }),
			]);
			await relay.n8n.client.publishWorkflow(id);
			await relay.n8n.client.firstPoll(id);
			await relay.sandbox.act('hubspot', 'raiseTicket', { subject: 'Pump *9* leaks', content: 'See the <photo>' });
			const [message] = await waitFor('The card in Teams', async () => (sent.length > 0 ? sent : undefined), {
				timeoutMs: 90_000,
			});
			expect(message?.path).toBe(`/v1.0/chats/${encodeURIComponent(chatId)}/messages`);
			expect(message?.authorization).toBe('Bearer stand-in-token');
			const [attachment] = message?.body.attachments ?? [];
			expect(message?.body.body.content).toBe(`<attachment id="${attachment?.id ?? ''}"></attachment>`);
			const card = JSON.parse(attachment?.content ?? '{}');
			expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', fallbackText: 'New ticket: Pump *9* leaks' });
			expect(JSON.stringify(card)).toContain('Pump \\\\*9\\\\* leaks');
		},
		4 * MINUTE,
	);
});
