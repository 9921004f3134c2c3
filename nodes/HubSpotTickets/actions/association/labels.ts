import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import type { AssociationSpec } from '../../crm/associations';
import type { Pair } from './fields';
import { safeNumber, safeString } from '../../../shared/safeConversion';

/** All labels that the pair is to have: a labeled write replaces those that it has already. */
export function withExisting(
	found: Map<string, IDataObject[]>,
	{ ticketId, otherId }: Pair,
	added: AssociationSpec,
): AssociationSpec[] {
	const link = found.get(ticketId)?.find(({ toObjectId }) => safeString(toObjectId) === otherId);
	const types = Array.isArray(link?.associationTypes) ? link.associationTypes.filter(isRecord) : [];
	const kept = types.map(({ category, typeId }) => ({
		associationCategory: safeString(category),
		associationTypeId: safeNumber(typeId),
	}));
	return [...kept.filter((spec) => spec.associationTypeId !== added.associationTypeId), added];
}
