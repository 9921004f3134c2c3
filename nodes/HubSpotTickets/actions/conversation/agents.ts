import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { asNodeError, valueError } from '../../../shared/errors';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { isFilled, recordIn, recordOf, type Shape } from '../../../shared/http/shapes';
import { executionCache } from '../../transport/executionCache';
import { hubSpotRequest, results, resultsOf } from '../../transport';
import { safeString } from '../../../shared/safeConversion';
import { isId } from '../../crm/record';

/** People who answer customers. Tickets name them by owner ID, conversations by user ID. */

/** A field whose values are owner IDs, as on tickets. */
export function agentField<const N extends string>(name: N, displayName: string, description: string) {
	return resourceLocator({
		displayName,
		name,
		description: `${description}. An expression may also yield a name or an email address.`,
		searchListMethod: 'searchOwners',
		lookUp: 'ownerName',
		required: true,
		byLabel: 'By Owner ID or Email',
		placeholder: '71440001 or agent@example.com',
	});
}

/** An owner, who is a user as well or not. */
const anOwner: Shape = (owner) =>
	recordOf('id')(owner) ?? (isFilled(recordIn(owner).userId) && !isId(recordIn(owner).userId) ? 'userId' : undefined);

/** The owner with this email address or, as a part of a path, ID; undefined when there is none. */
const ownerOf = executionCache<IDataObject | undefined>(async (context, key) => {
	const byEmail = key.includes('@');
	const path = byEmail ? '' : `/${key}`;
	const qs = byEmail ? { email: key } : {};
	try {
		const body = await hubSpotRequest(context, {
			family: 'owners',
			method: 'GET',
			path,
			qs,
			retry: 'read',
			expects: byEmail ? resultsOf(anOwner) : anOwner,
		});
		if (byEmail) return results(body)[0];
		return recordIn(body);
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return undefined;
		throw asNodeError(context.getNode(), error);
	}
});

/** Who acts in a conversation, as HubSpot names them: `A-` and the user ID. */
export async function agentActor(
	context: IExecuteFunctions,
	field: string,
	value: string,
	itemIndex: number,
): Promise<string> {
	const given = value.trim();
	const owner = await ownerOf(context, given.includes('@') ? given.toLowerCase() : pathPart(field, given));
	const userId = owner?.userId;
	if (userId !== undefined && userId !== null && userId !== '') return `A-${safeString(userId)}`;
	const problem =
		owner === undefined ? `is not an owner in this HubSpot account: "${given}"` : `has no user in HubSpot: "${given}"`;
	throw valueError(context, `The field "${field}" ${problem}`, {
		itemIndex,
		description: 'Choose a person who works in HubSpot. Queues and people who left cannot take part in conversations.',
	});
}
