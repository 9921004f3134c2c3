import { z } from 'zod';
import type { AssociationStore, End } from '../state/associationStore';
import { type AssociationType, ASSOCIATION_TYPES, associationType } from '../schema/associationTypes';
import type { HubSpotError } from '../errors';
import { invalid } from '../errors';
import { COMPANIES, CONTACTS, TICKETS } from '../schema/objectTypes';
import type { ObjectType } from '../types';
import type { World } from '../state/world';

/** Ids may be numbers here: the vendor's own page writes `{"to":{"id":201}}`. */
export const looseId = z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]).transform(String);

export const typeSpec = z
	.object({
		associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED', 'WORK']),
		associationTypeId: z.number().int(),
	})
	.strict();
export type TypeSpec = z.infer<typeof typeSpec>;

export const associationInput = z
	.object({ to: z.object({ id: looseId }).strict(), types: z.array(typeSpec).min(1) })
	.strict();
export type AssociationInput = z.infer<typeof associationInput>;

/** Finds the kinds and refuses unknown ones, wrong categories and the wrong direction. */
export function resolveTypes(specs: readonly TypeSpec[], from: ObjectType, to?: ObjectType): AssociationType[] {
	return specs.map(({ associationCategory, associationTypeId }) => {
		const found = associationType(associationCategory, associationTypeId);
		if (found === undefined) {
			const other = ASSOCIATION_TYPES.find((type) => type.typeId === associationTypeId);
			const hint = other === undefined ? 'does not exist' : `is ${other.category}, not ${associationCategory}`;
			throw invalid(`One or more associations are invalid: association type ${associationTypeId} ${hint}`);
		}
		if (found.from !== from) {
			throw invalid(
				`One or more associations are invalid: association type ${associationTypeId} has an invalid from object type ${from.typeId}, expected ${found.from.typeId}`,
			);
		}
		if (to !== undefined && found.to !== to) {
			throw invalid(
				`One or more associations are invalid: association type ${associationTypeId} has an invalid to object type ${to.typeId}, expected ${found.to.typeId}`,
			);
		}
		return found;
	});
}

/** The associations of a create; all kinds of one entry must lead to the same type of record. */
export function planAssociations(world: World, from: ObjectType, inputs: readonly AssociationInput[]) {
	return inputs.map(({ to, types }) => {
		const kinds = resolveTypes(types, from);
		const target = kinds[0]?.to;
		if (target === undefined || kinds.some((kind) => kind.to !== target)) {
			throw invalid('One or more associations are invalid: the types of one entry lead to different objects');
		}
		if (world.store(target).live(to.id) === undefined) throw unknownIds(target, [to.id]);
		return { to: { type: target, id: to.id }, kinds };
	});
}

export function unknownIds(type: ObjectType, ids: readonly string[]): HubSpotError {
	return invalid(
		`One or more associations are invalid: ${type.singular.toUpperCase()} ${ids.join(', ')} does not exist`,
		{
			subCategory: 'INVALID_OBJECT_IDS',
			errors: [
				{
					message: `${type.singular.toUpperCase()} ${ids.join(', ')} does not exist`,
					code: 'INVALID_OBJECT_IDS',
					context: { objectType: [type.typeId], ids: [...ids] },
				},
			],
		},
	);
}

/** Tells both sides of a change and brings the calculated properties of the ticket up to date. */
export function associationChanged(world: World, from: End, to: End): void {
	for (const end of [from, to]) {
		if (end.type === TICKETS) refreshTicket(world, end.id);
		const other = end === from ? to : from;
		world.emit({
			kind: 'associationChange',
			typeId: end.type.typeId,
			id: end.id,
			detail: { toTypeId: other.type.typeId, toId: other.id, removed: !world.links.has(end, other) },
		});
	}
}

function refreshTicket(world: World, id: string): void {
	const tickets = world.store(TICKETS);
	const record = tickets.live(id);
	if (record === undefined) return;
	const at = world.core.clock.now();
	const values = associationCounts(world, id);
	// Whether this moves the modification timestamp is open.
	if (!world.switches.associationsTouch) {
		tickets.write(record, values, at, record.properties.hs_lastmodifieddate ?? '', CALCULATED);
		return;
	}
	const timestamp = world.timestamps.next();
	tickets.write(record, { ...values, hs_lastmodifieddate: timestamp }, at, timestamp, CALCULATED);
}

const CALCULATED = { sourceType: 'CALCULATED', sourceId: 'AssociationRollup' };

export function associationCounts(world: { links: AssociationStore; store: World['store'] }, id: string) {
	const ticket = { type: TICKETS, id };
	const companies = world.links.list(ticket, COMPANIES).length;
	const emails = world.links
		.list(ticket, CONTACTS)
		.flatMap((link) => world.store(CONTACTS).get(link.toId)?.properties.email ?? []);
	return {
		hs_num_associated_companies: companies === 0 ? '' : String(companies),
		hs_all_associated_contact_emails: emails.join(';'),
	};
}
