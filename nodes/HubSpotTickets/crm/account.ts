import { sha256 } from '../../shared/crypto';
import { apiError } from '../../shared/errors';
import type { ApiContext } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { credentialType, hubSpotRequest } from '../transport';

/** The accounts of the credentials that were used last in this process: a token belongs to one account for ever. */
const accounts = new Map<string, string>();
const MOST_ACCOUNTS = 100;

/** The ID of the account that the credential opens. */
export async function portalId(context: ApiContext): Promise<string> {
	const key = sha256(JSON.stringify(await context.getCredentials(credentialType(context))));
	const known = accounts.get(key);
	if (known !== undefined) return known;
	const request = { family: 'accountInfo', method: 'GET', path: '/details', retry: 'read' } as const;
	const body = await hubSpotRequest(context, request);
	const id = isRecord(body) ? Number(body.portalId) : Number.NaN;
	if (!Number.isSafeInteger(id)) {
		throw apiError(context.getNode(), {
			message: 'HubSpot answered without portalId',
			description: 'The ID of the account was expected. Check the address in the credential.',
		});
	}
	for (const oldest of [...accounts.keys()].slice(0, accounts.size - MOST_ACCOUNTS + 1)) accounts.delete(oldest);
	accounts.set(key, String(id));
	return String(id);
}
