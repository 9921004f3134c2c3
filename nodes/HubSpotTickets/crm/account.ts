import { sha256 } from '../../shared/crypto';
import type { Shape } from '../../shared/http/shapes';
import { recordIn, recordOf } from '../../shared/http/shapes';
import type { ApiContext } from '../../shared/http/types';
import { trimInvisible } from '../../shared/parameters/dateTime';
import { Problem } from '../../shared/parameters/values';
import { credentialType, hubSpotRequest } from '../transport';
import { unlessRefused } from './metadata';
import type { IdKind } from './recordId';
import { accountInUrl, recordId } from './recordId';
import { safeNumber, safeString } from '../../shared/safeConversion';

/** The accounts of the credentials that came last to this process: a token belongs to one account for ever. */
const accounts = new Map<string, string>();
const MAX_ACCOUNTS = 100;

const account: Shape = (body) =>
	Number.isSafeInteger(safeNumber(recordIn(body).portalId)) ? recordOf('portalId')(body) : 'portalId';

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
	const id = safeString(recordIn(await hubSpotRequest(context, request)).portalId);
	accounts.set(key, id);
	for (const oldest of [...accounts.keys()].slice(0, -MAX_ACCOUNTS)) accounts.delete(oldest);
	return id;
}

/** The ID of a record, also from the address that the browser shows. IDs mean nothing in another account. */
export async function idInAccount(context: ApiContext, kind: IdKind, given: string): Promise<string | Problem> {
	const id = recordId(kind, given);
	const address = trimInvisible(given);
	if (id instanceof Problem || !/^https?:\/\//i.test(address)) return id;
	const account = accountInUrl(address);
	const own = account === undefined ? undefined : await unlessRefused(context, async () => await portalId(context));
	if (own === undefined || own === account) return id;
	return new Problem(
		`has an address of the account ${account}, but the credential opens the account ${own}`,
		'Copy the address while you are logged in to the account of the credential, or choose its credential.',
	);
}
