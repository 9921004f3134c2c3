import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { join } from 'node:path';

import type { JsonObject } from '../../sandbox/core/types';
import { textOf } from '../../scripts/lib/json';
import { importIntoN8n } from '../../scripts/lib/n8n';
import { ticketProperties } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { pollEveryTenSeconds, prepareTemplate, useCredentials } from '../../scripts/lib/workflows';
import { startTestRelay, type TestRelay } from '../harness/relay';

const MINUTE = 60_000;
const CHANNEL = 'C0123456789';

interface Call {
	path: string;
	authorization: string;
	body: { channel?: string; ts?: string; text?: string };
}

/** The two calls of Slack that the templates make. */
function slackStandIn(calls: Call[]): Server {
	return createServer((request, response) => {
		let text = '';
		request.on('data', (chunk) => (text += chunk));
		request.on('end', () => {
			const body = text.startsWith('{') ? JSON.parse(text) : Object.fromEntries(new URLSearchParams(text));
			calls.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body });
			const ts = body.ts ?? `17000000${calls.length}.000100`;
			response
				.writeHead(200, { 'content-type': 'application/json' })
				.end(JSON.stringify({ ok: true, channel: body.channel, ts, message: { text: body.text, ts } }));
		});
	});
}

/** A mail server that takes everything and keeps it. */
function mailStandIn(mails: string[]): TcpServer {
	return createTcpServer((socket) => {
		let rest = '';
		let mail: string | undefined;
		const answer = (line: string): void => {
			socket.write(`${line}\r\n`);
		};
		answer('220 stand-in');
		socket.on('error', () => undefined);
		socket.on('data', (chunk) => {
			rest += chunk.toString('utf8');
			for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
				const line = rest.slice(0, end);
				rest = rest.slice(end + 2);
				if (mail !== undefined) {
					if (line !== '.') {
						mail += `${line}\n`;
						continue;
					}
					mails.push(mail);
					mail = undefined;
					answer('250 kept');
				} else if (/^DATA/i.test(line)) {
					mail = '';
					answer('354 go on');
				} else if (/^QUIT/i.test(line)) {
					answer('221 bye');
					socket.end();
				} else {
					answer('250 stand-in');
				}
			}
		});
	});
}

const listen = async (server: Server | TcpServer): Promise<number> => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
};

describe('the templates for Slack and email on the real n8n', () => {
	const calls: Call[] = [];
	const mails: string[] = [];
	const slack = slackStandIn(calls);
	const mail = mailStandIn(mails);
	let relay: TestRelay;

	beforeAll(async () => {
		const [slackPort, mailPort] = [await listen(slack), await listen(mail)];
		relay = await startTestRelay('messages', {
			n8nEnv: {
				NODE_OPTIONS: `--require ${join(__dirname, 'lib', 'slackHere.cjs')}`,
				SLACK_STAND_IN_PORT: String(slackPort),
			},
		});
		const credentials = [
			{ id: 'relaySlack000001', name: 'Slack', type: 'slackApi', data: { accessToken: 'stand-in-token' } },
			{
				id: 'relaySmtp0000001',
				name: 'SMTP',
				type: 'smtp',
				data: { user: '', password: '', host: '127.0.0.1', port: mailPort, secure: false, disableStartTls: true },
			},
		];
		await importIntoN8n(relay.userFolder, 'credentials', credentials);
		const patches = [useCredentials([...relay.credentials, ...credentials]), pollEveryTenSeconds];
		const files = [
			'new-ticket-to-slack.json',
			'stage-change-updates-slack.json',
			'new-ticket-to-email.json',
			'stage-change-to-email.json',
		];
		const workflows = await Promise.all(
			files.map(async (file, index) => ({
				...(await prepareTemplate(file, patches, index)),
				id: `relayMessages00${index}`,
			})),
		);
		await importIntoN8n(relay.userFolder, 'workflow', workflows);
		for (const { id } of workflows) {
			await relay.n8n.client.publishWorkflow(id);
			await relay.n8n.client.firstPoll(id);
		}
	}, 8 * MINUTE);

	afterAll(async () => {
		await relay?.stop();
		slack.close();
		mail.close();
	}, MINUTE);

	const raise = async (subject: string): Promise<string> =>
		textOf(
			await relay.sandbox.act<JsonObject>('hubspot', 'raiseTicket', { subject, content: 'See <there> & *here*' }),
			'id',
		);
	const until = <T>(what: string, find: () => Promise<T | undefined>): Promise<T> =>
		waitFor(what, find, { timeoutMs: 2 * MINUTE, intervalMs: 300 });

	let id = '';

	it(
		'new-ticket-to-slack.json sends a message and keeps where it is',
		async () => {
			id = await raise('Pump 9 leaks');
			const sent = await until('The message in Slack', async () => calls[0]);
			expect(sent.path).toBe('/api/chat.postMessage');
			expect(sent.authorization).toBe('Bearer stand-in-token');
			expect(sent.body.channel).toBe(CHANNEL);
			expect(sent.body.text).toContain('Pump 9 leaks');
			expect(sent.body.text).toContain('See &lt;there&gt; &amp; *here*');
			await until('The message on the ticket', async () => {
				const values = ticketProperties(await relay.sandbox.state('hubspot'), id);
				return textOf(values, 'slack_channel_id') === CHANNEL && textOf(values, 'slack_message_ts') !== ''
					? true
					: undefined;
			});
		},
		4 * MINUTE,
	);

	it(
		'new-ticket-to-email.json sends one email',
		async () => {
			const sent = await until('The email', async () => mails[0]);
			expect(sent).toContain(`Subject: [Ticket ${id}] Pump 9 leaks`);
			expect(sent).toContain('See <there> & *here*');
			expect(mails).toHaveLength(1);
		},
		4 * MINUTE,
	);

	it(
		'stage-change-updates-slack.json changes the message in place, and sends no second one',
		async () => {
			await relay.sandbox.act('hubspot', 'moveTicket', { id, stage: '2' });
			const changed = await until('The message in Slack', async () => calls[1]);
			expect(changed.path).toBe('/api/chat.update');
			const values = ticketProperties(await relay.sandbox.state('hubspot'), id);
			expect(changed.body).toMatchObject({ channel: CHANNEL, ts: textOf(values, 'slack_message_ts') });
			expect(changed.body.text).toContain('Waiting on contact');
			expect(calls).toHaveLength(2);
		},
		4 * MINUTE,
	);

	it(
		'stage-change-to-email.json sends the new stage under the same subject',
		async () => {
			const sent = await until('The second email', async () => mails[1]);
			expect(sent).toContain(`Subject: Re: [Ticket ${id}] Pump 9 leaks`);
			expect(sent).toMatch(/Waiting on contact|V2FpdGluZyBvbiBjb250YWN0/);
			expect(mails).toHaveLength(2);
		},
		4 * MINUTE,
	);
});
