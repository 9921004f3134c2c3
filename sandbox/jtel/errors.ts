import type { z } from 'zod';
import { validate } from '../core/validate';

/** A refusal with jtel's error body: `status` repeats the HTTP code, `error` is the reason. */
export class JtelError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
	) {
		super(message);
		this.name = 'JtelError';
	}
}

/** 400 "normally a mandatory parameter is missing; body says which": all problems at once, each with its field. */
export function checked<Schema extends z.ZodTypeAny>(schema: Schema, body: unknown): z.output<Schema> {
	return validate(schema, body ?? {}, (issues) => new JtelError(400, issues.map(describe).join('; ')));
}

function describe(issue: z.ZodIssue): string {
	const field = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') return `Unknown parameter ${issue.keys.join(', ')}`;
	if (issue.code === 'invalid_type' && (issue.received === 'undefined' || issue.received === 'null')) {
		return `Mandatory parameter ${field} is missing`;
	}
	return field === '' ? issue.message : `Parameter ${field}: ${issue.message}`;
}
