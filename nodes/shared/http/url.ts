import type { IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../errors';

/** @throws NodeOperationError that names the field of the credential, when its address is none that can be called. */
export function assertWebAddress(
	context: Pick<IExecuteFunctions, 'getNode'>,
	field: string,
	address: string,
	itemIndex?: number,
): void {
	if (/^https?:\/\/[^/]/i.test(address) && URL.canParse(address)) return;
	throw inputError(context, `The ${field} "${address}" in the credential is not a web address`, {
		itemIndex,
		description: 'It must begin with https:// or http://.',
	});
}
