import type { IExecuteFunctions } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { inputError, shorten } from '../errors';
import { trimInvisible } from '../parameters/dateTime';
import { withoutUserInfo } from './secrets';

/** @throws NodeOperationError that names the field of the credential, when its address is none that can be called. */
export function assertWebAddress(
	context: Pick<IExecuteFunctions, 'getNode'>,
	field: string,
	address: string,
	itemIndex?: number,
): void {
	if (/^https?:\/\/[^/]/i.test(address) && URL.canParse(address)) return;
	throw inputError(context, `The ${field} "${withoutUserInfo(address)}" in the credential is not a web address`, {
		itemIndex,
		description:
			'It must begin with https:// or http://, as in https://www.example.com. Correct it in the credential of this node.',
	});
}

/** By hand: a pattern would look at a run of slashes once for each of them. */
export function withoutEndSlashes(text: string): string {
	let end = text.length;
	while (text[end - 1] === '/') end--;
	return text.slice(0, end);
}

/** Servers in Java drop what stands behind a semicolon before they look. */
const DOTS = /^\.{1,2}(?:;|$)/;

/** As a server or proxy may read it that decodes more than once. Undefined when a "%" escapes nothing. */
function decoded(text: string): string | undefined {
	try {
		const once = decodeURIComponent(text);
		return once === text ? text : (decoded(once) ?? once);
	} catch {
		return undefined;
	}
}

/** Whether a segment of a path, escaped or not, leads to another path: "..", "%2e%2e", "..%2f", "..;". */
export function hasDotSegment(part: string): boolean {
	return (decoded(part) ?? part).split(/[\\/]/).some((segment) => DOTS.test(segment));
}

/** Half of a character, left by an expression that cuts a text. It cannot be encoded in UTF-8. */
export const hasHalfCharacter = (text: string): boolean => /\p{Surrogate}/u.test(text);

/**
 * The one way to put a text into a path, whoever wrote it: escaped, as one segment. What is not a segment, or would mean
 * another path, is refused.
 * @throws UserError that names the field; the router makes it the error of the item.
 */
export function pathPart(field: string, text: string): string {
	const part = trimInvisible(text);
	if (part === '') throw new UserError(`The field "${field}" is empty`);
	if (hasHalfCharacter(part)) throw new UserError(`The field "${field}" has a character that is cut in half`);
	if (hasDotSegment(part)) throw new UserError(`The field "${field}" cannot be "${shorten(part)}"`);
	return encodeURIComponent(part);
}
