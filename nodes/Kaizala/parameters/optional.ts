import type { IDataObject } from 'n8n-workflow';

/** Only the fields that hold something: Kaizala wants unset ones left out, not null. */
export function setOnly(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) =>
			Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false,
		),
	);
}
