import type { IDataObject } from 'n8n-workflow';

/** Values of a query: one, a list, or lists by name. Null asks for those without a value (`identifier=`). */
export type QueryValues = Record<
	string,
	string | number | null | readonly string[] | Record<string, readonly string[]>
>;

/**
 * A query in PHP's bracket form: `status_id[]=1&status_id[]=2`, `custom_fields[City][0]=Krak%C3%B3w`.
 * A list is written so even when it has one entry: `status_id=1` makes Thulium fail. Empty values are left out.
 */
export function phpQuery(values: QueryValues): IDataObject {
	const query: IDataObject = {};
	for (const [name, value] of Object.entries(values)) {
		if (value === null) query[name] = '';
		else if (typeof value === 'string' || typeof value === 'number') {
			if (value !== '') query[name] = value;
		} else if (Array.isArray(value)) {
			if (value.length > 0) query[`${name}[]`] = [...value];
		} else {
			for (const [field, alternatives] of Object.entries(value)) {
				alternatives.forEach((alternative: string, index: number) => {
					query[`${name}[${field}][${index}]`] = alternative;
				});
			}
		}
	}
	return query;
}
