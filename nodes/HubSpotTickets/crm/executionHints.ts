import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { executionStore } from '../../shared/executionStore';
import { isRecord } from '../../shared/isRecord';
import { safeString } from '../../shared/safeConversion';

const given = executionStore(() => new Set<string>());

/** Whether this is said for the first time in this run, however many items bring it up. */
function isNew(context: IExecuteFunctions, words: string): boolean {
	const known = given(context);
	if (known.has(words)) return false;
	known.add(words);
	return true;
}

/** Shows a hint under the output, once per run. */
export function hintOnce(context: IExecuteFunctions, message: string): void {
	if (isNew(context, message)) context.addExecutionHints({ message, location: 'outputPane' });
}

/** A hint that ends with a list of names; each name is mentioned once per run. */
export function hintAbout(context: IExecuteFunctions, sentence: string, names: string[]): void {
	const fresh = names.filter((name) => isNew(context, `${sentence} ${name}`));
	if (fresh.length > 0) hintOnce(context, `${sentence}: ${fresh.join(', ')}`);
}

/** HubSpot changed values instead of refusing them. */
export function hintAtWarnings(context: IExecuteFunctions, record: IDataObject): void {
	const warnings = Array.isArray(record.warnings) ? record.warnings.filter(isRecord) : [];
	const names = warnings.flatMap((warning) => {
		const named = isRecord(warning.context) ? warning.context.propertyName : undefined;
		return Array.isArray(named) ? named.map(safeString) : [safeString(warning.message)];
	});
	hintAbout(context, 'HubSpot changed values to fit their properties, see "warnings" in the output', names);
}
