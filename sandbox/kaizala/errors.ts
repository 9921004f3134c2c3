import type { JsonObject } from '../core/types';

/** A refusal in Kaizala's own words. */
export class KaizalaError extends Error {
	constructor(
		readonly statusCode: number,
		readonly errorCode: string,
		readonly errorCategoryKey: string,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}

	get body(): JsonObject {
		return { message: this.message, errorCode: this.errorCode, errorCategoryKey: this.errorCategoryKey };
	}
}

export const invalidParameters = (message: string) =>
	new KaizalaError(400, 'InvalidParameters', 'BadRequestException', message);
export const invalidToken = (message: string) => new KaizalaError(401, 'InvalidToken', 'AuthException', message);
export const unauthenticated = (message: string) => new KaizalaError(401, 'Unauthenticated', 'AuthException', message);
export const forbidden = (message: string) => new KaizalaError(403, 'Forbidden', 'AuthException', message);
export const notFound = (message: string) => new KaizalaError(404, 'NotFound', 'NotFoundException', message);
export const versionMismatch = (message: string) =>
	new KaizalaError(409, 'VersionMismatch', 'ConflictException', message);
export const unsupportedMedia = (message: string) =>
	new KaizalaError(415, 'UnsupportedMediaType', 'BadRequestException', message);
/** The sender is cut off: the rest of its body is not waited for. */
export const tooSlow = () =>
	new KaizalaError(408, 'RequestTimeout', 'BadRequestException', 'The upload took too long', { connection: 'close' });
export const throttled = (retryAfterSeconds: number) =>
	new KaizalaError(429, 'Throttled', 'ThrottlingException', 'Too many requests. Try again later.', {
		'retry-after': String(retryAfterSeconds),
	});

/** For statuses that somebody else decided on: Fastify's parsers, the core, injected faults. */
export function errorForStatus(status: number, reason: string): KaizalaError {
	switch (status) {
		case 400:
		case 413:
			return invalidParameters(reason);
		case 401:
			return invalidToken(reason);
		case 403:
			return forbidden(reason);
		case 404:
			return notFound(reason);
		case 409:
			return versionMismatch(reason);
		case 415:
			return unsupportedMedia(reason);
		case 429:
			return throttled(1);
		default:
			return new KaizalaError(status, 'InternalServerError', 'ServerException', reason);
	}
}
