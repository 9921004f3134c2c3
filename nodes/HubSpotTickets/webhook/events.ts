import type { IDataObject } from 'n8n-workflow';

import { entryOf, isRecord } from '../../shared/isRecord';
import { isLossy } from '../../shared/parameters/values';
import { safeString } from '../../shared/safeConversion';

/** A number that has lost digits is none: it would be the ID of something else. */
const text = (value: unknown): string =>
	typeof value === 'string' || (typeof value === 'number' && !isLossy(value)) ? String(value) : '';

/** The ID of a record, which comes as a number or as text; empty for what is none. */
const id = (value: unknown): string => /^\s*(\d+)\s*$/.exec(text(value))?.[1] ?? '';

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

const TICKET_TYPE = '0-5';

/** HubSpot's own types of records by their IDs; those that an account has made go by the ID. */
const TYPE_NAMES: Partial<Record<string, string>> = {
	'0-1': 'contact',
	'0-2': 'company',
	'0-3': 'deal',
	[TICKET_TYPE]: 'ticket',
	'0-7': 'product',
	'0-8': 'line_item',
	'0-11': 'conversation',
	'0-18': 'communication',
	'0-27': 'task',
	'0-46': 'note',
	'0-47': 'meeting_event',
	'0-48': 'call',
	'0-49': 'email',
	'0-116': 'postal_mail',
};

const typeName = (typeId: string): string => entryOf(TYPE_NAMES, typeId) ?? typeId;

/**
 * The types of the two records of an association: `object.associationChange` tells them by their IDs, the older
 * subscriptions by a name such as `TICKET_TO_CONTACT`. Empty where the event does not say it.
 */
function associatedTypes(payload: IDataObject): [from: string, to: string] {
	const [from = '', to = ''] = text(payload.associationType).toLowerCase().split('_to_');
	return [typeName(text(payload.fromObjectTypeId)) || from, typeName(text(payload.toObjectTypeId)) || to];
}

/** In an association the ticket may stand on either side; without an ID where that is not told. */
function associationEnds(payload: IDataObject): { ticketId: string; other: string; otherId: string } {
	const from = id(payload.fromObjectId);
	const to = id(payload.toObjectId);
	const [left, right] = associatedTypes(payload);
	if (left === 'ticket') return { ticketId: from, other: right, otherId: to };
	return { ticketId: right === 'ticket' ? to : '', other: left, otherId: from };
}

const objectId = (payload: IDataObject): string => id(payload.objectId);

/** What most events of tickets have in common. */
const ofTicket = { ticketId: objectId, isDeleted: false, fields: () => ({}) } satisfies Partial<WebhookEvent>;

/** The same for events of conversations. */
const ofConversation = {
	ticketId: undefined,
	isDeleted: false,
	fields: (payload: IDataObject) => ({ threadId: objectId(payload) }),
} satisfies Partial<WebhookEvent>;

const changedProperty = (payload: IDataObject): IDataObject => ({
	propertyName: text(payload.propertyName),
	newValue: payload.propertyValue ?? null,
});

/** Keyed by the values of the `events` parameter. The drop-down and the canvas follow from this list. */
export const WEBHOOK_EVENTS = {
	associationChange: {
		...ofTicket,
		label: 'Ticket Association Changed',
		description: 'A ticket was associated with another record, or no longer is',
		subscriptions: ['ticket.associationChange', 'object.associationChange'],
		ticketId: (payload) => associationEnds(payload).ticketId,
		fields(payload) {
			const { other, otherId } = associationEnds(payload);
			const removed = safeString(payload.associationRemoved) === 'true';
			return { associatedType: other, associatedId: otherId, associationRemoved: removed };
		},
	},
	conversationCreation: {
		...ofConversation,
		label: 'Conversation Started',
		description: 'A conversation began in an inbox or in the help desk',
		subscriptions: ['conversation.creation'],
	},
	conversationDeletion: {
		...ofConversation,
		label: 'Conversation Deleted',
		description: 'A conversation was archived or deleted',
		subscriptions: ['conversation.deletion'],
	},
	conversationPrivacyDeletion: {
		...ofConversation,
		label: 'Conversation Deleted for Privacy',
		description: 'A conversation was deleted permanently, as privacy law requires',
		subscriptions: ['conversation.privacyDeletion'],
	},
	conversationPropertyChange: {
		...ofConversation,
		label: 'Conversation Property Changed',
		description: 'A conversation was assigned, closed, reopened or restored',
		subscriptions: ['conversation.propertyChange'],
		fields: (payload) => ({ threadId: objectId(payload), ...changedProperty(payload) }),
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
		ticketId: (payload) => id(payload.newObjectId) || id(payload.primaryObjectId) || objectId(payload),
		fields(payload) {
			// A list, or its text.
			const merged = JSON.stringify(payload.mergedObjectIds ?? '').match(/\d+/g) ?? [];
			return { primaryTicketId: id(payload.primaryObjectId), mergedTicketIds: merged };
		},
	},
	newMessage: {
		...ofConversation,
		label: 'Conversation Message Received',
		description: 'A message was sent or received in a conversation',
		subscriptions: ['conversation.newMessage'],
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
		fields: changedProperty,
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
	/** Undefined: it may be about a ticket, but it is not one of the events above. */
	name: WebhookEventName | undefined;
	/** As HubSpot sent it. */
	payload: IDataObject;
}

/** Samples of HubSpot call it `eventType` here and there. */
export const typeOf = ({ payload }: ReceivedEvent): string => text(payload.subscriptionType) || text(payload.eventType);

/** Whether an event is about records of other types, to which the app is subscribed for somebody else. */
function isOfOthers(received: ReceivedEvent): boolean {
	const { payload } = received;
	const [written = '', kind = ''] = typeOf(received).split('.');
	if (kind === '') return false;
	const family = written.toLowerCase();
	if (family !== 'object') return family !== 'ticket' && family !== 'conversation';
	const ends = associatedTypes(payload).filter((type) => type !== '');
	if (kind === 'associationChange' && ends.length > 0) return !ends.includes('ticket');
	const typeId = text(payload.objectTypeId);
	return typeId !== '' && typeId !== TICKET_TYPE;
}

/** Without its type an event of `object.*` could be about anything. */
function isOfTicket({ payload }: ReceivedEvent): boolean {
	return text(payload.objectTypeId) === TICKET_TYPE || associatedTypes(payload).includes('ticket');
}

function nameOf(received: ReceivedEvent): WebhookEventName | undefined {
	const type = typeOf(received);
	if (type.startsWith('object.') && !isOfTicket(received)) return undefined;
	const name = EVENT_NAMES.find((candidate) => eventOf(candidate).subscriptions.includes(type));
	if (name === undefined) return undefined;
	// What it is about has to be found again.
	const { ticketId = objectId } = eventOf(name);
	return ticketId(received.payload) === '' ? undefined : name;
}

/** The events of a delivery, without those about records of other types. */
export function readEvents(body: unknown): ReceivedEvent[] {
	return [body].flat().flatMap((given: unknown) => {
		const payload = isRecord(given) ? given : { body: typeof given === 'string' ? given : JSON.stringify(given) };
		const received = { name: undefined, payload };
		return isOfOthers(received) ? [] : [{ name: nameOf(received), payload }];
	});
}

/** Tells deliveries of one and the same event from other events: `eventId` alone is not unique. */
export function deliveryId(received: ReceivedEvent): string {
	const { name, payload } = received;
	// What is not understood may differ in any field. Only the count of attempts says nothing.
	if (name === undefined) return JSON.stringify({ ...payload, attemptNumber: 0 });
	const parts = [
		...['portalId', 'subscriptionId', 'eventId', 'occurredAt', 'objectId', 'propertyName'],
		...['fromObjectId', 'toObjectId', 'associationTypeId', 'messageId'],
	];
	return JSON.stringify([typeOf(received), ...parts.map((name) => text(payload[name]))]);
}

export const portalOf = ({ payload }: ReceivedEvent): string => text(payload.portalId);

/** The ticket that an event is about; empty where it is about none. */
export const ticketIdOf = ({ name, payload }: ReceivedEvent): string =>
	name === undefined ? '' : (eventOf(name).ticketId?.(payload) ?? '');

export const isAboutDeleted = ({ name }: ReceivedEvent): boolean => name !== undefined && eventOf(name).isDeleted;

/** Of milliseconds, or of a time as ISO 8601 writes it. */
function isoTime(value: unknown): string | null {
	const written = text(value).trim();
	const time = new Date(/^\d{4}-\d\d-\d\dT/.test(written) ? written : Number(written || Number.NaN));
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The event in plain terms, with IDs as text as everywhere in HubSpot's API, and `payload` as it came. */
export function describeEvent(received: ReceivedEvent): IDataObject {
	const { name, payload } = received;
	const event = name === undefined ? undefined : eventOf(name);
	return {
		event: event?.subscriptions[0] ?? (typeOf(received) || null),
		...(event === undefined ? { understood: false } : {}),
		...(event?.ticketId === undefined ? {} : { ticketId: event.ticketId(payload) }),
		...event?.fields(payload),
		occurredAt: isoTime(payload.occurredAt),
		source: text(payload.changeSource) || null,
		portalId: portalOf(received),
		payload,
	};
}
