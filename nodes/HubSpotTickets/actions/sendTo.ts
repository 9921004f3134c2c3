import type { RestOperation } from '../../shared/operations/restOperation';
import type { Family } from '../transport';
import { hubSpotRequest } from '../transport';

/** Sends through one of the API families. */
export function sendTo(family: Family): RestOperation<[]>['send'] {
	return async (context, request, itemIndex) => await hubSpotRequest(context, { ...request, family }, itemIndex);
}
