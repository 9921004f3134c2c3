import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isRecord } from '../shared/rest';

const given = new WeakMap<object, Set<string>>();

/** Shows a hint under the output, however many items bring it up. */
export function hintOnce(context: IExecuteFunctions, message: string): void {
	const known = given.get(context) ?? new Set<string>();
	given.set(context, known);
	if (known.has(message)) return;
	known.add(message);
	context.addExecutionHints({ message, location: 'outputPane' });
}

/** HubSpot changed values instead of refusing them (spec 2.3). */
export function hintAtWarnings(context: IExecuteFunctions, record: IDataObject): void {
	const warnings = Array.isArray(record.warnings) ? record.warnings.filter(isRecord) : [];
	for (const warning of warnings) {
		const named = isRecord(warning.context) ? warning.context.propertyName : undefined;
		const names = Array.isArray(named) ? named.map(String).join(', ') : String(warning.message);
		hintOnce(context, `HubSpot changed values to fit their properties: ${names}. See "warnings" in the output.`);
	}
}
