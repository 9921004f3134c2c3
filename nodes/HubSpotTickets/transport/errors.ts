import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import { shorten } from '../../shared/errors';
import type { ApiResponse } from '../../shared/http/types';
import { wordsIn } from '../../shared/http/words';
import { entryOf, isRecord } from '../../shared/isRecord';
import { CLIENT_REFUSED, NOT_RENEWED } from './tokenRenewal';
import { safeString } from '../../shared/safeConversion';

/** HubSpot's error envelope; every field may be absent. */
interface Envelope {
	message: string;
	category: string;
	subCategory: string;
	policyName: string;
	correlationId: string;
	errors: IDataObject[];
	context: IDataObject;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function readEnvelope(body: unknown): Envelope {
	const source = isRecord(body) ? body : {};
	return {
		message: text(source.message),
		category: text(source.category) || text(source.errorType),
		subCategory: text(source.subCategory),
		policyName: text(source.policyName),
		correlationId: text(source.correlationId),
		errors: Array.isArray(source.errors) ? source.errors.filter(isRecord) : [],
		context: isRecord(source.context) ? source.context : {},
	};
}

function list(context: unknown, key: string): string[] {
	const value = isRecord(context) ? context[key] : undefined;
	return [value]
		.flat()
		.filter((entry) => ['string', 'number', 'boolean'].includes(typeof entry))
		.map(safeString);
}

/** The older shape keeps its list inside the text: `Property values were not valid: [{…}]`. */
function embedded(message: string): IDataObject[] {
	const start = message.indexOf('[{');
	if (start < 0) return [];
	try {
		const problems: unknown = JSON.parse(message.slice(start, message.lastIndexOf(']') + 1));
		return Array.isArray(problems) ? problems.filter(isRecord).filter((problem) => text(problem.message) !== '') : [];
	} catch {
		return [];
	}
}

/** A batch may have as many as it has records; the first ones tell what is wrong. */
const MAX_DETAILS = 10;

/** One line per wrong property, with the allowed values where HubSpot says them. */
function details(envelope: Envelope): string {
	const lines = envelope.errors
		.map((error) => {
			const names = list(error.context, 'propertyName');
			const message = text(error.message);
			const missing = names.filter((name) => !message.includes(name));
			return `${missing.length > 0 ? `${missing.join(', ')}: ` : ''}${message}`;
		})
		.filter((line) => !envelope.message.includes(line));
	return [...new Set(lines)]
		.slice(0, MAX_DETAILS)
		.map((line) => shorten(line))
		.join(' ');
}

/** What to do about a code, category or sub-category of HubSpot's. */
const ADVICE: Record<string, string> = {
	PROPERTY_DOESNT_EXIST:
		'Your HubSpot account has no property of this name. Refresh the list of fields in this node and choose the property there, or create it in HubSpot first.',
	INVALID_OPTION: 'Use one of the allowed values; they are case-sensitive.',
	READ_ONLY_VALUE: 'HubSpot sets this property itself. Take it out of the fields to send.',
	INVALID_LONG: 'Send a whole number.',
	INVALID_INTEGER: 'Send a number.',
	INVALID_DATE: 'Send a day such as 2026-11-21, or a moment such as 2026-11-21T08:00:00Z.',
	INVALID_EMAIL: 'Send an email address.',
	MISSING_REQUIRED_PROPERTY:
		'Your account requires these properties when a ticket is created. Fill them, or choose API version 2026-03 in the settings of this node.',
	MISSING_CONDITIONAL_REQUIRED_PROPERTY:
		'Your account requires these properties because of another value. Fill them, or choose API version 2026-03 in the settings of this node.',
	LEADING_TRAILING_WHITESPACE: 'Remove the spaces around the value.',
	CONFLICTING_UNIQUE_VALUE: 'Another record has this value already. Update that one instead.',
	INVALID_OBJECT_IDS: 'Check the IDs of the records to associate, and whether they still exist.',
	OBJECT_ALREADY_EXISTS: 'It exists already. Use that one, or choose another name.',
	CONFLICT: 'It clashes with something that is there already, or that was changed at the same moment.',
};

const STAGE_ADVICE =
	'The stage is not in this pipeline; HubSpot writes both as IDs. Choose Pipeline and Stage from the lists of these fields: the list of stages names the pipeline of each. Nothing was changed.';

const UNIQUE_ADVICE =
	'Several tickets may have the same value in it, so it cannot say which one is meant. Choose another one in the field "Unique Property": its list offers those whose values HubSpot keeps unique, and Property: Create makes one. Ticket: Search finds by any property.';

const ADVICE_BY_STATUS: Record<number, string> = {
	404: 'Check the ID: HubSpot has nothing with this ID, or no longer does. The record may have been deleted or merged into another one, or the ID is that of another kind of record. Where the field has a list, choose the record there.',
	414: 'The address was too long, or the ticket has taken part in 250 merges. Ask for fewer properties, or merge into another ticket.',
	423: 'HubSpot has locked the record for a bulk change. Run this item again a little later.',
	429: 'HubSpot still refused the call after waiting. Other programs use the same limit: run fewer of them at once.',
	477: 'HubSpot is moving this account to another data center, which can take up to 24 hours.',
};

function scopes(envelope: Envelope): string[] {
	return [...new Set(envelope.errors.flatMap((error) => list(error.context, 'requiredGranularScopes')))];
}

const WHERE_SCOPES_ARE =
	'The access token in the credential may not do this. In HubSpot open its service key (Development > Keys > Service keys) or its app, and give it';

function adviceOnAccess(status: number, envelope: Envelope): string {
	if (envelope.category === CLIENT_REFUSED) {
		return 'Compare the client ID and the client secret in the credential with those of your HubSpot app, then connect the account again.';
	}
	if (envelope.category === NOT_RENEWED) return 'Open the credential and connect the account again.';
	if (status === 401 && envelope.category === 'EXPIRED_AUTHENTICATION') {
		return 'Check the access token in the credential: it has expired or was rotated.';
	}
	if (status === 401) return 'Check the access token in the credential. It may be mistyped, expired or rotated.';
	// Told in words alone, as a bad request.
	if (/Edit Associations/.test(envelope.message)) {
		return 'The user who connected the account needs the permission to edit associations; a super admin can give it.';
	}
	if (status !== 403 && envelope.category !== 'MISSING_SCOPES') return '';
	const missing = scopes(envelope);
	return missing.length === 0
		? `${WHERE_SCOPES_ARE} the scope that this call needs. Then save the credential again.`
		: `${WHERE_SCOPES_ARE} one of these scopes: ${shorten(missing.join(', '))}. Then save the credential again.`;
}

function advise(status: number, envelope: Envelope): string {
	const access = adviceOnAccess(status, envelope);
	if (access !== '') return access;
	if (status === 429 && envelope.policyName === 'DAILY') {
		return "The account's daily number of calls is used up. It is reset at midnight in the account's time zone.";
	}
	const named = [
		...embedded(envelope.message).map((problem) => text(problem.name)),
		...envelope.errors.flatMap((error) => list(error.context, 'propertyName')),
	];
	if (named.includes('hs_pipeline_stage')) return STAGE_ADVICE;
	if (/is not a unique property/.test(envelope.message)) return UNIQUE_ADVICE;
	const codes = [
		...envelope.errors.flatMap((error) => [text(error.code), text(error.subCategory)]),
		...embedded(envelope.message).map((problem) => text(problem.error)),
		envelope.subCategory,
		envelope.category,
	];
	const known = codes.map((code) => entryOf(ADVICE, code)).find((advice) => advice !== undefined);
	if (known !== undefined) return known;
	if (status >= 500)
		return 'This is an error on the side of HubSpot, which usually passes. See https://status.hubspot.com.';
	return ADVICE_BY_STATUS[status] ?? '';
}

function spokenBy(envelope: Envelope): string {
	const problems = embedded(envelope.message);
	if (problems.length > 0) {
		return problems
			.slice(0, MAX_DETAILS)
			.map((problem) => {
				const [name, message] = [text(problem.name), text(problem.message)];
				return shorten(name === '' || message.includes(`"${name}"`) ? message : `${name}: ${message}`);
			})
			.join(' ');
	}
	const unset = list(envelope.context, 'properties').filter((name) => !envelope.message.includes(name));
	const missing = unset.length === 0 ? '' : shorten(`Missing: ${unset.join(', ')}.`);
	return [shorten(envelope.message), missing, details(envelope)].filter(Boolean).join(' ');
}

/**
 * HubSpot's words, the properties and allowed values, what to do, and the ID that its support asks for.
 * @param about The ID that was asked for; HubSpot rarely says which record it did not find.
 */
export function describeFailure(response: Pick<ApiResponse, 'status' | 'body' | 'headers'>, about?: string): Failure {
	const { status } = response;
	const envelope = readEnvelope(response.body);
	const spoken = spokenBy(envelope) || shorten(wordsIn(response.body));
	const which = status === 404 && about !== undefined && !spoken.includes(about) ? ` (${about})` : '';
	const correlationId = envelope.correlationId || (response.headers['x-hubspot-correlation-id'] ?? '');
	return {
		status,
		message: spoken === '' ? `HTTP ${status} from HubSpot without a reason${which}` : `HubSpot says: ${spoken}${which}`,
		description: [
			advise(status, envelope),
			correlationId === '' ? '' : `HubSpot correlation ID: ${shorten(correlationId, 60)}`,
		]
			.filter(Boolean)
			.join(' '),
	};
}
