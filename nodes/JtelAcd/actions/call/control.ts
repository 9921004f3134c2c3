import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { jtelRequest } from '../../transport';

const properties = [
	{
		displayName: 'UFN',
		name: 'ufn',
		type: 'string',
		default: '',
		required: true,
		placeholder: '{{ $json.UFN }}',
		description: 'Identifier of the live call, as Get Many returns it',
	},
] as const satisfies INodeProperties[];

/**
 * Call control: a GET that changes something, and never is repeated for that reason. What jtel answers is
 * not documented, so nothing but the good status is relied on.
 */
export function callControl(texts: Pick<SingleOperation, 'name' | 'action' | 'description'>, verb: string) {
	return restOperation({
		...texts,
		properties: [...properties],
		send: jtelRequest,
		request(parameter) {
			return {
				method: 'GET',
				path: `/calls/${pathPart('UFN', parameter('ufn'))}/${verb}`,
				retry: 'unsafeWrite',
				reconcileHint:
					'Check in jtel, or with Call: Get Many, what happened to the call before you run this item again.',
			};
		},
		output: (_body, parameter) => ({ UFN: parameter('ufn').trim(), success: true }),
	});
}
