import { UserError } from 'n8n-workflow';

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
