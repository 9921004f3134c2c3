import { request } from 'node:http';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { WebhookEvent } from '../../../nodes/HubSpotTickets/webhook/events';
import { WEBHOOK_EVENTS } from '../../../nodes/HubSpotTickets/webhook/events';
import type { Json, JsonObject } from '../../../sandbox/core/types';
import type { Sandbox } from '../../harness/sandbox';
import { sandboxCredentials } from '../../harness/sandbox';
import type { ListeningNode, WebhookSetup } from '../../harness/webhook';
import { listen } from '../../harness/webhook';

/** The client secret of the sandbox's app. */
export const SECRET = 'hubspot-sandbox-client-secret';

/** What a call was answered. */
export interface Answer {
	status: number;
	body: string;
}

/** A call as it goes over the wire: the path is sent as it stands. */
export interface Call {
	port: number;
	method: string;
	path: string;
	headers: Record<string, string>;
	body: Buffer;
}

export async function send({ port, method, path, headers, body }: Call): Promise<Answer> {
	return await new Promise((resolve, reject) => {
		const own = { 'content-length': String(body.length), ...headers };
		const call = request({ host: '127.0.0.1', port, method, path, headers: own, agent: false }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => parts.push(part));
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') }),
			);
		});
		call.on('error', reject);
		call.end(body);
	});
}

const listening: ListeningNode[] = [];

/** Closes the triggers that a test has started. */
export async function closeTriggers(): Promise<void> {
	await Promise.all(listening.splice(0).map(async (trigger) => await trigger.close()));
}

/** The webhook trigger as an active workflow has it. */
export async function startTrigger(
	sandbox: Sandbox,
	parameters: INodeParameters = {},
	setup: Partial<WebhookSetup> = {},
): Promise<ListeningNode> {
	const trigger = await listen({
		type: 'hubSpotTicketsWebhookTrigger',
		parameters: { authentication: 'accessToken', ...parameters },
		credentials: sandboxCredentials(sandbox),
		...setup,
	});
	listening.push(trigger);
	await trigger.activate();
	return trigger;
}

const TYPES = Object.values<WebhookEvent>(WEBHOOK_EVENTS).flatMap((event) => event.subscriptions);
const PROPERTIES = ['hs_pipeline_stage', 'subject'];

/** Subscriptions to every ticket event, in one of the two families. */
export function subscriptions(family: 'ticket' | 'object' = 'ticket'): JsonObject[] {
	const type: JsonObject = family === 'object' ? { objectTypeId: '0-5' } : {};
	return [
		...TYPES.filter((name) => name.startsWith(`${family}.`) && !name.endsWith('.propertyChange')).map(
			(subscriptionType): JsonObject => ({ subscriptionType, ...type }),
		),
		...PROPERTIES.map((propertyName): JsonObject => ({
			subscriptionType: `${family}.propertyChange`,
			propertyName,
			...type,
		})),
	];
}

/** Pastes the address of the trigger in the sandbox's HubSpot. */
export async function subscribe(
	sandbox: Sandbox,
	targetUrl: string,
	to: JsonObject[] = subscriptions(),
): Promise<void> {
	await sandbox.act('hubspot', 'setWebhook', { targetUrl, subscriptions: to });
}

interface Sent {
	state: string;
	statuses: number[];
	events: JsonObject[];
}

const isSent = (value: Json): value is Json & Sent =>
	typeof value === 'object' && value !== null && 'statuses' in value;

/** Lets HubSpot send what waits; the calls and how they were answered. */
export async function deliver(sandbox: Sandbox, action = 'sendWebhooks', input: JsonObject = {}): Promise<Sent[]> {
	const sent = await sandbox.act('hubspot', action, input);
	return Array.isArray(sent) ? sent.filter(isSent) : [];
}

export const statusesOf = (sent: Sent[]): number[] => sent.flatMap(({ statuses }) => statuses);

/** Waits for so many executions: a call may be answered before its workflow starts. */
export async function executed(trigger: ListeningNode, count = 1): Promise<IDataObject[]> {
	while (trigger.executions.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
	return itemsOf(trigger);
}

/** The items of all executions. */
export function itemsOf({ executions }: { executions: INodeExecutionData[][] }): IDataObject[] {
	return executions.flat().map(({ json }) => json);
}

/** An ID out of the response of an action. */
export function idOf(answer: Json): string {
	if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) throw new Error('No ID');
	return String(answer.id);
}
