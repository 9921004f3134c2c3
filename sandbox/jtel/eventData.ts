import { XMLBuilder } from 'fast-xml-parser';
import type { JtelSwitches } from './types';

const builder = new XMLBuilder({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	suppressEmptyNode: false,
	suppressBooleanAttributes: false,
	cdataPropName: '#cdata',
});

interface EventDataParts {
	CrmURL: string | null;
	UserData: string | null;
	Body?: string | null;
}

type Forms = Pick<JtelSwitches, 'bodyForm' | 'emptyUrls'>;

/** The XML in the field `EventData`. How a callback's body is stored and the shape without a link are guesses. */
export function eventData(
	{ CrmURL, UserData, Body }: EventDataParts,
	{ bodyForm, emptyUrls }: Forms = { bodyForm: 'escaped', emptyUrls: 'kept' },
): string {
	const url = CrmURL === null ? '' : { url: { urlPath: CrmURL, displayName: UserData ?? '' } };
	const urls = CrmURL === null && emptyUrls === 'omitted' ? {} : { urls: url };
	const text = Body ?? '';
	if (text === '') return build({ ...urls, body: { '@html': Body === '' ? 'false' : 'true', '#text': '' } });
	if (bodyForm === 'cdata') return build({ ...urls, body: { '@html': 'false', '#cdata': text } });
	if (bodyForm === 'markup') return build({ ...urls, body: { '@html': 'true', p: text } });
	return build({ ...urls, body: { '@html': 'false', '#text': text } });
}

function build(content: object): string {
	return String(builder.build({ eventData: content }));
}
