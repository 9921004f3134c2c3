import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';

/** What people want to know of an event, first of all which one it is. The other columns are jtel's own settings. */
const FIELDS = [
	...['ID', 'Subject', 'AcdEventStatusID', 'AcdEventTypesID', 'AcdGroupsID', 'UsersID', 'Sender', 'Receiver'],
	...['UserData', 'UserData2', 'UserData3', 'CrmURL', 'ForeignSystemNumber', 'previousStatusId'],
	...['dtCreated', 'dtLastModified', 'dtReceived', 'dtRemind', 'EventData', 'eventDataParsed'],
];

function simplified(event: IDataObject): IDataObject {
	// What was read already does not come a second time as XML.
	const left = 'eventDataParsed' in event ? 'EventData' : undefined;
	const fields = FIELDS.filter((name) => name in event && name !== left);
	return fields.includes('ID') ? Object.fromEntries(fields.map((name) => [name, event[name]])) : event;
}

/** An event, or the envelope of a list with the events in it. */
export const simplifyEvent = (record: IDataObject): IDataObject =>
	Array.isArray(record.records)
		? { ...record, records: record.records.filter(isRecord).map(simplified) }
		: simplified(record);
