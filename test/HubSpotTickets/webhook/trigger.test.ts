import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';
import type { INode, INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { WebhookEvent, WebhookEventName } from '../../../nodes/HubSpotTickets/webhook/events';
import { WEBHOOK_EVENTS } from '../../../nodes/HubSpotTickets/webhook/events';
import type { Json } from '../../../sandbox/core/types';
import { createHubSpot } from '../../../sandbox/hubspot';
import { loadPackage, PACKAGE, ROOT } from '../../harness/package';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import {
	closeTriggers,
	deliver,
	executed,
	idOf,
	itemsOf,
	SECRET,
	startTrigger,
	statusesOf,
	subscribe,
	subscriptions,
} from './setup';

const sandbox = useSandbox([createHubSpot]);
afterEach(closeTriggers);

const TICKET = '38402119001';
const PORTAL = '24816357';
const act = async (name: string, input = {}) => await sandbox.current.act('hubspot', name, input);
const emit = async (...events: object[]) => await act('emitEvents', { events });
const deliveries = async () => await deliver(sandbox.current);

/** A call of another client of the same account. */
async function api(method: string, path: string, body?: object): Promise<Json> {
	const answer = await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/tickets${path}`, {
		method,
		headers: {
			authorization: 'Bearer hubspot-sandbox-token',
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	if (!answer.ok) throw new Error(await answer.text());
	const text = await answer.text();
	return text === '' ? null : JSON.parse(text);
}

/** What HubSpot sends of each event beside the ID of the ticket, and what comes out. */
const SCENES: Record<WebhookEventName, { payload: object; item: object }> = {
	associationChange: {
		payload: { associationType: 'TICKET_TO_CONTACT', fromObjectId: 1, toObjectId: 201, associationRemoved: true },
		item: { ticketId: '1', associatedType: 'contact', associatedId: '201', associationRemoved: true },
	},
	conversationCreation: { payload: {}, item: { threadId: '1' } },
	conversationDeletion: { payload: {}, item: { threadId: '1' } },
	conversationPrivacyDeletion: { payload: {}, item: { threadId: '1' } },
	conversationPropertyChange: {
		payload: { propertyName: 'status', propertyValue: 'CLOSED' },
		item: { threadId: '1', propertyName: 'status', newValue: 'CLOSED' },
	},
	creation: { payload: {}, item: { ticketId: '1' } },
	deletion: { payload: {}, item: { ticketId: '1' } },
	merge: {
		payload: { primaryObjectId: 1, mergedObjectIds: [2], newObjectId: 3 },
		item: { ticketId: '3', primaryTicketId: '1', mergedTicketIds: ['2'] },
	},
	newMessage: {
		payload: { messageId: 'm', messageType: 'COMMENT' },
		item: { threadId: '1', messageId: 'm', messageType: 'COMMENT' },
	},
	propertyChange: {
		payload: { propertyName: 'subject', propertyValue: 'A' },
		item: { ticketId: '1', propertyName: 'subject', newValue: 'A' },
	},
	restore: { payload: {}, item: { ticketId: '1' } },
};

const eventOf = (name: string): WebhookEvent => {
	const found = Object.entries<WebhookEvent>(WEBHOOK_EVENTS).find(([value]) => value === name);
	if (found === undefined) throw new Error(`There is no event ${name}`);
	return found[1];
};

const reads = () => requests(sandbox.current, 'hubspot').map(({ method, path, status }) => [method, path, status]);

describe('activation', () => {
	test('it calls nothing in HubSpot, neither on the way in nor out', async () => {
		const trigger = await startTrigger(sandbox.current);
		await trigger.deactivate();
		expect(requests(sandbox.current, 'hubspot')).toEqual([]);
	});

	test('a misspelled property is refused with the names to choose from', async () => {
		const start = async (filters: INodeParameters, more: INodeParameters = {}) =>
			await startTrigger(sandbox.current, { filters, ...more });
		await expect(start({ changedProperties: ['hs_ticket_priorty'] })).rejects.toMatchObject({
			message:
				'The field "Filters > Changed Property Names or IDs" has "hs_ticket_priorty", which is not a ticket property in this account',
			description: expect.stringContaining('Priority (hs_ticket_priority)'),
		});
		const selected = { includeTicket: true, propertySelection: 'selected', propertyNames: ['Tikcet name'] };
		await expect(start({}, selected)).rejects.toMatchObject({ description: expect.stringContaining('(subject)') });
	});

	test('internal names are taken as they are while HubSpot is away, labels are not', async () => {
		sandbox.current.faults.add({ kind: 'resetBefore', service: 'hubspot', path: '/properties', times: -1 });
		const start = async (name: string) =>
			await startTrigger(sandbox.current, { filters: { changedProperties: [name] } });
		await start('subject');
		await expect(start('Ticket name')).rejects.toThrow();
	}, 60_000);

	test('labels are looked up there, and an event asks HubSpot nothing about them', async () => {
		const trigger = await startTrigger(sandbox.current, { filters: { changedProperties: ['Ticket name'] } });
		await subscribe(sandbox.current, trigger.url());
		expect(reads()).toEqual([['GET', '/crm/properties/2026-09/tickets', 200]]);
		sandbox.current.journal.clear();
		await emit({ subscriptionType: 'ticket.propertyChange', propertyName: 'subject', objectId: 1, propertyValue: 'A' });
		await deliveries();
		expect((await executed(trigger)).map(({ newValue }) => newValue)).toEqual(['A']);
		expect(reads()).toEqual([]);
	});

	test.each(['accessToken', 'oAuth2'])('without a client secret it is refused (%s)', async (authentication) => {
		const credentials = sandboxCredentials(sandbox.current);
		for (const one of Object.values(credentials)) if ('clientSecret' in one) one.clientSecret = ' ';
		await expect(startTrigger(sandbox.current, { authentication }, { credentials })).rejects.toThrow(
			'The credential has no client secret, so no webhook can be trusted',
		);
	});
});

describe.each(['ticket', 'object'] as const)('Webhook receiver for the six %s.* events', (family) => {
	const start = async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url(), subscriptions(family));
		return trigger;
	};

	test('trigger · new ticket', async () => {
		const trigger = await start();
		const id = idOf(await act('raiseTicket', { subject: 'Valve leaks' }));
		const [sent] = await deliveries();
		expect(sent?.statuses).toEqual([200]);
		expect(itemsOf(trigger)).toEqual([
			{
				event: 'ticket.creation',
				portalId: PORTAL,
				ticketId: id,
				occurredAt: new Date(Number(sent?.events[0]?.occurredAt)).toISOString(),
				source: 'CRM_UI',
				payload: sent?.events[0],
			},
		]);
	});

	test('trigger · property / stage changed', async () => {
		const trigger = await start();
		await act('updateTicket', { id: TICKET, properties: { subject: 'Renamed', hs_pipeline_stage: '2' } });
		await deliveries();
		const changed = { event: 'ticket.propertyChange', ticketId: TICKET };
		// HubSpot promises no order.
		const items = itemsOf(trigger).sort((a, b) => String(a.propertyName).localeCompare(String(b.propertyName)));
		expect(items).toEqual([
			expect.objectContaining({ ...changed, propertyName: 'hs_pipeline_stage', newValue: '2' }),
			expect.objectContaining({ ...changed, propertyName: 'subject', newValue: 'Renamed' }),
		]);
	});

	test('trigger · deleted, merged, restored, association changed', async () => {
		const trigger = await start();
		const run = async (step: () => Promise<unknown>) => {
			await step();
			await deliveries();
			const items = itemsOf(trigger);
			trigger.executions.length = 0;
			return items.map((item) =>
				Object.fromEntries(
					Object.entries(item).filter(([name]) => !['payload', 'portalId', 'occurredAt', 'source'].includes(name)),
				),
			);
		};
		expect(await run(async () => await act('deleteTicket', { id: TICKET }))).toEqual([
			{ event: 'ticket.deletion', ticketId: TICKET },
		]);
		expect(await run(async () => await act('restoreTicket', { id: TICKET }))).toEqual([
			{ event: 'ticket.restore', ticketId: TICKET },
		]);
		const linked = {
			event: 'ticket.associationChange',
			ticketId: TICKET,
			associatedType: 'contact',
			associatedId: '204',
		};
		const link = `/${TICKET}/associations`;
		expect(await run(async () => await api('PUT', `${link}/default/contacts/204`))).toEqual([
			{ ...linked, associationRemoved: false },
		]);
		expect(await run(async () => await api('DELETE', `${link}/contacts/204`))).toEqual([
			{ ...linked, associationRemoved: true },
		]);
		let merged = '';
		const items = await run(async () => {
			merged = idOf(await api('POST', '/merge', { primaryObjectId: '38402119003', objectIdToMerge: '38402119004' }));
		});
		expect(items).toContainEqual({
			event: 'ticket.merge',
			ticketId: merged,
			primaryTicketId: '38402119003',
			mergedTicketIds: ['38402119004'],
		});
	});
});

describe('events', () => {
	test('trigger · conversation.newMessage', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url(), [{ subscriptionType: 'conversation.newMessage' }]);
		await act('customerWrites', { ticketId: TICKET, text: 'Any news?' });
		const sent = await deliveries();
		const [event] = sent.flatMap(({ events }) => events);
		expect(itemsOf(trigger)).toEqual([
			{
				event: 'conversation.newMessage',
				portalId: PORTAL,
				threadId: String(event?.objectId),
				messageId: event?.messageId,
				messageType: 'MESSAGE',
				occurredAt: expect.any(String),
				source: 'CRM_UI',
				payload: event,
			},
		]);
	});

	test('a field called eventType says the same as subscriptionType', async () => {
		sandbox.current.setSwitches('hubspot', { webhookTypeField: 'eventType' });
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		await act('moveTicket', { id: TICKET, stage: '2' });
		await deliveries();
		expect(itemsOf(trigger)).toEqual([
			expect.objectContaining({
				event: 'ticket.propertyChange',
				payload: expect.not.objectContaining({ subscriptionType: 1 }),
			}),
		]);
	});

	test('an association in which the ticket is the other end', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		await emit({
			subscriptionType: 'ticket.associationChange',
			associationType: 'COMPANY_TO_TICKET',
			fromObjectId: 301,
			toObjectId: 17,
		});
		await deliveries();
		expect(itemsOf(trigger)).toEqual([
			expect.objectContaining({
				ticketId: '17',
				associatedType: 'company',
				associatedId: '301',
				associationRemoved: false,
			}),
		]);
	});

	test.each(Object.entries(SCENES))("%s under each of HubSpot's names, and in the docs", async (name, scene) => {
		const trigger = await startTrigger(sandbox.current, { events: [name] });
		const { label, subscriptions: names } = eventOf(name);
		await subscribe(sandbox.current, trigger.url());
		for (const subscriptionType of names)
			await emit({ subscriptionType, objectTypeId: '0-5', objectId: 1, ...scene.payload });
		await deliveries();
		const shared = { event: names[0], portalId: PORTAL, occurredAt: expect.any(String), payload: expect.any(Object) };
		expect(itemsOf(trigger)).toEqual(names.map(() => ({ ...shared, source: null, ...scene.item })));
		const row = readFileSync(path.join(ROOT, 'docs/hubspot-tickets.md'), 'utf8')
			.split('\n')
			.filter((line) => line.startsWith(`| ${label} `) && names.every((one) => line.includes(`\`${one}\``)));
		expect(row).toHaveLength(1);
	});

	describe.each(['from', 'to'])('object.associationChange with the ticket at the end "%s"', (webhookAssociationEnd) => {
		test.each([false, true])('brings the ticket, with an objectTypeId: %s', async (webhookAssociationTyped) => {
			sandbox.current.setSwitches('hubspot', { webhookAssociationEnd, webhookAssociationTyped });
			const trigger = await startTrigger(sandbox.current);
			await subscribe(sandbox.current, trigger.url(), subscriptions('object'));
			await api('PUT', `/${TICKET}/associations/default/contacts/204`);
			const [sent] = await deliveries();
			expect(sent?.events).toEqual([
				expect.objectContaining({
					subscriptionType: 'object.associationChange',
					...(webhookAssociationEnd === 'from'
						? { fromObjectTypeId: '0-5', toObjectTypeId: '0-1', associationTypeId: 16 }
						: { fromObjectTypeId: '0-1', toObjectTypeId: '0-5', associationTypeId: 15 }),
				}),
			]);
			expect(sent?.events[0]?.objectTypeId).toBe(webhookAssociationTyped ? '0-5' : undefined);
			expect(itemsOf(trigger)).toEqual([
				expect.objectContaining({
					event: 'ticket.associationChange',
					ticketId: TICKET,
					associatedType: 'contact',
					associatedId: '204',
				}),
			]);
		});
	});

	test('associations of an own type of record, of two tickets, and of other records', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		const change = { subscriptionType: 'object.associationChange', fromObjectId: 1, toObjectId: 2 };
		await emit(
			{ ...change, fromObjectTypeId: '2-3465404', toObjectTypeId: '0-5' },
			{ ...change, fromObjectTypeId: '0-5', toObjectTypeId: '0-5', toObjectId: 3 },
			{ ...change, fromObjectTypeId: '0-1', toObjectTypeId: '0-2', toObjectId: 4 },
		);
		await deliveries();
		const ends = itemsOf(trigger).map(({ ticketId, associatedType, associatedId }) => [
			ticketId,
			associatedType,
			associatedId,
		]);
		expect(ends.sort()).toEqual([
			['1', 'ticket', '3'],
			['2', '2-3465404', '1'],
		]);
	});

	test('conversation events: creation, deletion, propertyChange, privacyDeletion', async () => {
		const trigger = await startTrigger(sandbox.current);
		const conversation = (kind: string, more = {}) => ({ subscriptionType: `conversation.${kind}`, ...more });
		await subscribe(sandbox.current, trigger.url(), [
			conversation('creation'),
			conversation('deletion'),
			conversation('privacyDeletion'),
			conversation('propertyChange', { propertyName: 'status' }),
			conversation('propertyChange', { propertyName: 'isArchived' }),
		]);
		const token = { authorization: 'Bearer hubspot-sandbox-token' };
		const thread = async (method: string, query = '', body?: object) => {
			const path = `/hubspot/conversations/conversations/2026-09/threads/${threadId}${query}`;
			const call =
				body === undefined
					? { method, headers: token }
					: { method, headers: { ...token, 'content-type': 'application/json' }, body: JSON.stringify(body) };
			expect((await fetch(sandbox.current.url + path, call)).ok).toBe(true);
			await deliveries();
		};
		await act('customerWrites', { ticketId: TICKET, text: 'Any news?', newThread: true });
		await deliveries();
		const threadId = String(itemsOf(trigger)[0]?.threadId);
		await thread('PATCH', '', { status: 'CLOSED' });
		await thread('DELETE');
		await thread('PATCH', '?archived=true', { archived: false });
		await emit({ ...conversation('privacyDeletion'), objectId: Number(threadId) });
		await deliveries();
		expect(
			itemsOf(trigger).map(({ event, threadId: id, propertyName, newValue }) => [event, id, propertyName, newValue]),
		).toEqual([
			['conversation.creation', threadId, undefined, undefined],
			['conversation.propertyChange', threadId, 'status', 'CLOSED'],
			['conversation.deletion', threadId, undefined, undefined],
			['conversation.propertyChange', threadId, 'isArchived', 'FALSE'],
			['conversation.privacyDeletion', threadId, undefined, undefined],
		]);
	});

	test('numbers, lists and switches may come as text, and times as ISO 8601', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		const ends = { fromObjectTypeId: '0-2', toObjectTypeId: '0-5', fromObjectId: '5', toObjectId: '6' };
		await emit(
			{ subscriptionType: 'ticket.creation', objectId: ' 7 ', occurredAt: '2026-11-30T10:00:00Z' },
			{
				subscriptionType: 'object.associationChange',
				...ends,
				associationRemoved: 'true',
				occurredAt: '1796000000000',
			},
			{ subscriptionType: 'ticket.merge', primaryObjectId: '1', mergedObjectIds: '[2,3]', newObjectId: '4' },
		);
		await deliveries();
		expect(itemsOf(trigger)).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ ticketId: '7', occurredAt: '2026-11-30T10:00:00.000Z' }),
				expect.objectContaining({
					...{ ticketId: '6', associatedType: 'company', associatedId: '5', associationRemoved: true },
					occurredAt: new Date(1_796_000_000_000).toISOString(),
				}),
				expect.objectContaining({ ticketId: '4', primaryTicketId: '1', mergedTicketIds: ['2', '3'] }),
			]),
		);
	});

	const OF_OTHERS = [
		{ subscriptionType: 'contact.creation', objectId: 201 },
		{ subscriptionType: 'object.creation', objectTypeId: '0-1', objectId: 201 },
		{ subscriptionType: 'object.associationChange', objectTypeId: '0-1', fromObjectId: 201, toObjectId: 301 },
		{ subscriptionType: 'company.associationChange', associationType: 'COMPANY_TO_TICKET', toObjectId: 1 },
	];
	const NOT_UNDERSTOOD = [
		{ subscriptionType: 'object.creation', objectId: 201 },
		{ subscriptionType: 'object.somethingNew', objectTypeId: '0-5', objectId: 1 },
		{ subscriptionType: 'object.associationChange', objectTypeId: '0-5', fromObjectId: 201, toObjectId: 1 },
		{ subscriptionType: 'ticket.associationChange', fromObjectId: 201, toObjectId: 1 },
		{ subscriptionType: 'ticket.newMessage', objectId: 1 },
		{ subscriptionType: 'ticket.creation' },
		{ subscriptionType: 'ticket.creation', objectId: 'abc' },
		{ subscriptionType: 'ticket.restore', objectId: 1.5 },
		{ subscriptionType: 'TICKET.CREATION', objectId: 1 },
		{ subscriptionType: 'conversation.creation' },
		{ subscriptionType: 'conversation.somethingNew', objectId: 1 },
		{ subscriptionType: 7 },
		{},
	];
	const logged = async (run: () => Promise<void>): Promise<unknown[]> => {
		const warn = jest.spyOn(Container.get(Logger), 'warn').mockImplementation(() => {});
		await run();
		const messages = warn.mock.calls.map(([message]) => message);
		warn.mockRestore();
		return messages;
	};

	test('events of other records are answered and start nothing, without a word', async () => {
		const trigger = await startTrigger(sandbox.current, { options: { otherEvents: true } });
		await subscribe(sandbox.current, trigger.url());
		const messages = await logged(async () => {
			await emit(...OF_OTHERS);
			expect(statusesOf(await deliveries())).toEqual([200]);
		});
		expect([trigger.executions, trigger.failures, messages]).toEqual([[], [], []]);
	});

	test('what is not understood starts nothing, and the log names it', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		const messages = await logged(async () => {
			await emit(...NOT_UNDERSTOOD);
			expect(statusesOf(await deliveries())).toEqual([200]);
		});
		expect([trigger.executions, trigger.failures]).toEqual([[], []]);
		expect(messages).toEqual([
			expect.stringMatching(/does not understand 13 of the events of a call \(.*\)\. Switch on Options > Other Events/),
		]);
	});

	test('with Other Events what is not understood comes as it is, each once', async () => {
		const trigger = await startTrigger(sandbox.current, { events: ['creation'], options: { otherEvents: true } });
		await subscribe(sandbox.current, trigger.url());
		await emit(...NOT_UNDERSTOOD);
		const [sent] = await deliveries();
		await deliver(sandbox.current, 'duplicateDelivery');
		expect(trigger.executions).toHaveLength(1);
		expect(itemsOf(trigger)).toEqual(
			sent?.events.map((payload) => ({
				event: payload.subscriptionType === undefined ? null : String(payload.subscriptionType),
				portalId: PORTAL,
				understood: false,
				occurredAt: expect.any(String),
				source: null,
				payload,
			})),
		);
	});

	test.each<[string, INodeParameters]>([
		['text with commas, and an internal name', { portalIds: `62515, ${PORTAL}`, changedProperties: ['subject'] }],
		['a list, and a label', { portalIds: `={{ [62515, ${PORTAL}] }}`, changedProperties: ['Ticket name'] }],
		['JSON text, and a label in capitals', { portalIds: `["62515","${PORTAL}"]`, changedProperties: ['TICKET NAME'] }],
	])('only the chosen events, accounts and properties start the workflow: %s', async (_name, filters) => {
		const trigger = await startTrigger(sandbox.current, { events: ['propertyChange', 'merge'], filters });
		await subscribe(sandbox.current, trigger.url());
		const change = { subscriptionType: 'ticket.propertyChange', propertyName: 'subject', objectId: 1 };
		await emit(
			{ ...change, propertyValue: 'A' },
			{ ...change, propertyValue: 'B', portalId: 62515 },
			{ ...change, propertyValue: 'C', portalId: 7 },
			{ ...change, propertyValue: 'D', propertyName: 'content' },
			{ subscriptionType: 'ticket.creation', objectId: 1 },
			{ subscriptionType: 'ticket.merge', primaryObjectId: 1, mergedObjectIds: [2] },
		);
		await deliveries();
		expect(itemsOf(trigger).map(({ event, newValue = '' }) => [event, newValue])).toHaveLength(3);
		expect(
			itemsOf(trigger)
				.map(({ newValue = 'merge' }) => newValue)
				.sort(),
		).toEqual(['A', 'B', 'merge']);
	});
});

describe('deliveries', () => {
	test('batches of 100 events become one execution each, with nothing lost', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		const made = Array.from({ length: 250 }, (_none, index) => ({
			subscriptionType: 'ticket.creation',
			objectId: 900 + index,
		}));
		await emit(...made);
		expect(statusesOf(await deliveries())).toEqual([200, 200, 200]);
		expect(trigger.executions.map((items) => items.length).sort()).toEqual([100, 100, 50]);
		expect(new Set(itemsOf(trigger).map(({ ticketId }) => ticketId)).size).toBe(250);
		// Calls that came at the same moment remember each other's events.
		for (const id of [1, 2, 3]) await deliver(sandbox.current, 'duplicateDelivery', { id });
		expect(trigger.executions).toHaveLength(3);
	});

	test('an event that comes twice starts the workflow once, also after a restart', async () => {
		sandbox.current.setSwitches('hubspot', { webhookCopies: 2 });
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		await act('updateTicket', { id: TICKET, properties: { subject: 'Renamed', hs_pipeline_stage: '2' } });
		await deliveries();
		expect(statusesOf(await deliver(sandbox.current, 'duplicateDelivery'))).toEqual([200]);
		expect(itemsOf(trigger)).toHaveLength(2);

		const { staticData } = trigger;
		await trigger.close();
		const restarted = await startTrigger(sandbox.current, {}, { staticData });
		await subscribe(sandbox.current, restarted.url());
		await emit(...itemsOf(trigger).map(({ payload }) => payload as object));
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(restarted.executions).toEqual([]);
	});

	test('events are told apart by account, subscription, time, record and property, not by eventId', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		const one = {
			subscriptionType: 'ticket.propertyChange',
			eventId: 1,
			subscriptionId: 25,
			portalId: 33,
			occurredAt: 1_795_200_000_000,
			objectId: 9,
			propertyName: 'subject',
			propertyValue: 'A',
		};
		await emit(
			one,
			{ ...one, portalId: 34 },
			{ ...one, subscriptionId: 26 },
			{ ...one, occurredAt: 1_795_200_000_001 },
			{ ...one, objectId: 10 },
			{ ...one, propertyName: 'content' },
			{ ...one, attemptNumber: 3 },
		);
		await deliveries();
		expect(itemsOf(trigger)).toHaveLength(6);
	});

	test('the store of many seen events stays small', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		for (let round = 0; round < 50; round++) {
			const events = Array.from({ length: 100 }, (_none, index) => ({
				subscriptionType: 'ticket.creation',
				objectId: round * 100 + index,
			}));
			await emit(...events);
			await deliveries();
		}
		expect(itemsOf(trigger)).toHaveLength(5_000);
		expect(JSON.stringify(trigger.staticData).length).toBeLessThan(70_000);
	});

	test('a call that was refused for a wrong secret comes when it is repeated with the right one', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		const good = { ...credentials.hubSpotTicketsApi };
		credentials.hubSpotTicketsApi = { ...good, clientSecret: 'that of another app' };
		const trigger = await startTrigger(sandbox.current, {}, { credentials });
		await subscribe(sandbox.current, trigger.url());
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([401]);
		credentials.hubSpotTicketsApi = good;
		sandbox.current.core.clock.shift(100_000);
		await deliveries();
		expect(itemsOf(trigger)).toEqual([
			expect.objectContaining({ newValue: '2', payload: expect.objectContaining({ attemptNumber: 1 }) }),
		]);
	});

	test('several accounts are told apart', async () => {
		const trigger = await startTrigger(sandbox.current);
		await subscribe(sandbox.current, trigger.url());
		const made = { subscriptionType: 'ticket.creation', objectId: 1, eventId: 1, occurredAt: 1_795_200_000_000 };
		await emit({ ...made, portalId: 62515 }, { ...made, portalId: 33 });
		await deliveries();
		expect(
			itemsOf(trigger)
				.map(({ portalId }) => portalId)
				.sort(),
		).toEqual(['33', '62515']);
	});

	test('a manual test run takes a call at the test URL, also when it comes again', async () => {
		const trigger = await startTrigger(sandbox.current, {}, { test: true });
		expect(trigger.url()).toContain('/webhook-test/');
		await subscribe(sandbox.current, trigger.url());
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(statusesOf(await deliver(sandbox.current, 'duplicateDelivery'))).toEqual([200]);
		expect(itemsOf(trigger)).toHaveLength(2);
		expect(trigger.staticData).toEqual({});
	});
});

describe('signatures', () => {
	const start = async (options = {}) => {
		const trigger = await startTrigger(sandbox.current, { options });
		await subscribe(sandbox.current, trigger.url());
		return trigger;
	};

	test.each(['unsigned', 'wrongSecret', 'changedBody', 'stale', 'future', 'olderOnly'])(
		'a forged call is answered 401 and starts nothing: %s',
		async (how) => {
			const trigger = await start();
			expect(await act('forgeDelivery', { how })).toEqual({ status: 401 });
			expect([trigger.executions, trigger.failures, trigger.staticData]).toEqual([[], [], {}]);
		},
	);

	test.each(['v1', 'v2'])('a call that is signed by %s alone needs the option', async (webhookSignatures) => {
		sandbox.current.setSwitches('hubspot', { webhookSignatures });
		const strict = await start();
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([401]);
		expect(strict.executions).toEqual([]);
		const trigger = await start({ acceptOlderSignatures: true });
		await act('moveTicket', { id: TICKET, stage: '3' });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(itemsOf(trigger)).toEqual([expect.objectContaining({ newValue: '3' })]);
	});

	test.each(['unsigned', 'wrongSecret', 'stale', 'future'])(
		'the option for older signatures opens no door for others: %s',
		async (how) => {
			const trigger = await start({ acceptOlderSignatures: true });
			expect(await act('forgeDelivery', { how })).toEqual({ status: 401 });
			expect(trigger.executions).toEqual([]);
		},
	);

	test('raw-body v3 signature check, replay window', async () => {
		sandbox.current.setSwitches('hubspot', { webhookSignatures: 'v3' });
		const trigger = await start();
		await act('updateTicket', { id: TICKET, properties: { subject: 'Café – über 🎉 "q" \\ \u2028' } });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(itemsOf(trigger)).toEqual([expect.objectContaining({ newValue: 'Café – über 🎉 "q" \\ \u2028' })]);
		expect(await act('forgeDelivery', { how: 'stale' })).toEqual({ status: 401 });
		expect(await act('forgeDelivery', { how: 'future' })).toEqual({ status: 401 });
	});

	test('the client secret of the OAuth2 credential counts as well', async () => {
		const trigger = await startTrigger(sandbox.current, { authentication: 'oAuth2' });
		await subscribe(sandbox.current, trigger.url());
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(await act('forgeDelivery', { how: 'wrongSecret' })).toEqual({ status: 401 });
	});

	test.each([
		['an address with a query and escapes', 'webhook?team=a%40b.example%2Ceu&note=caf%C3%A9%20x&again?', 'decoded'],
		['the same, signed as it is configured', 'webhook?team=a%40b.example%2Ceu&note=caf%C3%A9%20x&again?', 'asIs'],
		['an address with an escape in its path', '%77ebhook', 'decoded'],
	])('%s', async (_name, ending, webhookSignedUri) => {
		sandbox.current.setSwitches('hubspot', { webhookSignedUri });
		const trigger = await start();
		const url = trigger.url().replace(/webhook$/, ending);
		await subscribe(sandbox.current, url);
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(itemsOf(trigger)).toHaveLength(1);
	});

	test('the secret is in no response, no item and no stored state', async () => {
		const trigger = await start();
		await act('moveTicket', { id: TICKET, stage: '2' });
		await deliveries();
		expect(JSON.stringify([trigger.executions, trigger.staticData])).not.toContain(SECRET);
	});
});

describe('Include Ticket', () => {
	const start = async (parameters = {}, setup = {}) => {
		const trigger = await startTrigger(sandbox.current, { includeTicket: true, ...parameters }, setup);
		await subscribe(sandbox.current, trigger.url());
		return trigger;
	};

	test('trigger · full ticket in the event', async () => {
		const trigger = await start();
		await act('updateTicket', { id: TICKET, properties: { subject: 'Renamed', hs_pipeline_stage: '2' } });
		await act('moveTicket', { id: '38402119002', stage: '3' });
		await deliveries();
		expect(await executed(trigger)).toHaveLength(3);
		const tickets = itemsOf(trigger).map(({ ticketId, ticket }) => {
			expect(ticket).toMatchObject({ id: ticketId, hs_pipeline: '0' });
			return [ticketId, Object(ticket).subject];
		});
		expect(tickets.sort()).toEqual([
			[TICKET, 'Renamed'],
			[TICKET, 'Renamed'],
			['38402119002', 'Invoice shows the wrong address'],
		]);
		expect(reads()).toEqual([
			['GET', '/account-info/2026-09/details', 200],
			['POST', '/crm/objects/2026-09/tickets/batch/read', 200],
			// For the labels beside the IDs.
			['GET', '/crm/pipelines/2026-09/tickets', 200],
			['GET', '/crm/properties/2026-09/tickets', 200],
		]);
	});

	test('250 events take one read per 100 tickets', async () => {
		const trigger = await start();
		await act('seedTickets', { count: 250 });
		const events = Array.from({ length: 250 }, (_none, index) => ({
			subscriptionType: 'ticket.creation',
			objectId: 38_402_119_006 + index,
		}));
		await emit(...events);
		await deliveries();
		expect((await executed(trigger, 3)).filter(({ ticket }) => ticket !== null)).toHaveLength(250);
		expect(requests(sandbox.current, 'hubspot', 'POST').map(({ path }) => path)).toEqual(
			Array.from({ length: 3 }, () => '/crm/objects/2026-09/tickets/batch/read'),
		);
	});

	test('with chosen properties, as HubSpot gives it, in the old version', async () => {
		const trigger = await start({
			propertySelection: 'selected',
			propertyNames: ['external_ref'],
			simplify: false,
			apiVersion: 'v3',
		});
		await act('moveTicket', { id: '38402119005', stage: '1094427716' });
		await deliveries();
		expect((await executed(trigger))[0]?.ticket).toMatchObject({
			id: '38402119005',
			archived: false,
			properties: { external_ref: 'RET-2026-0001' },
		});
		expect(reads()).toEqual([
			// At the activation.
			['GET', '/crm/v3/properties/tickets', 200],
			['GET', '/account-info/v3/details', 200],
			['POST', '/crm/v3/objects/tickets/batch/read', 200],
		]);
	});

	test('a deleted ticket comes out of the recycle bin, one that is gone is null', async () => {
		const trigger = await start();
		await act('deleteTicket', { id: TICKET });
		await emit({ subscriptionType: 'ticket.creation', objectId: 99 });
		await deliveries();
		const items = await executed(trigger);
		expect(items.find(({ event }) => event === 'ticket.deletion')).toMatchObject({
			ticket: { id: TICKET, archived: true, subject: 'Pump 7 does not start' },
		});
		expect(items.find(({ event }) => event === 'ticket.creation')).toMatchObject({ ticketId: '99', ticket: null });
	});

	test('a merge brings the ticket that is left', async () => {
		const trigger = await start({ events: ['merge'] });
		const merged = idOf(await api('POST', '/merge', { primaryObjectId: TICKET, objectIdToMerge: '38402119002' }));
		await deliveries();
		expect(await executed(trigger)).toEqual([
			expect.objectContaining({ ticket: expect.objectContaining({ id: merged }) }),
		]);
	});

	test('never the ticket of another account', async () => {
		const trigger = await start();
		await emit(
			{ subscriptionType: 'ticket.creation', objectId: Number(TICKET), portalId: 62515 },
			{ subscriptionType: 'ticket.creation', objectId: Number(TICKET) },
		);
		await deliveries();
		const items = await executed(trigger);
		const [own] = items.filter(({ portalId }) => portalId === PORTAL);
		const [foreign] = items.filter(({ portalId }) => portalId === '62515');
		expect(own?.ticket).toMatchObject({ id: TICKET });
		expect(foreign).toMatchObject({
			ticket: null,
			ticketError: `The event is of the account 62515, but the credential opens the account ${PORTAL}`,
		});
	});

	test('an event whose ticket cannot be read comes all the same, with the reason', async () => {
		const credentials = sandboxCredentials(sandbox.current);
		credentials.hubSpotTicketsApi = { ...credentials.hubSpotTicketsApi, accessToken: 'hubspot-expired-token' };
		const trigger = await start({}, { credentials });
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect(await executed(trigger)).toEqual([
			expect.objectContaining({
				newValue: '2',
				ticket: null,
				ticketError: expect.stringContaining('Check the access token in the credential'),
			}),
		]);
		expect(trigger.failures).toEqual([]);
	});

	test('with the customer', async () => {
		const trigger = await start({ includeCustomer: true });
		await act('moveTicket', { id: TICKET, stage: '2' });
		await deliveries();
		expect((await executed(trigger))[0]?.ticket).toMatchObject({
			id: TICKET,
			customer: { name: 'Marta Lindqvist', company: 'Harbour Pumps' },
		});
	});

	test('a customer without a first name is called by the last one', async () => {
		const { accessToken } = sandboxCredentials(sandbox.current).hubSpotTicketsApi ?? {};
		const contact = await fetch(`${sandbox.current.url}/hubspot/crm/objects/2026-09/contacts/201`, {
			method: 'PATCH',
			headers: { authorization: `Bearer ${String(accessToken)}`, 'content-type': 'application/json' },
			body: JSON.stringify({ properties: { firstname: '' } }),
		});
		expect(contact.status).toBe(200);
		const trigger = await start({ includeCustomer: true });
		await act('moveTicket', { id: TICKET, stage: '2' });
		await deliveries();
		expect((await executed(trigger))[0]?.ticket).toMatchObject({ customer: { name: 'Lindqvist' } });
	});

	test('a ticket whose customer cannot be read comes all the same, with the reason', async () => {
		const trigger = await start({ includeCustomer: true });
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'contacts/batch/read', status: 403 });
		await act('moveTicket', { id: TICKET, stage: '3' });
		await deliveries();
		expect((await executed(trigger))[0]).toMatchObject({
			ticket: { id: TICKET },
			customerError: expect.stringContaining('scopes'),
		});
	});

	test('HubSpot has its response before the tickets are read', async () => {
		const trigger = await start();
		sandbox.current.setSwitches('hubspot', { webhookTimeoutMs: 2_000 });
		sandbox.current.faults.add({ kind: 'slow', service: 'hubspot', path: 'batch/read', delayMs: 2_500 });
		await act('moveTicket', { id: TICKET, stage: '2' });
		expect(statusesOf(await deliveries())).toEqual([200]);
		expect((await executed(trigger))[0]?.ticket).toMatchObject({ id: TICKET });
	});

	test('messages have no ticket to add', async () => {
		const trigger = await start();
		await emit({ subscriptionType: 'conversation.newMessage', objectId: 1, messageId: 'm' });
		await deliveries();
		expect(await executed(trigger)).toEqual([expect.not.objectContaining({ ticket: expect.anything() })]);
		expect(reads()).toEqual([]);
	});
});

test('on the canvas the events read as in the drop-down', async () => {
	const pack = await loadPackage();
	const { description } = pack.node('hubSpotTicketsWebhookTrigger');
	const subtitle = (events: string[]) => {
		const node: INode = {
			id: '1',
			name: 'Trigger',
			type: `${PACKAGE}.hubSpotTicketsWebhookTrigger`,
			typeVersion: 1,
			position: [0, 0],
			parameters: { events },
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: pack.nodeTypes });
		return workflow.expression.getSimpleParameterValue(node, description.subtitle, 'internal', {});
	};
	const { options = [] } = description.properties.find(({ name }) => name === 'events') ?? {};
	const events = options.filter((option): option is INodePropertyOptions => 'value' in option);
	expect(events.map(({ value }) => value).sort()).toEqual(Object.keys(SCENES).sort());
	for (const { name, value } of events) expect(subtitle([String(value)])).toBe(name);
	expect(subtitle(['creation', 'merge'])).toBe('Ticket Created, Tickets Merged');
	expect(subtitle(events.map(({ value }) => String(value)))).toBe('All Events');
});
