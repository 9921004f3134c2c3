import type { IDataObject } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import type { ApiContext } from '../../../shared/http/types';
import { isNotOffered, jtelList } from '../../transport';
import { plainText, safeString } from '../../../shared/safeConversion';

export const VOICE_MAIL = 1;
export const CALLBACK = 3;
export const TICKET = 6;

/** The types that jtel's pages name; used where the release does not offer the list. */
const KNOWN_TYPES: IDataObject[] = [
	{ ID: VOICE_MAIL, ShortText: 'AcdEventTypes.VoiceMail' },
	{ ID: 2, ShortText: 'AcdEventTypes.Fax' },
	{ ID: CALLBACK, ShortText: 'AcdEventTypes.Callback' },
	{ ID: 4, ShortText: 'AcdEventTypes.SMS' },
	{ ID: 5, ShortText: 'AcdEventTypes.Email' },
	{ ID: TICKET, ShortText: 'AcdEventTypes.Ticket' },
];

/** `AcdEventTypes.VoiceMail` as people read it: Voice Mail. */
function typeLabel(shortText: unknown): string {
	const key = plainText(shortText).split('.').pop();
	return (key ?? '').replace(/([a-z])([A-Z])/g, '$1 $2');
}

/** The system's event types with a readable `label`; the known ones on a release without the endpoint. */
export async function eventTypes(context: ApiContext): Promise<Array<IDataObject & { label: string }>> {
	let types: IDataObject[];
	try {
		types = await jtelList(context, '/acd/events/types');
	} catch (error) {
		if (!isNotOffered(error)) throw asNodeError(context.getNode(), error);
		types = KNOWN_TYPES;
	}
	return types.map((type) => ({ ...type, label: typeLabel(type.ShortText) || `Type ${safeString(type.ID)}` }));
}
