import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import type { AssociationSpec } from '../../crm/associations';
import type { Pair } from './fields';

/** All labels that the pair is to have: a labelled write replaces those that it has already. */
export function withExisting(
	found: Map<string, IDataObject[]>,
	{ ticketId, otherId }: Pair,
	added: AssociationSpec,
): AssociationSpec[] {
	const link = found.get(ticketId)?.find(({ toObjectId }) => String(toObjectId) === otherId);
	const types = Array.isArray(link?.associationTypes) ? link.associationTypes.filter(isRecord) : [];
	const kept = types.map(({ category, typeId }) => ({
		associationCategory: String(category),
		associationTypeId: Number(typeId),
	}));
	return [...kept.filter((spec) => spec.associationTypeId !== added.associationTypeId), added];
}
