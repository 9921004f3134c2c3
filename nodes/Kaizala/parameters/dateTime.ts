import type { IExecuteFunctions } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import { inputError } from '../../shared/errors';

/** Seconds or milliseconds since 1970, which Kaizala hands out both. */
function timestamp(text: string): Date | undefined {
	if (/^\d{9,10}$/.test(text)) return new Date(Number(text) * 1000);
	return /^\d{11,15}$/.test(text) ? new Date(Number(text)) : undefined;
}

/**
 * A date and time that a person entered or an expression yields. Without a zone of its own it is in the workflow's.
 * @throws NodeOperationError that names the field.
 */
export function readDateTime(
	context: Pick<IExecuteFunctions, 'getNode' | 'getTimezone'>,
	text: string,
	{ label, itemIndex }: { label: string; itemIndex: number },
): Date {
	const known = timestamp(text.trim());
	if (known !== undefined) return known;
	try {
		return tryToParseDateTime(text, context.getTimezone()).toJSDate();
	} catch {
		throw inputError(context, `The field "${label}" is not a date: "${text.slice(0, 60)}"`, {
			itemIndex,
			description: 'Enter a date and time, for example 2026-05-04T09:30:00.',
		});
	}
}
