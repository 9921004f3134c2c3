import type { ICredentialTestFunction } from 'n8n-workflow';

import { CredentialProblem, credentialTestResult, probe, webAddress } from '../../shared/credentialTest';
import { tidyToken } from '../../shared/http/tidy';
import { isRecord } from '../../shared/isRecord';
import { apiRoot } from './address';
import { CURRENT_VERSION, familyPath } from './versions';
import { safeString } from '../../shared/safeConversion';

/** What people want to do, the call that shows whether they may, and the scope for it. No call changes anything. */
const ABILITIES = [
	{
		to: 'reading tickets',
		method: 'GET',
		path: `${familyPath('objects', CURRENT_VERSION)}/tickets?limit=1`,
		scope: 'crm.objects.tickets.read',
	},
	{
		to: 'the list of owners',
		method: 'GET',
		path: `${familyPath('owners', CURRENT_VERSION)}?limit=1`,
		scope: 'crm.objects.owners.read',
	},
	{
		to: 'creating and changing tickets',
		method: 'POST',
		path: `${familyPath('objects', CURRENT_VERSION)}/tickets/batch/update`,
		// A batch of nothing.
		body: { inputs: [] },
		scope: 'crm.objects.tickets.write',
	},
] as const;

/** Tokens of apps name the data center that their account is in; so may the address. */
function otherRegion(token: string, host: string): string | undefined {
	const [, own = ''] = /^pat-([a-z]{2}\d)-/.exec(token) ?? [];
	const [, asked = ''] = /^api-([a-z]{2}\d)\./.exec(host) ?? [];
	return own !== '' && asked !== '' && own !== asked
		? ` The token is of the region ${own}, but the Base URL leads to ${asked}: leave the Base URL at https://api.hubapi.com.`
		: undefined;
}

/** Reads the account, and finds out what the token may do there. */
export const hubSpotTicketsApiTest: ICredentialTestFunction = async function (credential) {
	return await credentialTestResult(credential, async (data) => {
		const root = apiRoot(data);
		const { host } = webAddress('Base URL', root);
		const token = tidyToken(data.accessToken);
		if (token === '') throw new CredentialProblem('Enter the Access Token: a service key, or the token of an app.');
		const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
		const details = await probe(this, 'HubSpot', {
			url: `${root}${familyPath('accountInfo', CURRENT_VERSION)}/details`,
			headers,
		});
		if (details.status === 401) {
			throw new CredentialProblem(
				`HubSpot does not accept this access token. It may be mistyped, expired or rotated: copy it from HubSpot once more (Development > Keys > Service keys, or your app).${otherRegion(token, host) ?? ''}`,
			);
		}
		const { portalId } = isRecord(details.body) ? details.body : {};
		if (details.status !== 200 || portalId === undefined)
			throw new CredentialProblem(`There is no HubSpot API at ${host}. Leave the Base URL at https://api.hubapi.com.`);

		const missing: string[] = [];
		for (const { to, scope, path, ...call } of ABILITIES) {
			const { status } = await probe(this, 'HubSpot', { url: root + path, headers, ...call });
			if (status === 403) missing.push(`Missing for ${to}: ${scope}.`);
		}
		const [first = ''] = missing;
		if (first.includes('tickets.read')) {
			throw new CredentialProblem(
				`The token is right (account ${safeString(portalId)}), but it may not read tickets. ${missing.join(' ')} Add the scopes to the key or app in HubSpot, then test again.`,
			);
		}
		return [`Token works for account ${safeString(portalId)}.`, ...missing].join(' ');
	});
};
