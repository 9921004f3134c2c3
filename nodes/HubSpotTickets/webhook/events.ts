import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';

/** The events of HubSpot's webhooks, under the name that both families of subscriptions share: `ticket.…` and `object.…`. */
export const EVENT_KINDS = [
	'associationChange',
	'creation',
	'deletion',
	'merge',
	'newMessage',
	'propertyChange',
	'restore',
] as const;

export type EventKind = (typeof EVENT_KINDS)[number];

/** One event of a delivery. */
export interface HubSpotEvent {
	kind: EventKind;
	/** As HubSpot sent it. */
	payload: IDataObject;
}

const TICKET_TYPE = '0-5';

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/** Samples of HubSpot call it `eventType` here and there. */
const typeOf = (payload: IDataObject): string => text(payload.subscriptionType) || text(payload.eventType);

function kindOf(payload: IDataObject): EventKind | undefined {
	const [family = '', name = ''] = typeOf(payload).split('.');
	if (family === 'conversation') return name === 'newMessage' ? name : undefined;
	if (family !== 'ticket' && (family !== 'object' || text(payload.objectTypeId) !== TICKET_TYPE)) return undefined;
	return EVENT_KINDS.find((kind) => kind === name && kind !== 'newMessage');
}

/** The events of a delivery that are about tickets and conversations; others of the same app are left out. */
export function readEvents(body: unknown): HubSpotEvent[] {
	return [body].flat().flatMap((payload: unknown) => {
		const kind = isRecord(payload) ? kindOf(payload) : undefined;
		return kind === undefined || !isRecord(payload) ? [] : [{ kind, payload }];
	});
}

/** Tells deliveries of one and the same event from other events: `eventId` alone is not unique. */
export function deliveryId({ payload }: HubSpotEvent): string {
	const parts = [
		...['portalId', 'subscriptionId', 'eventId', 'occurredAt', 'objectId', 'propertyName'],
		...['fromObjectId', 'toObjectId', 'associationTypeId', 'messageId'],
	];
	return JSON.stringify([typeOf(payload), ...parts.map((name) => text(payload[name]))]);
}

export const portalOf = ({ payload }: HubSpotEvent): string => text(payload.portalId);

/** In an association the ticket may stand on either side. */
function associationEnds(payload: IDataObject): { ticketId: string; other: string; otherId: string } {
	const from = text(payload.fromObjectId);
	const to = text(payload.toObjectId);
	const [left = '', right = ''] = text(payload.associationType).split('_TO_');
	return right === 'TICKET' && left !== 'TICKET'
		? { ticketId: to, other: left, otherId: from }
		: { ticketId: from, other: right, otherId: to };
}

/** The ticket that an event is about; after a merge the one that is left. Empty for a message. */
export function ticketIdOf({ kind, payload }: HubSpotEvent): string {
	if (kind === 'newMessage') return '';
	if (kind === 'merge') return text(payload.newObjectId) || text(payload.primaryObjectId) || text(payload.objectId);
	const own = text(payload.objectId);
	return kind === 'associationChange' ? associationEnds(payload).ticketId || own : own;
}

function details(event: HubSpotEvent): IDataObject {
	const { kind, payload } = event;
	switch (kind) {
		case 'propertyChange':
			return { propertyName: text(payload.propertyName), newValue: payload.propertyValue ?? null };
		case 'associationChange': {
			const { other, otherId } = associationEnds(payload);
			const removed = payload.associationRemoved === true;
			return { associatedType: other.toLowerCase(), associatedId: otherId, associationRemoved: removed };
		}
		case 'merge': {
			const merged = Array.isArray(payload.mergedObjectIds) ? payload.mergedObjectIds.map(text) : [];
			return { primaryTicketId: text(payload.primaryObjectId), mergedTicketIds: merged };
		}
		case 'newMessage':
			// MESSAGE, or COMMENT for what only colleagues see.
			return {
				threadId: text(payload.objectId),
				messageId: text(payload.messageId),
				messageType: text(payload.messageType) || null,
			};
		default:
			return {};
	}
}

function isoTime(value: unknown): string | null {
	const time = new Date(Number(text(value) || Number.NaN));
	return Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** The event in plain terms, with IDs as text as everywhere in HubSpot's API, and `payload` as it came. */
export function describeEvent(event: HubSpotEvent): IDataObject {
	const { kind, payload } = event;
	const ticketId = ticketIdOf(event);
	return {
		event: kind === 'newMessage' ? 'conversation.newMessage' : `ticket.${kind}`,
		portalId: portalOf(event),
		...(kind === 'newMessage' ? {} : { ticketId }),
		...details(event),
		occurredAt: isoTime(payload.occurredAt),
		source: text(payload.changeSource) || null,
		payload,
	};
}
