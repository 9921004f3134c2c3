import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Everything about one choice under Trigger On. */
export interface WebhookEvent {
	/** In the list, on the canvas and in the documentation. */
	label: string;
	description?: string;
	/** What HubSpot calls it; the first one is the `event` of the output. */
	subscriptions: readonly [string, ...string[]];
	/** The ticket that it is about; undefined where it is about none. */
	ticketId: ((payload: IDataObject) => string) | undefined;
	/** Whether that ticket is in the recycle bin, where only a read of its own finds it. */
	isDeleted: boolean;
	/** What comes out beside the fields that all events have. */
	fields(payload: IDataObject): IDataObject;
}

/** In an association the ticket may stand on either side. */
function associationEnds(payload: IDataObject): { ticketId: string; other: string; otherId: string } {
	const from = text(payload.fromObjectId);
	const to = text(payload.toObjectId);
	const [left = '', right = ''] = text(payload.associationType).split('_TO_');
	return right === 'TICKET' && left !== 'TICKET'
		? { ticketId: to, other: left, otherId: from }
		: { ticketId: from, other: right, otherId: to };
}

const objectId = (payload: IDataObject): string => text(payload.objectId);

/** What most events of tickets have in common. */
const ofTicket = { ticketId: objectId, isDeleted: false, fields: () => ({}) } satisfies Partial<WebhookEvent>;

/** Keyed by the values of the `events` parameter. The drop-down and the canvas follow from this list. */
export const WEBHOOK_EVENTS = {
	associationChange: {
		...ofTicket,
		label: 'Ticket Association Changed',
		description: 'A ticket was associated with another record, or no longer is',
		subscriptions: ['ticket.associationChange', 'object.associationChange'],
		ticketId: (payload) => associationEnds(payload).ticketId || objectId(payload),
		fields(payload) {
			const { other, otherId } = associationEnds(payload);
			const removed = payload.associationRemoved === true;
			return { associatedType: other.toLowerCase(), associatedId: otherId, associationRemoved: removed };
		},
	},
	creation: {
		...ofTicket,
		label: 'Ticket Created',
		subscriptions: ['ticket.creation', 'object.creation'],
	},
	deletion: {
		...ofTicket,
		label: 'Ticket Deleted',
		subscriptions: ['ticket.deletion', 'object.deletion'],
		isDeleted: true,
	},
	merge: {
		...ofTicket,
		label: 'Tickets Merged',
		subscriptions: ['ticket.merge', 'object.merge'],
		// The one that is left.
		ticketId: (payload) => text(payload.newObjectId) || text(payload.primaryObjectId) || objectId(payload),
		fields(payload) {
			const merged = Array.isArray(payload.mergedObjectIds) ? payload.mergedObjectIds.map(text) : [];
			return { primaryTicketId: text(payload.primaryObjectId), mergedTicketIds: merged };
		},
	},
	newMessage: {
		label: 'Conversation Message Received',
		description: 'A message was sent or received in a conversation',
		subscriptions: ['conversation.newMessage'],
		ticketId: undefined,
		isDeleted: false,
		fields: (payload) => ({
			threadId: objectId(payload),
			messageId: text(payload.messageId),
			// MESSAGE, or COMMENT for what only colleagues see.
			messageType: text(payload.messageType) || null,
		}),
	},
	propertyChange: {
		...ofTicket,
		label: 'Ticket Property Changed',
		description: 'A property that the app is subscribed to has a new value',
		subscriptions: ['ticket.propertyChange', 'object.propertyChange'],
		fields: (payload) => ({ propertyName: text(payload.propertyName), newValue: payload.propertyValue ?? null }),
	},
	restore: {
		...ofTicket,
		label: 'Ticket Restored',
		description: 'A deleted ticket was taken out of the recycle bin',
		subscriptions: ['ticket.restore', 'object.restore'],
	},
} as const satisfies Record<string, WebhookEvent>;

export type WebhookEventName = keyof typeof WEBHOOK_EVENTS;

const isEventName = (name: string): name is WebhookEventName => name in WEBHOOK_EVENTS;

export const EVENT_NAMES = Object.keys(WEBHOOK_EVENTS).filter(isEventName);

const eventOf = (name: WebhookEventName): WebhookEvent => WEBHOOK_EVENTS[name];

/** The choices under Trigger On. */
export const eventOptions = EVENT_NAMES.map((value) => {
	const { label, description } = eventOf(value);
	return { name: label, value, ...(description === undefined ? {} : { description }) };
}).sort((a, b) => a.name.localeCompare(b.name));

/** What stands below the node on the canvas. */
export const subtitle = `={{ $parameter["events"].length === ${EVENT_NAMES.length} ? "All Events" : $parameter["events"].map((name) => (${JSON.stringify(
	Object.fromEntries(eventOptions.map(({ name, value }) => [value, name])),
)})[name]).join(", ") }}`;

/** One event of a delivery. */
export interface ReceivedEvent {
	name: WebhookEventName;
	/** As HubSpot sent it. */
	payload: IDataObject;
}

const TICKET_TYPE = '0-5';

/** Samples of HubSpot call it `eventType` here and there. */
const typeOf = (payload: IDataObject): string => text(payload.subscriptionType) || text(payload.eventType);

function nameOf(payload: IDataObject): WebhookEventName | undefined {
	const type = typeOf(payload);
	if (type.startsWith('object.') && text(payload.objectTypeId) !== TICKET_TYPE) return undefined;
	return EVENT_NAMES.find((name) => eventOf(name).subscriptions.includes(type));
}

/** The events of a delivery that are about tickets and conversations; others of the same app are left out. */
export function readEvents(body: unknown): ReceivedEvent[] {
	return [body].flat().flatMap((payload: unknown) => {
		const name = isRecord(payload) ? nameOf(payload) : undefined;
		return name === undefined || !isRecord(payload) ? [] : [{ name, payload }];
	});
}

/** Tells deliveries of one and the same event from other events: `eventId` alone is not unique. */
export function deliveryId({ payload }: ReceivedEvent): string {
	const parts = [
		...['portalId', 'subscriptionId', 'eventId', 'occurredAt', 'objectId', 'propertyName'],
		...['fromObjectId', 'toObjectId', 'associationTypeId', 'messageId'],
	];
	return JSON.stringify([typeOf(payload), ...parts.map((name) => text(payload[name]))]);
}

export const portalOf = ({ payload }: ReceivedEvent): string => text(payload.portalId);

/** The ticket that an event is about; empty where it is about none. */
export const ticketIdOf = ({ name, payload }: ReceivedEvent): string => eventOf(name).ticketId?.(payload) ?? '';

function isoTime(value: unknown): string | null {
	const time = new Date(Number(text(value) || Number.NaN));
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The event in plain terms, with IDs as text as everywhere in HubSpot's API, and `payload` as it came. */
export function describeEvent(received: ReceivedEvent): IDataObject {
	const { name, payload } = received;
	const { subscriptions, ticketId, fields } = eventOf(name);
	return {
		event: subscriptions[0],
		portalId: portalOf(received),
		...(ticketId === undefined ? {} : { ticketId: ticketId(payload) }),
		...fields(payload),
		occurredAt: isoTime(payload.occurredAt),
		source: text(payload.changeSource) || null,
		payload,
	};
}
