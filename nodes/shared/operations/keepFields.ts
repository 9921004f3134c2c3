import type { IDataObject } from 'n8n-workflow';

/**
 * A Simplify that keeps these fields, in this order: first what says which record it is. A record without the first one is
 * of another kind and stays as it is.
 */
export function keepFields(names: readonly string[]): (record: IDataObject) => IDataObject {
	const [identifier = ''] = names;
	return (record) =>
		identifier in record
			? Object.fromEntries(names.filter((name) => name in record).map((name) => [name, record[name]]))
			: record;
}
