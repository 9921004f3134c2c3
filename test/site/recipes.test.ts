import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import path from 'node:path';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { textOf } from '../../scripts/lib/json';
import { ticketProperties } from '../../scripts/lib/story';
import { credentialTypeOf } from '../../scripts/lib/workflows';
import { inMemory } from '../harness/binary';
import { runNode } from '../harness/engine';
import { loadPackage, ROOT } from '../harness/package';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { complaintsOf } from '../templates/check';
import { HAS_N8N, NodeDescriptions } from '../templates/nodeDescriptions';
import type { TemplateRun } from '../templates/run';
import { runWorkflow } from '../templates/run';
import type { Template } from '../templates/template';

/** Every recipe of docs/recipes is imported and run. Those that are templates are run by test/e2e. */
const FOLDER = path.join(ROOT, 'docs', 'recipes');
const read = (file: string): string => readFileSync(path.join(FOLDER, file), 'utf8');
const workflowIn = (name: string): Template => JSON.parse(read(`${name}.json`));

const PAGES = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.md') && file !== 'index.md')
	.map((file) => file.slice(0, -'.md'.length));
const OWN = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.json'))
	.map((file) => file.slice(0, -'.json'.length));

const TICKET = '38402119001';
const PUMP = 'Pump 7 does not start';

useInstantWaits();
const sandbox = useSandbox();
let descriptions: NodeDescriptions;
let chat: Server;
let chatUrl = '';
let posted: unknown[] = [];

beforeAll(async () => {
	descriptions = new NodeDescriptions(await loadPackage());
	// What stands in the recipes for a chat, or for another system.
	chat = createServer((request, response) => {
		let body = '';
		request.setEncoding('utf8');
		request.on('data', (part: string) => (body += part));
		request.on('end', () => {
			posted.push(JSON.parse(body));
			response.setHeader('content-type', 'application/json');
			response.end('{}');
		});
	}).listen(0, '127.0.0.1');
	await once(chat, 'listening');
	const address = chat.address();
	chatUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
});
beforeEach(() => (posted = []));
afterAll(() => {
	chat.closeAllConnections();
	chat.close();
});

const state = (service: ServiceName): JsonObject => sandbox.current.services[service].snapshot();
const propertiesOf = (id: string) => ticketProperties(state('hubspot'), id);

/** The bodies of what a service was sent. */
const sent = (service: ServiceName, where: RegExp): unknown[] =>
	sandbox.current.journal
		.entries()
		.filter((entry) => entry.service === service && entry.method === 'POST' && where.test(entry.path))
		.map(({ body }) => body);

async function hubSpot(parameters: INodeParameters, items?: INodeExecutionData[]): Promise<IDataObject[]> {
	const setup = { type: 'hubSpotTickets', parameters, items, credentials: sandboxCredentials(sandbox.current) };
	const { json, error } = await runNode(setup);
	if (error !== undefined) throw error;
	return json;
}

const setProperties = async (properties: Record<string, string>): Promise<void> => {
	const body = JSON.stringify({ properties });
	const call = { method: 'PATCH', path: `/crm/objects/2026-09/tickets/${TICKET}`, body };
	await hubSpot({ resource: 'customApiCall', operation: 'call', ...call });
};

/** Starts a recipe with what its trigger would emit, where needed with other values in some nodes. */
type Run = (
	items: Array<IDataObject | INodeExecutionData>,
	parameters?: Record<string, INodeParameters>,
	start?: string,
) => Promise<TemplateRun>;

/** What each recipe does when it runs. */
const RECIPES: Record<string, (run: Run) => Promise<void>> = {
	async 'tell-me-when-closed'(run) {
		await run([{ id: TICKET, subject: PUMP, stageLabel: 'Closed' }]);
		expect(posted).toEqual([{ text: `Closed: ${PUMP} (Closed)` }]);
	},
	async 'urgent-ticket-to-chat'(run) {
		await run([{ id: TICKET, subject: PUMP, priorityLabel: 'High' }]);
		expect(posted).toEqual([{ text: `High: ${PUMP}` }]);
	},
	async 'list-urgent-tickets-each-morning'(run) {
		await run([{}]);
		expect(posted).toEqual([{ text: expect.stringMatching(/^\d+ urgent tickets:\n/) }]);
		expect(JSON.stringify(posted)).toContain(`${PUMP} (New)`);
	},
	async 'open-tickets-on-the-wallboard'(run) {
		const { out } = await run([{}]);
		const [counted] = out('Count open tickets');
		expect(counted).toEqual({ total: expect.any(Number) });
		expect(out('Set the figure')).toMatchObject([{ changed: true }]);
		expect(JSON.stringify(state('jtel'))).toContain(`"CounterAbsolute":${String(counted?.total)}`);
	},
	async 'ticket-to-an-agent'(run) {
		await run([{ id: TICKET, subject: PUMP, hs_all_associated_contact_emails: 'marta@harbour-pumps.example' }]);
		expect(sent('jtel', /events\/create$/)).toMatchObject([
			{ Subject: PUMP, Sender: 'marta@harbour-pumps.example', UserData: TICKET, AcdGroupsID: 235 },
		]);
	},
	async 'callback-from-a-web-form'(run) {
		await run([{ Name: 'Ines', Phone: '+49 (0)151 1234', 'What is it about?': 'The pump' }]);
		expect(sent('jtel', /events\/create$/)).toMatchObject([{ Sender: '491511234', Subject: 'Callback for Ines' }]);
	},
	async 'tell-the-call-flow-who-calls'(run) {
		await setProperties({ customer_phone: '+48600100201' });
		const { out } = await run([{ call: { callerId: '48600100201' } }]);
		expect(out('Tickets of the caller')).toMatchObject([{ id: TICKET, stageLabel: 'New' }]);
		expect(out('Answer')).toHaveLength(1);
	},
	async 'call-customers-after-closing'(run) {
		await run([
			{ id: TICKET, subject: PUMP, customer_phone: '+48600100201' },
			{ id: '2', subject: 'Without a number', customer_phone: null },
		]);
		const contacts = JSON.stringify(state('jtel'));
		expect(contacts).toContain('48600100201');
		expect(contacts).not.toContain('Without a number');
	},
	async 'ticket-from-a-web-form'(run) {
		const { out } = await run([{ Email: 'new@customer.example', Subject: 'Hello', Message: 'Who are you?' }]);
		const [made] = out('Create ticket');
		expect(propertiesOf(String(made?.id))).toMatchObject({ subject: 'Hello', content: 'Who are you?' });
		expect(JSON.stringify(state('hubspot'))).toContain('new@customer.example');
	},
	async 'one-ticket-per-order'(run) {
		const first = await run([{ body: { number: 17, status: 'packed' } }]);
		const second = await run([{ body: { number: 17, status: 'sent' } }]);
		const ids = [first, second].map(({ out }) => out('Create or update')[0]?.id);
		expect(ids[0]).toBe(ids[1]);
		expect(propertiesOf(String(ids[0]))).toMatchObject({ subject: 'Order 17: sent', external_ref: 'order-17' });
	},
	async 'assign-new-tickets'(run) {
		await run([
			{ id: TICKET, subject: PUMP, hubspot_owner_id: null },
			{ id: '38402119002', hubspot_owner_id: '1' },
		]);
		expect(propertiesOf(TICKET)).toMatchObject({ hubspot_owner_id: '71440002' });
		expect(propertiesOf('38402119002')?.hubspot_owner_id).not.toBe('71440002');
	},
	async 'save-the-files-of-a-ticket'(run) {
		const binary = inMemory({ data: { fileName: 'plan.png', mimeType: 'image/png', content: 'A plan' } });
		const add = { resource: 'attachment', operation: 'add', binaryFields: 'data' };
		await hubSpot({ ...add, ticketId: { __rl: true, mode: 'id', value: TICKET } }, [{ json: {}, binary }]);
		const { runs } = await run([{ id: TICKET }]);
		const zips = runs('Zip').flatMap(({ data }) => data?.main?.[0] ?? []);
		expect(zips.map((item) => item.binary?.data?.mimeType)).toEqual(['application/zip']);
	},
	async 'several-files-one-reply'(run) {
		const add = { resource: 'attachment', operation: 'add', binaryFields: 'data' };
		for (const fileName of ['plan.png', 'bill.pdf']) {
			const binary = inMemory({ data: { fileName, mimeType: 'image/png', content: fileName } });
			await hubSpot({ ...add, ticketId: { __rl: true, mode: 'id', value: TICKET } }, [{ json: {}, binary }]);
		}
		const { out } = await run([
			{ id: TICKET, closing_note: 'Both are <attached>.', thulium_ticket_id: '1234' },
			{ id: '2' },
		]);
		expect(sent('thulium', /agent_response$/)).toMatchObject([
			{ body: 'Both are &lt;attached&gt;.', attachments: [expect.any(String), expect.any(String)] },
		]);
		expect(out('Reply with all files')).toMatchObject([
			{ attachedFiles: expect.arrayContaining(['plan.png', 'bill.pdf']) },
		]);
	},
	async 'settle-what-needs-attention'(run) {
		await setProperties({ relay_state: 'waits for a person', closing_note: 'Mended.', closing_claim: 'a run' });
		await run([{}]);
		expect(posted).toEqual([
			{ text: expect.stringMatching(new RegExp(`^Tickets that need attention: 1\\n${TICKET} ${PUMP} https`)) },
		]);
		const settle = async (Found: string) => {
			await setProperties({ relay_state: 'waits for a person' });
			await run([{ Ticket: TICKET, Found }], {}, 'Settle a ticket');
			return propertiesOf(TICKET);
		};
		const again = await settle('Card or event: look again');
		expect(again).toMatchObject({ closing_note: 'Mended.', closing_claim: 'a run' });
		const notSent = await settle('The closing note was not sent');
		expect(notSent).toMatchObject({ closing_claim: expect.stringMatching(/^free since /) });
		const noteSent = await settle('The closing note was sent');
		expect(noteSent).toMatchObject({ closing_note_sent: 'Mended.' });
		for (const ticket of [again, notSent, noteSent]) expect(textOf(ticket, 'relay_state')).toBe('');
	},
	async 'tickets-to-a-spreadsheet'(run) {
		const { runs } = await run([{}]);
		const [file] = runs('As a file').flatMap(({ data }) => data?.main?.[0] ?? []);
		expect(file?.binary?.data).toMatchObject({ fileName: 'tickets.csv' });
	},
	async 'import-tickets-from-a-list'(run) {
		const { out } = await run([{}]);
		const made = out('Create tickets').map(({ id }) => propertiesOf(String(id)));
		expect(made).toMatchObject([
			{ subject: 'Replace the filter', hs_ticket_priority: 'LOW' },
			{ subject: 'Inspect pump 4', hs_ticket_priority: 'HIGH' },
		]);
	},
	async 'stage-changes-to-another-system'(run) {
		const changedAt = '2026-11-30T08:00:00.000Z';
		await run([{ id: TICKET, previousStageLabel: 'New', stageLabel: 'Closed', changedAt }]);
		expect(posted).toEqual([{ ticket: TICKET, from: 'New', to: 'Closed', at: changedAt }]);
	},
	async 'text-the-customer'(run) {
		await run([{ id: TICKET, subject: PUMP, customer_phone: '+48600100201' }]);
		expect(sent('thulium', /sms_messages$/)).toEqual([{ phone_number: '+48600100201', text: `Solved: ${PUMP}` }]);
	},
	async 'keep-call-recordings'(run) {
		// The day of the sandbox's recordings.
		const filters = { dateFrom: '2025-01-13', dateTo: '2025-01-13' };
		const { out, runs } = await run([{}], { Recordings: { filters } });
		const zips = runs('Zip').flatMap(({ data }) => data?.main?.[0] ?? []);
		expect(zips).toHaveLength(out('Recordings').length);
		expect(zips.length).toBeGreaterThan(0);
	},
	async 'thulium-message-to-hubspot-note'(run) {
		await setProperties({ thulium_ticket_id: '1234' });
		await run([{ body: '<p>It still leaks.</p>', ticket: { ticket_id: 1234 } }]);
		expect(JSON.stringify(state('hubspot'))).toContain('It still leaks.');
		const notes = await hubSpot({
			...{ resource: 'note', operation: 'getAll', returnAll: true },
			ticketId: { __rl: true, mode: 'id', value: TICKET },
		});
		expect(notes[0]).toMatchObject({ hs_note_body: expect.stringContaining('It still leaks.') });
	},
};

/** Addresses that a reader replaces. */
const addressed = (workflow: Template): Record<string, INodeParameters> =>
	Object.fromEntries(
		workflow.nodes
			.filter(({ type }) => type === 'n8n-nodes-base.httpRequest')
			.map(({ name }) => [name, { url: chatUrl }]),
	);

if (!HAS_N8N) process.stderr.write('Skipped: the recipes. n8n’s own nodes are not installed in host/\n');

(HAS_N8N ? describe : describe.skip)('the recipe', () => {
	test.each(OWN)('%s can be imported: it names only what exists, and asks for nothing but credentials', (name) => {
		const complaints = complaintsOf(workflowIn(name), descriptions);
		expect(complaints).toEqual(['no sticky note says what the template does']);
	});

	test.each(OWN)('%s does what its page says', async (name) => {
		const workflow = workflowIn(name);
		const [start] = workflow.nodes;
		const check = RECIPES[name];
		if (start === undefined || check === undefined) throw new Error(`Nothing says what ${name} does`);
		let ended: TemplateRun | undefined;
		await check(async (items, parameters, from = start.name) => {
			ended = await runWorkflow(sandbox.current, workflow, {
				...{ start: from, items },
				parameters: { ...addressed(workflow), ...parameters },
			});
			return ended;
		});
		expect(ended?.error).toBeUndefined();
	});
});

/** Where a page sends people for the credential of a node of ours. */
const CREDENTIAL_LINKS: Record<string, string> = {
	hubSpotTicketsApi: '../hubspot-tickets.md#credential',
	jtelAcdApi: '../jtel-acd.md#credential',
	kaizalaApi: '../kaizala.md#credential',
	thuliumApi: '../thulium.md#credential',
};

/** Properties of tickets, and what is compared with them: the same in every account that has them. */
const SAME_EVERYWHERE = new Set(['uniqueProperty', 'propertyName', 'value']);

/** Whether something was chosen from a list of the sandbox, which another account does not have. */
function isChosenFromList(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return false;
	const fields = Object.entries(value);
	if ('__rl' in value) return fields.some(([key, mode]) => key === 'mode' && mode === 'list');
	return fields.some(([key, field]) => !SAME_EVERYWHERE.has(key) && isChosenFromList(field));
}

const SETUP = 'set-up-the-properties';
/** The properties that the setup creates, from the table of the page about the templates. */
const LINK_PROPERTIES = [
	...readFileSync(path.join(ROOT, 'templates', 'README.md'), 'utf8').matchAll(/^\| [^|]+\| `(\w+)` /gm),
].map(([, name = '']) => name);

describe('the pages of the recipes', () => {
	test.each(PAGES)('%s names every credential, list and property that its workflow needs', (name) => {
		const page = read(`${name}.md`);
		const file = /\]\(((?:\.\.\/\.\.\/templates\/)?[\w-]+\.json)\)/.exec(page)?.[1] ?? '';
		const text = read(file);
		const { nodes }: Template = JSON.parse(text);
		const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-ticket-relay.'));
		const links = ours.map((node) => CREDENTIAL_LINKS[credentialTypeOf(node) ?? ''] ?? 'credential');
		expect([...new Set(links)].filter((link) => !page.includes(link))).toEqual([]);
		const chosen = ours.filter(({ parameters }) => isChosenFromList(parameters)).map((node) => node.name);
		expect(chosen.filter((node) => !page.includes(`**${node}**`))).toEqual([]);
		const needsSetup = name !== SETUP && LINK_PROPERTIES.some((property) => text.includes(property));
		expect(page.includes(`](${SETUP}.md)`)).toBe(needsSetup);
	});

	test('are at least 20, all in the list, and each has a workflow to copy and a picture of its canvas', () => {
		const index = read('index.md');
		expect(PAGES.length).toBeGreaterThanOrEqual(20);
		const problems = PAGES.flatMap((name) => {
			const page = read(`${name}.md`);
			const workflow = /\]\(((?:\.\.\/\.\.\/templates\/)?[\w-]+\.json)\)/.exec(page)?.[1];
			const picture = /!\[[^\]]+\]\(([^)]+canvas[^)]*\.png|\.\.\/img\/template-[^)]+\.png)\)/.exec(page)?.[1];
			return [
				...(index.includes(`](${name}.md)`) ? [] : [`${name} is not in the list`]),
				...(workflow !== undefined && existsSync(path.join(FOLDER, workflow)) ? [] : [`${name} has no workflow`]),
				...(picture !== undefined && existsSync(path.join(FOLDER, picture)) ? [] : [`${name} has no picture`]),
			];
		});
		expect(problems).toEqual([]);
		expect(OWN.filter((name) => !PAGES.includes(name))).toEqual([]);
	});
});
