import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { CONVERSATION_TYPE_ID, OBJECT_TYPES, resolveObjectType } from '../schema/objectTypes';
import { baseType } from '../schema/associationTypes';
import type { HubSpotSwitches } from '../switches';
import type { CrmEvent, ObjectType } from '../types';

const MAX_SUBSCRIPTIONS = 1_000;
const CRM_KINDS = ['creation', 'deletion', 'propertyChange', 'associationChange', 'merge', 'restore'];
const CONVERSATION_KINDS = ['creation', 'newMessage', 'propertyChange', 'deletion', 'privacyDeletion'];

/** One subscription as the vendor's screen or project file names it. */
const subscription = z
	.object({
		subscriptionType: z.string(),
		propertyName: z.string().optional(),
		objectTypeId: z.string().optional(),
		active: z.boolean().default(true),
	})
	.strict()
	.superRefine((value, context) => {
		const problem = problemOf(value);
		if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
	});

export type Subscription = z.output<typeof subscription> & { id: number };

export const webhookInput = z
	.object({
		targetUrl: z.string().url(),
		subscriptions: z.array(subscription).max(MAX_SUBSCRIPTIONS),
	})
	.strict();

function problemOf(value: { subscriptionType: string; propertyName?: string; objectTypeId?: string }) {
	const [family = '', kind = ''] = value.subscriptionType.split('.');
	const kinds = family === 'conversation' ? CONVERSATION_KINDS : CRM_KINDS;
	const known =
		family === 'conversation' || family === 'object' || OBJECT_TYPES.some((type) => type.singular === family);
	if (!known || !kinds.includes(kind)) return `Unknown subscription type ${value.subscriptionType}`;
	if ((family === 'object') !== (value.objectTypeId !== undefined))
		return 'objectTypeId belongs to object.* and only there';
	if ((kind === 'propertyChange') !== (value.propertyName !== undefined))
		return 'propertyName belongs to propertyChange';
	return value.propertyName === 'hs_lastmodifieddate' ? 'hs_lastmodifieddate cannot be subscribed to' : undefined;
}

/** IDs of records are numbers in webhooks. */
const number = (id: unknown): number => Number(id);

function listens({ subscriptionType, objectTypeId, active }: Subscription, event: CrmEvent): boolean {
	const [family = '', kind = ''] = subscriptionType.split('.');
	if (!active || kind !== event.kind) return false;
	if (family === 'conversation') return event.typeId === CONVERSATION_TYPE_ID;
	if (family === 'object') return objectTypeId === event.typeId;
	return resolveObjectType(event.typeId)?.singular === family;
}

type AssociationSwitches = Pick<HubSpotSwitches, 'webhookAssociationEnd' | 'webhookAssociationTyped'>;

/** The record that is subscribed to may stand at either end. Only the older subscriptions name the types in one word. */
function associationPayload(
	event: CrmEvent,
	objectTypeId: string | undefined,
	switches: AssociationSwitches,
): JsonObject {
	const { toTypeId, toId, removed } = event.detail ?? {};
	const own = { type: resolveObjectType(event.typeId), id: event.id };
	const other = { type: resolveObjectType(String(toTypeId)), id: String(toId) };
	const [from, to] = switches.webhookAssociationEnd === 'from' ? [own, other] : [other, own];
	const kind = baseType(from.type, to.type);
	const ids = {
		associationCategory: kind?.category ?? 'HUBSPOT_DEFINED',
		fromObjectId: number(from.id),
		toObjectId: number(to.id),
		associationRemoved: removed === true,
		isPrimaryAssociation: false,
	};
	if (objectTypeId === undefined) {
		const name = ({ singular }: ObjectType): string => singular.toUpperCase();
		return { ...ids, associationType: `${name(from.type)}_TO_${name(to.type)}` };
	}
	return {
		...ids,
		...(switches.webhookAssociationTyped ? { objectTypeId } : {}),
		associationTypeId: kind?.typeId ?? 0,
		fromObjectTypeId: from.type.typeId,
		toObjectTypeId: to.type.typeId,
	};
}

function mergePayload(event: CrmEvent): JsonObject {
	const { primaryObjectId, mergedObjectIds, newObjectId } = event.detail ?? {};
	return {
		objectId: number(event.id),
		primaryObjectId: number(primaryObjectId),
		mergedObjectIds: Array.isArray(mergedObjectIds) ? mergedObjectIds.map(number) : [],
		newObjectId: number(newObjectId),
		numberOfPropertiesMoved: 0,
	};
}

const FLAGS: Partial<Record<CrmEvent['kind'], string>> = { creation: 'NEW', deletion: 'DELETED', restore: 'RESTORED' };

/** What a subscription makes of an event: nothing, one payload, or none because another property changed. */
export function payloadOf(
	subscribed: Subscription,
	event: CrmEvent,
	switches: AssociationSwitches,
): JsonObject | undefined {
	if (!listens(subscribed, event)) return undefined;
	const { id, subscriptionType, objectTypeId, propertyName } = subscribed;
	const head: JsonObject = {
		subscriptionId: id,
		subscriptionType,
		...(objectTypeId === undefined || event.kind === 'associationChange' ? {} : { objectTypeId }),
		changeSource: event.source?.sourceType ?? 'CRM_UI',
		sourceId: event.source?.sourceId ?? 'userId:9120001',
	};
	switch (event.kind) {
		case 'propertyChange': {
			const value = event.changes?.[propertyName ?? ''];
			if (propertyName === undefined || value === undefined) return undefined;
			return { ...head, objectId: number(event.id), propertyName, propertyValue: value, isSensitive: false };
		}
		case 'associationChange':
			return { ...head, ...associationPayload(event, objectTypeId, switches) };
		case 'merge':
			return { ...head, ...mergePayload(event) };
		case 'newMessage':
			return { ...head, objectId: number(event.id), changeFlag: 'NEW_MESSAGE', ...event.detail };
		default:
			return { ...head, objectId: number(event.id), changeFlag: FLAGS[event.kind] ?? '' };
	}
}
