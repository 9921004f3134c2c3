import type { IDataObject } from 'n8n-workflow';

/** What the paths of all requests follow. An empty field means HubSpot itself; the tests of the credentials make the same address in expressions. */
export function apiRoot({ baseUrl }: IDataObject): string {
	return (String(baseUrl ?? '').trim() || 'https://api.hubapi.com').replace(/\/+$/, '');
}
