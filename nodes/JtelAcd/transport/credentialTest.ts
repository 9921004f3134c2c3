import type { ICredentialTestFunction } from 'n8n-workflow';

import { CredentialProblem, credentialTestResult, probe, webAddress } from '../../shared/credentialTest';
import { tidyText, tidyToken } from '../../shared/http/tidy';
import { SHORTEST_SECRET } from '../webhook/authentication';
import { serverRoot } from './address';
import { records, RECORDS } from './index';
import { safeString } from '../../shared/safeConversion';

/** Lists the groups of the client account. */
export const jtelAcdApiTest: ICredentialTestFunction = async function (credential) {
	return await credentialTestResult(credential, async (data) => {
		const root = serverRoot(data);
		const { host } = webAddress('Server URL', root);
		const client = tidyText(data.clientId);
		if (!/^\d{1,15}$/.test(client)) {
			throw new CredentialProblem(
				`The Client ID "${client}" is not a number. It is the number of your client account in jtel (ClientsID), for example 1.`,
			);
		}
		const token = tidyToken(data.token);
		if (token === '') throw new CredentialProblem('Enter the Token: it is generated in the jtel portal.');
		const secret = safeString(data.callbackSecret ?? '').trim();
		if (secret !== '' && secret.length < SHORTEST_SECRET) {
			throw new CredentialProblem(
				`The Callback Secret has fewer than ${SHORTEST_SECRET} characters, and the callback trigger refuses it. Make up a longer one, or leave the field empty if nothing calls n8n.`,
			);
		}
		const { status, body } = await probe(this, 'jtel', {
			url: `${root}/rest/v1.0/${client}/acd/groups`,
			headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
			ignoreSslIssues: data.ignoreSslIssues === true,
		});
		if (status === 401) {
			throw new CredentialProblem(
				'jtel does not accept this token together with this Client ID. A token ends when a newer one is generated: paste the newest one of this client account.',
			);
		}
		if (status === 403)
			throw new CredentialProblem('The token is right, but it may not list the ACD groups of this client account.');
		if (status === 404 || RECORDS(body) !== undefined)
			throw new CredentialProblem('There is no jtel REST service at this Server URL. Check the host and the port.');
		return `Token works for client account ${client} at ${host}, which has ${records(body).length} ACD groups.`;
	});
};
