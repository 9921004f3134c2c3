import { XMLBuilder } from 'fast-xml-parser';

const builder = new XMLBuilder({
	ignoreAttributes: false,
	attributeNamePrefix: '@',
	suppressEmptyNode: false,
	suppressBooleanAttributes: false,
});

interface EventDataParts {
	CrmURL: string | null;
	UserData: string | null;
	Body?: string | null;
}

/** The XML of section 3.3. How a callback's body is stored and the shape without a link are guesses. */
export function eventData({ CrmURL, UserData, Body }: EventDataParts): string {
	const url = CrmURL === null ? '' : { url: { urlPath: CrmURL, displayName: UserData ?? '' } };
	const html = Body === undefined || Body === null ? 'true' : 'false';
	return String(builder.build({ eventData: { urls: url, body: { '@html': html, '#text': Body ?? '' } } }));
}
