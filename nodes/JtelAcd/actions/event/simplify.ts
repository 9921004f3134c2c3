import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../../shared/isRecord';
import { keepFields } from '../../../shared/operations/keepFields';

/** What people want to know of an event, first of all which one it is. The other columns are jtel's own settings. */
const COLUMNS = [
	...['ID', 'Subject', 'Sender', 'AcdEventStatusID', 'AcdEventTypesID', 'AcdGroupsID', 'UsersID', 'Receiver'],
	...['UserData', 'UserData2', 'UserData3', 'CrmURL', 'ForeignSystemNumber', 'previousStatusId'],
	...['dtCreated', 'dtLastModified', 'dtReceived', 'dtRemind'],
];
const withXml = keepFields([...COLUMNS, 'EventData']);
// What was read already does not come a second time as XML.
const withFields = keepFields([...COLUMNS, 'eventDataParsed']);

const simplified = (event: IDataObject): IDataObject =>
	'eventDataParsed' in event ? withFields(event) : withXml(event);

/** An event, or the envelope of a list with the events in it. */
export const simplifyEvent = (record: IDataObject): IDataObject =>
	Array.isArray(record.records)
		? { ...record, records: record.records.filter(isRecord).map(simplified) }
		: simplified(record);
