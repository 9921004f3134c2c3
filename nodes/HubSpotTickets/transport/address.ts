import type { IDataObject } from 'n8n-workflow';

import { withoutEndSlashes } from '../../shared/http/url';

/** What the paths of all requests follow. An empty field means HubSpot itself; the tests of the credentials make the same address in expressions. */
export function apiRoot({ baseUrl }: IDataObject): string {
	return withoutEndSlashes(String(baseUrl ?? '').trim() || 'https://api.hubapi.com');
}
