import { sha256 } from '../../shared/crypto';
import type { ApiContext } from '../../shared/http/types';
import type { Owner } from '../../shared/triggers/state';
import { identityOf } from '../../shared/triggers/state';
import { recordIn, recordOf, type Shape } from '../../shared/http/shapes';
import { baseUrl, credentialType, hubSpotRequest } from '../transport';

/** The accounts of the credentials that were used last in this process: a token belongs to one account for ever. */
const accounts = new Map<string, string>();
const MOST_ACCOUNTS = 100;

const account: Shape = (body) =>
	Number.isSafeInteger(Number(recordIn(body).portalId)) ? recordOf('portalId')(body) : 'portalId';

/** The ID of the account that the credential opens. */
async function portalId(context: ApiContext): Promise<string> {
	const key = sha256(JSON.stringify(await context.getCredentials(credentialType(context))));
	const known = accounts.get(key);
	if (known !== undefined) return known;
	const request = {
		family: 'accountInfo',
		method: 'GET',
		path: '/details',
		retry: 'read',
		expects: account,
	} as const;
	const body = await hubSpotRequest(context, request);
	const id = String(recordIn(body).portalId);
	for (const oldest of [...accounts.keys()].slice(0, accounts.size - MOST_ACCOUNTS + 1)) accounts.delete(oldest);
	accounts.set(key, id);
	return id;
}

/** Timestamps and IDs of another server or account say nothing here: everything would look new. */
export async function stateOwner(context: ApiContext): Promise<Owner> {
	const base = await baseUrl(context);
	return {
		identity: identityOf(base, await portalId(context)),
		before: { field: 'server', value: sha256(base).slice(0, 16) },
	};
}
