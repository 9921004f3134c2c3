import type { IDataObject } from 'n8n-workflow';

/** Puts these fields first, as far as the record has them: n8n's table shows about five columns at first. */
export function orderFields(names: readonly string[], record: IDataObject): IDataObject {
	const first = names.filter((name) => Object.hasOwn(record, name)).map((name) => [name, record[name]]);
	return { ...Object.fromEntries(first), ...record };
}
