import type { Json, JsonObject, VendorReply } from '../core/types';
import { PORTAL_ID } from './schema/account';
import type { HubSpotSwitches } from './switches';

/** An answer of HubSpot's error family: `extra` holds what follows status, message and correlation id. */
export class HubSpotError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly extra: JsonObject = {},
		readonly headers: Record<string, string> = {},
	) {
		super(message);
		this.name = 'HubSpotError';
	}

	body(correlationId: string): JsonObject {
		return { status: 'error', message: this.message, correlationId, ...this.extra };
	}

	reply(correlationId: string): VendorReply {
		return { status: this.statusCode, headers: this.headers, body: this.body(correlationId) };
	}
}

/** One error inside the answer of a batch: each of the described fields is there. */
export function batchError(error: JsonObject): JsonObject {
	return { status: 'error', category: 'VALIDATION_ERROR', context: {}, errors: [], links: {}, ...error };
}

export function invalid(message: string, extra: JsonObject = {}): HubSpotError {
	return new HubSpotError(400, message, { category: 'VALIDATION_ERROR', ...extra });
}

/** The bare form that a missing record usually gets. */
export function notFound(): HubSpotError {
	return new HubSpotError(404, 'resource not found');
}

export function objectNotFound(message: string, id: string): HubSpotError {
	return new HubSpotError(404, message, { context: { id: [id] }, category: 'OBJECT_NOT_FOUND' });
}

export function missingScopes(scopes: readonly string[]): HubSpotError {
	return new HubSpotError(403, "This app hasn't been granted all required scopes to make this call.", {
		errors: [
			{
				message: 'One or more of the following scopes are required.',
				context: { requiredGranularScopes: [...scopes] },
			},
		],
		links: { scopes: 'https://developers.hubspot.com/scopes' },
		category: 'MISSING_SCOPES',
	});
}

/** One refused property value. */
export interface Problem {
	name: string;
	code: string;
	message: string;
	value: string;
}

export function invalidProperties(problems: readonly Problem[], switches: HubSpotSwitches): HubSpotError {
	const shape = switches.validationErrorShape;
	const detail = problems.map(({ name, code, message, value }) => ({
		isValid: false,
		message,
		error: code,
		name,
		localizedErrorMessage: message,
		propertyValue: value,
		portalId: PORTAL_ID,
	}));
	const errors: Json = problems.map(({ name, code, message }) => ({
		message,
		code,
		context: { propertyName: [name] },
	}));
	const first = problems[0]?.message ?? 'Property values were not valid';
	const message = shape === 'errors' ? first : `Property values were not valid: ${JSON.stringify(detail)}`;
	const conflict = problems.every((problem) => problem.code === 'CONFLICTING_UNIQUE_VALUE');
	return new HubSpotError(conflict ? switches.uniqueConflictStatus : 400, message, {
		...(shape === 'message' ? {} : { errors }),
		category: conflict && switches.uniqueConflictStatus === 409 ? 'CONFLICT' : 'VALIDATION_ERROR',
	});
}

/** What the router or the core itself has to refuse. */
export function errorForStatus(status: number, reason: string): HubSpotError {
	switch (status) {
		case 400:
			return invalid(`Invalid input JSON on line 1, column 1: ${reason}`);
		case 401:
			return new HubSpotError(401, 'Authentication credentials not found.', { category: 'INVALID_AUTHENTICATION' });
		case 403:
			return missingScopes(['tickets']);
		case 404:
			return notFound();
		case 409:
			return new HubSpotError(409, reason, { category: 'CONFLICT' });
		case 429:
			return new HubSpotError(429, 'You have reached your ten_secondly_rolling limit.', {
				errorType: 'RATE_LIMIT',
				policyName: 'TEN_SECONDLY_ROLLING',
				groupName: 'publicapi:private-apps:10secondlyrolling',
			});
		case 423:
			return new HubSpotError(423, 'The resource is locked by another operation.', { category: 'LOCKED' });
		case 477:
			return new HubSpotError(477, 'The account is being moved to another data center.', {}, { 'retry-after': '3600' });
		default:
			return new HubSpotError(status, status >= 500 ? 'internal error' : reason);
	}
}
