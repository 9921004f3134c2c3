import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

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

/**
 * A text that somebody entered as one part of a path. "." and ".." mean another path, escaped or not, and so does nothing.
 * @throws UserError that names the field; the router makes it the error of the item.
 */
export function pathPart(field: string, text: string): string {
	const part = text.trim();
	if (part === '') throw new UserError(`The field "${field}" is empty`);
	if (part === '.' || part === '..') throw new UserError(`The field "${field}" cannot be "${part}"`);
	return encodeURIComponent(part);
}
