import type { AssignmentCollectionValue } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox/core/types';
import { isObject, recordsIn, textOf } from '../../scripts/lib/json';

/** The parameters of a template's "Fill In Here", with some of the values changed. */
export function filledIn(
	parameters: Record<string, unknown>,
	values: Record<string, string | number | boolean>,
): { assignments: AssignmentCollectionValue } {
	const { assignments }: JsonObject = JSON.parse(JSON.stringify(parameters));
	const rows = recordsIn(isObject(assignments) ? assignments.assignments : undefined).map((row) => {
		const name = textOf(row, 'name');
		const { value } = row;
		const old = typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
		return { id: textOf(row, 'id'), name, type: textOf(row, 'type'), value: values[name] ?? old };
	});
	return { assignments: { assignments: rows } };
}
