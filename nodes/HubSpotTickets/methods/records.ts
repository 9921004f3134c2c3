import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

import { htmlToText } from '../../shared/operations/html';
import { pathPart } from '../../shared/http/url';
import { entryOf, isRecord } from '../../shared/isRecord';
import { hubSpotRequest, nextPage, results, resultsOf } from '../transport';
import { safeString } from '../../shared/safeConversion';
import { crmRecord } from '../crm/record';

/** Lists of records, the newest first, page by page; HubSpot looks for the words that the user types. */

interface Kind {
	/** What a record is called by: the first ones that have a value, and one to tell namesakes apart. */
	names: string[];
	also?: string;
	newest: string;
}

const ACTIVITY = 'hs_createdate';

/** By the plural names used in paths. */
const KINDS: Record<string, Kind> = {
	calls: { names: ['hs_call_title'], newest: ACTIVITY },
	companies: { names: ['name'], also: 'domain', newest: 'createdate' },
	contacts: { names: ['firstname', 'lastname'], also: 'email', newest: 'createdate' },
	deals: { names: ['dealname'], newest: 'createdate' },
	emails: { names: ['hs_email_subject'], newest: ACTIVITY },
	meetings: { names: ['hs_meeting_title'], newest: ACTIVITY },
	notes: { names: ['hs_note_body'], newest: ACTIVITY },
	tasks: { names: ['hs_task_subject'], newest: ACTIVITY },
	tickets: { names: ['subject'], newest: 'createdate' },
};

const PAGE = 50;
/** HubSpot refuses to page on from here. */
const LAST_OFFSET = 10_000 - PAGE;
const LONGEST_NAME = 80;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Bodies of notes are HTML. */
const plain = (value: string): string => htmlToText(value).replace(/\s+/g, ' ');

function toItem({ names, also }: Kind, record: IDataObject): INodeListSearchItems {
	const properties = isRecord(record.properties) ? record.properties : {};
	const id = safeString(record.id);
	const name = plain(names.map((property) => text(properties[property])).join(' '));
	const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
	const hint = also === undefined ? '' : text(properties[also]);
	const [shown, rest] = short === '' ? [hint, id] : [short, hint || id];
	return { name: shown === '' ? id : `${shown} (${rest})`, value: id };
}

export async function listRecords(
	context: ILoadOptionsFunctions,
	objectType: string,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const kind = entryOf(KINDS, objectType) ?? { names: [], newest: 'createdate' };
	const query = (filter ?? '').trim();
	const body = await hubSpotRequest(context, {
		family: 'objects',
		method: 'POST',
		path: `/${pathPart('Associated Object', objectType)}/search`,
		body: {
			...(query === '' ? {} : { query }),
			sorts: [{ propertyName: kind.newest, direction: 'DESCENDING' }],
			properties: [...kind.names, ...(kind.also === undefined ? [] : [kind.also])],
			limit: PAGE,
			...(paginationToken === undefined ? {} : { after: paginationToken }),
		},
		rateLimit: 'search',
		retry: 'read',
		expects: resultsOf(crmRecord),
	});
	const after = nextPage(body);
	return {
		results: results(body).map((record) => toItem(kind, record)),
		paginationToken: Number(after) > LAST_OFFSET ? undefined : after,
	};
}
