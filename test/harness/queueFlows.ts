import type { JournalEntry } from '../../sandbox/core/types';
import { isObject, recordsIn, textOf } from '../../scripts/lib/json';
import { PACKAGE_NAME } from '../../scripts/lib/paths';
import type { Workflow, WorkflowNode } from '../../scripts/lib/workflows';

/** Workflows for what happens in queue mode, and what the sandbox's journal says about the tickets that they were given. */

/** Takes `{ "tickets": [{ "key", … }] }` and creates or updates all of them in one execution, in batches. */
export const BATCH = { id: 'queueBatch000001', path: 'queue-batch' } as const;
/** Takes `{ "key" }` and creates one ticket. */
export const SINGLE = { id: 'queueSingle00001', path: 'queue-single' } as const;
/** Polls for new tickets of high priority and makes an event of each in jtel. */
export const POLL = { id: 'queuePoll0000001' } as const;

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

/** A chain of nodes, the first one being the trigger. */
function chain(id: string, nodes: WorkflowNode[]): Workflow {
	const placed = nodes.map((node, index) => ({
		...node,
		id: `00000000-0000-4000-8000-${id.slice(-4).padStart(8, '0')}${String(index).padStart(4, '0')}`,
		position: [index * 220, 0],
	}));
	const connections = Object.fromEntries(
		placed
			.slice(1)
			.map(({ name }, index) => [placed[index]?.name ?? '', { main: [[{ node: name, type: 'main', index: 0 }]] }]),
	);
	return { id, name: id, nodes: placed, connections, settings: { executionOrder: 'v1' }, active: false };
}

function webhook(path: string): WorkflowNode {
	return {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
	};
}

function hubSpot(name: string, parameters: Record<string, unknown>): WorkflowNode {
	return {
		name,
		type: `${PACKAGE_NAME}.hubSpotTickets`,
		typeVersion: 1,
		parameters: { authentication: 'accessToken', resource: 'ticket', ...parameters },
		credentials: { hubSpotTicketsApi: { id: null, name: '' } },
	};
}

export function queueFlows(): Workflow[] {
	return [
		chain(BATCH.id, [
			webhook(BATCH.path),
			{
				name: 'Each ticket',
				type: 'n8n-nodes-base.splitOut',
				typeVersion: 1,
				parameters: { fieldToSplitOut: 'body.tickets', options: {} },
			},
			hubSpot('Create or update', {
				operation: 'upsert',
				uniqueProperty: locator('external_ref'),
				uniqueValue: '={{ $json.key }}',
				updateFields: { subject: '={{ $json.key }}', stageId: locator('1'), pipelineId: locator('0') },
			}),
		]),
		chain(SINGLE.id, [
			webhook(SINGLE.path),
			hubSpot('Create', {
				operation: 'create',
				subject: '={{ $json.body.key }}',
				pipelineId: locator('0'),
				stageId: locator('1'),
			}),
		]),
		chain(POLL.id, [
			{
				name: 'New ticket',
				type: `${PACKAGE_NAME}.hubSpotTicketsTrigger`,
				typeVersion: 1,
				parameters: {
					authentication: 'accessToken',
					event: 'created',
					filters: { priorities: ['HIGH'] },
					propertySelection: 'selected',
					propertyNames: ['subject'],
					simplify: true,
					options: {},
				},
				credentials: { hubSpotTicketsApi: { id: null, name: '' } },
			},
			{
				name: 'Event',
				type: `${PACKAGE_NAME}.jtelAcd`,
				typeVersion: 1,
				parameters: {
					resource: 'event',
					operation: 'create',
					eventType: 'ticket',
					groupId: locator('235'),
					sender: 'support@example.com',
					subject: '={{ $json.subject }}',
					options: { userData: '={{ $json.id }}' },
				},
				credentials: { jtelAcdApi: { id: null, name: '' } },
			},
		]),
	];
}

/** How often HubSpot created a ticket with each key. Requests count whose handler ran, whoever got the response. */
export function created(journal: readonly JournalEntry[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { path, method, body, handled, status } of journal) {
		if (method !== 'POST' || !/\/tickets$/.test(path) || !handled || status >= 300 || !isObject(body)) continue;
		const key = textOf(isObject(body.properties) ? body.properties : undefined, 'subject');
		counts.set(key, (counts.get(key) ?? 0) + 1);
	}
	return counts;
}

/** The keys that reached HubSpot in a batch. */
export function upserted(journal: readonly JournalEntry[]): Set<string> {
	return new Set(
		journal
			.filter(({ path, handled, status }) => path.endsWith('/batch/upsert') && handled && status < 300)
			.flatMap(({ body }) => (isObject(body) ? recordsIn(body.inputs) : []))
			.map((input) => textOf(input, 'id')),
	);
}
