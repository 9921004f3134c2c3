import { sha256 } from '../../shared/crypto';
import type { Shape } from '../../shared/http/shapes';
import { recordIn, recordOf } from '../../shared/http/shapes';
import type { ApiContext } from '../../shared/http/types';
import { credentialType, hubSpotRequest } from '../transport';

/** The accounts of the credentials that were used last in this process: a token belongs to one account for ever. */
const accounts = new Map<string, string>();
const MAX_ACCOUNTS = 100;

const account: Shape = (body) =>
	Number.isSafeInteger(Number(recordIn(body).portalId)) ? recordOf('portalId')(body) : 'portalId';

/** The ID of the account that the credential opens. */
export async function portalId(context: ApiContext): Promise<string> {
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
	const id = String(recordIn(await hubSpotRequest(context, request)).portalId);
	for (const oldest of [...accounts.keys()].slice(0, accounts.size - MAX_ACCOUNTS + 1)) accounts.delete(oldest);
	accounts.set(key, id);
	return id;
}
