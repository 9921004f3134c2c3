import { sha256 } from '../../shared/crypto';
import type { ApiContext } from '../../shared/http/types';
import type { Owner } from '../../shared/triggers/state';
import { identityOf } from '../../shared/triggers/state';
import { portalId } from '../crm/account';
import { baseUrl } from '../transport';

/** Timestamps and IDs of another server or account say nothing here: everything would look new. */
export async function stateOwner(context: ApiContext): Promise<Owner> {
	const base = await baseUrl(context);
	return {
		identity: identityOf(base, await portalId(context)),
		before: { field: 'server', value: sha256(base).slice(0, 16) },
	};
}
