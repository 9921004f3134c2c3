import { randomUUID } from 'node:crypto';

import { byId, ours } from '../nodes';

/**
 * The flows that are compared, node by node the same: what triggers them, how many nodes, which calls in which order with
 * which values, the same credentials, all answers kept as they come.
 */

export interface FlowNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

export interface Flow {
	/** For the reader of the figures. */
	name: string;
	/** 16 characters; also the path of its webhook. */
	workflowId: string;
	/** Behind the webhook, one after the other. */
	nodes: FlowNode[];
}

const HUBSPOT = { hubSpotTicketsApi: { id: 'relayHubSpot0001', name: 'HubSpot Tickets (sandbox)' } };
const JTEL = { jtelAcdApi: { id: 'relayJtelAcd0001', name: 'jtel ACD (sandbox)' } };

const SUBJECT = '={{ $json.body.subject }}';
const CONTENT = '={{ $json.body.content }}';
const SENDER = "={{ $('Webhook').item.json.body.email }}";
const EVENT_SUBJECT = "={{ $('Webhook').item.json.body.subject }}";
const TICKET_ID = '={{ $json.id }}';
const LINKED_ID = "={{ $('Ticket').item.json.id }}";
const EVENT_ID = '={{ $json.ID }}';

/** An HTTP Request node that has all values in one expression, which is the least work for it. */
function httpRequest(
	name: string,
	method: string,
	url: string,
	jsonBody: string,
	credentials: NonNullable<FlowNode['credentials']>,
	options: object = {},
): FlowNode {
	return {
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method,
			url,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: Object.keys(credentials)[0],
			sendBody: true,
			specifyBody: 'json',
			jsonBody,
			// Ours reads JSON; looking for the kind of answer first would cost the other one more.
			options: { response: { response: { responseFormat: 'json' } }, ...options },
		},
		credentials,
	};
}

/** The code between the braces of an expression. */
const inner = (expression: string) => expression.slice('={{ '.length, -' }}'.length);

const ticketOf = (sandbox: string) => `${sandbox}/hubspot/crm/objects/2026-09/tickets`;

/** A ticket in HubSpot, an event for the agents in jtel, and the event's ID on the ticket. */
export const singleOurs: Flow = {
	name: 'our nodes',
	workflowId: 'loadSingleOurs01',
	nodes: [
		{
			name: 'Ticket',
			...ours({
				operation: 'create',
				subject: SUBJECT,
				pipelineId: byId('0'),
				stageId: byId('1'),
				additionalFields: { content: CONTENT },
				simplify: false,
			}),
		},
		{
			name: 'Event',
			type: 'n8n-nodes-ticket-relay.jtelAcd',
			typeVersion: 1,
			parameters: {
				resource: 'event',
				operation: 'create',
				eventType: 'ticket',
				groupId: byId('235'),
				sender: SENDER,
				subject: EVENT_SUBJECT,
				options: { userData: TICKET_ID },
			},
			credentials: JTEL,
		},
		{
			name: 'Link',
			...ours({
				operation: 'update',
				lookUpBy: 'id',
				ticketId: byId(LINKED_ID),
				updateFields: { content: EVENT_ID },
				simplify: false,
			}),
		},
	],
};

export const singleHttp = (sandbox: string): Flow => ({
	name: 'HTTP Request nodes',
	workflowId: 'loadSingleHttp01',
	nodes: [
		httpRequest(
			'Ticket',
			'POST',
			ticketOf(sandbox),
			`={{ { properties: { subject: ${inner(SUBJECT)}, hs_pipeline: '0', hs_pipeline_stage: '1', content: ${inner(CONTENT)} } } }}`,
			HUBSPOT,
		),
		httpRequest(
			'Event',
			'POST',
			`${sandbox}/jtel/rest/v1.0/1/acd/events/create`,
			`={{ { AcdEventTypesID: 6, AcdGroupsID: 235, UsersID: null, Sender: ${inner(SENDER)}, Subject: ${inner(EVENT_SUBJECT)}, UserData: ${inner(TICKET_ID)} } }}`,
			JTEL,
		),
		httpRequest(
			'Link',
			'PATCH',
			`=${ticketOf(sandbox)}/{{ ${inner(LINKED_ID)} }}`,
			`={{ { properties: { content: String($json.records[0].ID) } } }}`,
			HUBSPOT,
		),
	],
});

const splitOut: FlowNode = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.items', options: {} },
};

/** A list of tickets in one execution. */
export const batchOurs: Flow = {
	name: 'our node',
	workflowId: 'loadBatchOurs001',
	nodes: [
		splitOut,
		{
			name: 'Ticket',
			...ours({
				operation: 'create',
				subject: '={{ $json.subject }}',
				pipelineId: byId('0'),
				stageId: byId('1'),
				additionalFields: { content: '={{ $json.content }}' },
				simplify: false,
			}),
		},
	],
};

const batchHttpWith = (sandbox: string, name: string, workflowId: string, options: object): Flow => ({
	name,
	workflowId,
	nodes: [
		splitOut,
		httpRequest(
			'Ticket',
			'POST',
			ticketOf(sandbox),
			"={{ { properties: { subject: $json.subject, hs_pipeline: '0', hs_pipeline_stage: '1', content: $json.content } } }}",
			HUBSPOT,
			options,
		),
	],
});

/** All calls at once, as this node does unless it is told otherwise. */
export const batchHttp = (sandbox: string) => batchHttpWith(sandbox, 'HTTP Request node', 'loadBatchHttp001', {});

/** Its own option spaces the calls, so that HubSpot does not refuse any: 190 in 10 s are allowed. */
export const batchHttpSpaced = (sandbox: string) =>
	batchHttpWith(sandbox, 'HTTP Request node, 18 calls a second', 'loadBatchHttp002', {
		batching: { batch: { batchSize: 18, batchInterval: 1_000 } },
	});

const nothing = (name: string): FlowNode => ({ name, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} });

/** What n8n needs for an execution of as many nodes that do nothing. */
export const empty: Flow = {
	name: 'nodes that do nothing',
	workflowId: 'loadSingleEmpty1',
	nodes: ['Ticket', 'Event', 'Link'].map(nothing),
};

/** Answers its caller when the last node is done. Every execution is kept, with all data. */
export function workflowOf({ name, workflowId, nodes }: Flow) {
	const webhook: FlowNode & { webhookId: string } = {
		name: 'Webhook',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: workflowId,
		parameters: { httpMethod: 'POST', path: workflowId, responseMode: 'lastNode', options: {} },
	};
	const all = [webhook, ...nodes];
	const links = all
		.slice(1)
		.map((node, index) => [all[index]?.name, { main: [[{ node: node.name, type: 'main', index: 0 }]] }]);
	return {
		id: workflowId,
		name: `Load: ${name}`,
		active: false,
		settings: { executionOrder: 'v1', saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all' },
		nodes: all.map((node, index) => ({ ...node, id: randomUUID(), position: [220 * index, 0] })),
		connections: Object.fromEntries(links),
	};
}
