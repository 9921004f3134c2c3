import type { z } from 'zod';
import type { JsonObject, VendorReply } from '../core/types';
import { validate } from '../core/validate';

/** A refusal of Microsoft Graph. */
export class GraphError extends Error {
	constructor(
		readonly statusCode: number,
		readonly code: string,
		message: string,
	) {
		super(message);
		this.name = 'GraphError';
	}
}

export const badRequest = (message: string): GraphError => new GraphError(400, 'BadRequest', message);
export const forbidden = (message: string): GraphError => new GraphError(403, 'Forbidden', message);
export const notFound = (message: string): GraphError => new GraphError(404, 'NotFound', message);

const CODES: Record<number, string> = {
	401: 'InvalidAuthenticationToken',
	403: 'Forbidden',
	404: 'NotFound',
	412: 'PreconditionFailed',
	413: 'RequestEntityTooLarge',
	429: 'TooManyRequests',
	500: 'InternalServerError',
	502: 'BadGateway',
	503: 'ServiceUnavailable',
	504: 'GatewayTimeout',
};

/** The error object of Microsoft Graph. */
export function errorReply(at: Date, requestId: string, status: number, message: string, code?: string): VendorReply {
	const inner: JsonObject = {
		date: at.toISOString().slice(0, 19),
		'request-id': requestId,
		'client-request-id': requestId,
	};
	return { status, body: { error: { code: code ?? CODES[status] ?? 'BadRequest', message, innerError: inner } } };
}

export function checked<Schema extends z.ZodTypeAny>(schema: Schema, input: unknown): z.output<Schema> {
	return validate(schema, input, (issues) =>
		badRequest(issues.map(({ path, message }) => `Invalid request body: ${path.join('.')} ${message}`).join('; ')),
	);
}
