import type { IDataObject } from 'n8n-workflow';

import type { ApiContext } from '../../shared/http/types';
import { jtelList } from '../transport';
import { safeString } from '../../shared/safeConversion';

/** What the drop-downs call the objects of jtel. */

export const text = (record: IDataObject, key: string) => (typeof record[key] === 'string' ? record[key] : '');

export type Label = (record: IDataObject) => string;

/** The records of a list by their labels. */
export async function labeled(context: ApiContext, path: string, label: Label) {
	const found = await jtelList(context, path);
	return found.map((record) => ({
		name: label(record) || `ID ${safeString(record.ID)}`,
		value: safeString(record.ID),
	}));
}

export const byName: Label = (record) => text(record, 'Name');

export const userLabel: Label = (user) => {
	const name = [text(user, 'FirstName'), text(user, 'Name')].filter(Boolean).join(' ');
	const uid = text(user, 'UID');
	return name === '' ? uid : `${name} (${uid})`;
};

/** `Name` is the number, `Name2` what people call it. */
export const serviceNumberLabel: Label = (record) =>
	text(record, 'Name2') === '' ? text(record, 'Name') : `${text(record, 'Name2')} (${text(record, 'Name')})`;
