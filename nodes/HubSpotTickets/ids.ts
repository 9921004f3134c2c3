import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../shared/errors';

/** The ID of a record in a path or a batch. A wrong one in a batch would make HubSpot refuse all the others. */
export function readId(context: IExecuteFunctions, what: string, value: string, itemIndex: number): string {
	const id = value.trim();
	if (/^\d+$/.test(id)) return id;
	throw inputError(context, `"${id}" is not the ID of a ${what}`, {
		itemIndex,
		description: 'The ID is a number; the operations of this node return it as "id".',
	});
}
