import type { IDataObject, INode } from 'n8n-workflow';

import { isObject, textOf } from '../../scripts/lib/json';
import { filledIn } from '../harness/fillIn';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { HAS_N8N } from './nodeDescriptions';
import { runWorkflow } from './run';
import type { Template } from './template';
import { readTemplate, TEMPLATE_FILES } from './template';

/** What a template writes about a ticket, a call or a message of which only the ID is known. */

const NOTHING = /\b(?:undefined|null|NaN)\b|\[object Object\]|Invalid DateTime/;
/**
 * What is emitted with nothing in it but what names it; absent fields are once left out, and once null. The template of the
 * agent is left out: what it writes are a model's words.
 */
const BARE: Record<string, (ticketId: string) => IDataObject> = {
	hubSpotTicketsTrigger: (id) => ({ id, note: { id: '77' } }),
	jtelAcdTrigger: () => ({ ID: 2001, AcdEventTypesID: 1, AcdGroupsID: 236 }),
	kaizalaTrigger: () => ({ actionId: 'a-card', answers: { 'What now?': null } }),
	thuliumPollingTrigger: () => ({ ticket_id: 1234, message_id: 99, type: 'MAIL', attachments: [], ticket: {} }),
	executeWorkflowTrigger: (id) => ({ id, conversation: '19:chat@thread.v2' }),
	formTrigger: (ticket) => ({ ticket, issued: 1, signature: 'x' }),
	scheduleTrigger: () => ({}),
	manualTrigger: () => ({}),
};
const ABSENT = [
	...[
		'subject',
		'content',
		'closing_note',
		'hs_ticket_priority',
		'priorityLabel',
		'hubspot_owner_id',
		'ownerName',
		'url',
	],
	...['stageLabel', 'previousStageLabel', 'hs_all_associated_contact_emails', 'external_ref', 'closed', 'isClosed'],
	...[
		'Sender',
		'Receiver',
		'Subject',
		'UserData',
		'dtCreated',
		'eventDataParsed',
		'responderName',
		'user_login',
		'body',
	],
	...['comment', 'Your email address', 'Answer', 'Note'],
];
/** Lead away from what is sent: without them the ticket passes, whatever it lacks. */
const FILTER = 'n8n-nodes-base.filter';
/** Talk to somebody who is not here: what they would say is written down instead. */
const SENDS = [
	'n8n-nodes-base.slack',
	'n8n-nodes-base.emailSend',
	'n8n-nodes-base.httpRequest',
	'n8n-nodes-base.executeWorkflow',
];

const startsOf = ({ nodes }: Template): INode[] =>
	nodes.filter(({ type }) => BARE[type.split('.')[1] ?? ''] !== undefined);

/** Of Fill In Here: tickets of this moment are old enough. */
const AT_ONCE = { onlySince: '2020-01-01', olderThanMinutes: -1, youngerThanDays: 0.01, hoursWithoutChange: -1 };

/** The texts of a node that sends, in the item; conditions are taken as met. */
function readable(node: INode): INode {
	if (node.type === FILTER) return { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} };
	if (node.name === 'Fill In Here')
		return { ...node, parameters: { ...node.parameters, ...filledIn(node.parameters, AT_ONCE) } };
	if (!SENDS.includes(node.type)) return node;
	const texts = Object.entries(node.parameters).filter(
		([, value]) => typeof value === 'string' && value.startsWith('='),
	);
	const assignments = texts.map(([name, value]) => ({ id: name, name, type: 'string', value: String(value) }));
	const parameters = { mode: 'manual', includeOtherFields: true, assignments: { assignments }, options: {} };
	return { ...node, type: 'n8n-nodes-base.set', typeVersion: 3.4, parameters };
}

function textsIn(value: unknown): string[] {
	// A request whose body was made beforehand.
	if (typeof value === 'string') return /^[{[]"/.test(value) ? textsIn(JSON.parse(value)) : [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	return Object.values(Object(value)).flatMap(textsIn);
}

if (!HAS_N8N) process.stderr.write('Skipped: texts of the templates. n8n’s own nodes are not installed in host/\n');

(HAS_N8N ? describe : describe.skip)('of a ticket with nothing but an ID', () => {
	useInstantWaits();
	const sandbox = useSandbox();

	const cases = TEMPLATE_FILES.flatMap((file) =>
		startsOf(readTemplate(file)).flatMap(({ name }) => ['left out', 'null'].map((how) => [file, name, how] as const)),
	);

	async function bareTicket(): Promise<string> {
		const made = await sandbox.current.act('hubspot', 'raiseTicket', { subject: 'Has none' });
		const id = textOf(isObject(made) ? made : {}, 'id');
		await sandbox.current.act('hubspot', 'updateTicket', { id, properties: { subject: '' } });
		return id;
	}

	/** Every text that reached another system, or that a person would read in n8n. */
	const written = (): string[] =>
		sandbox.current.journal
			.entries()
			.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search'))
			.flatMap(({ body }) => textsIn(body));

	test.each(cases)('%s, from %s, absent fields %s: no text says undefined or the like', async (file, start, how) => {
		const template = readTemplate(file);
		const type = template.nodes.find(({ name }) => name === start)?.type.split('.')[1] ?? '';
		const id = await bareTicket();
		const nulls = how === 'null' ? Object.fromEntries(ABSENT.map((name) => [name, null])) : {};
		const item = { ...nulls, ...BARE[type]?.(id) };
		const run = await runWorkflow(
			sandbox.current,
			{ ...template, nodes: template.nodes.map(readable) },
			{ start, items: [item] },
		);
		const shown = template.nodes
			.filter(({ type: one }) => SENDS.includes(one) || one.endsWith('.set') || one.endsWith('.code'))
			.flatMap(({ name }) => run.out(name))
			.flatMap(textsIn);
		const texts = [...written(), ...shown, run.error?.message ?? ''];
		expect(texts.filter((text) => NOTHING.test(text))).toEqual([]);
	});

	test('finds the words in what is sent', async () => {
		const file = 'new-ticket-to-card-and-acd-event.json';
		const template = readTemplate(file);
		for (const node of template.nodes) {
			if (node.name === 'Create ACD event') node.parameters.subject = "={{ 'Owner ' + $json.ownerName }}";
		}
		await runWorkflow(sandbox.current, template, { start: 'New ticket', items: [{ id: await bareTicket() }] });
		expect(written().filter((text) => NOTHING.test(text))).toEqual(['Owner undefined']);
	});
});
