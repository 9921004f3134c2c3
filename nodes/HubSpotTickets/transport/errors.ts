import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/errors';
import type { ApiAnswer } from '../../shared/http';
import { isRecord } from '../../shared/records';
import { CLIENT_REFUSED, NOT_RENEWED } from './renewal';

/** HubSpot's error envelope; every field may be absent (spec 17.1). */
interface Envelope {
	message: string;
	category: string;
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
		policyName: text(source.policyName),
		correlationId: text(source.correlationId),
		errors: Array.isArray(source.errors) ? source.errors.filter(isRecord) : [],
		context: isRecord(source.context) ? source.context : {},
	};
}

function list(context: unknown, key: string): string[] {
	const value = isRecord(context) ? context[key] : undefined;
	return Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
}

/** The older shape keeps its list inside the text: `Property values were not valid: [{…}]` (spec 17.2). */
function embedded(message: string): string | undefined {
	const start = message.indexOf('[{');
	if (start < 0) return undefined;
	try {
		const problems: unknown = JSON.parse(message.slice(start, message.lastIndexOf(']') + 1));
		if (!Array.isArray(problems)) return undefined;
		return problems
			.filter(isRecord)
			.map((problem) => `${text(problem.name)}: ${text(problem.message)}`)
			.join(' ');
	} catch {
		return undefined;
	}
}

/** One line per wrong property, with the allowed values where HubSpot says them. */
function details(envelope: Envelope): string {
	const lines = envelope.errors
		.map((error) => {
			const names = list(error.context, 'propertyName');
			const message = text(error.message);
			const missing = names.filter((name) => !message.includes(name));
			return `${missing.length > 0 ? `${missing.join(', ')}: ` : ''}${message}`;
		})
		.filter((line) => line !== '' && line !== envelope.message);
	return [...new Set(lines)].join(' ');
}

const ADVICE_BY_CODE: Record<string, string> = {
	PROPERTY_DOESNT_EXIST: 'Refresh the list of fields in this node, or create the property in HubSpot first.',
	INVALID_OPTION: 'Use one of the allowed values; they are case-sensitive.',
	READ_ONLY_VALUE: 'HubSpot sets this property itself. Take it out of the fields to send.',
	MISSING_REQUIRED_PROPERTY:
		'Your account requires these properties when a ticket is created. Fill them, or choose API version 2026-03 in the settings of this node.',
	MISSING_CONDITIONAL_REQUIRED_PROPERTY:
		'Your account requires these properties because of another value. Fill them, or choose API version 2026-03 in the settings of this node.',
	LEADING_TRAILING_WHITESPACE: 'Remove the spaces around the value.',
	CONFLICTING_UNIQUE_VALUE: 'Another record has this value already. Update that one instead.',
};

function scopes(envelope: Envelope): string[] {
	return [...new Set(envelope.errors.flatMap((error) => list(error.context, 'requiredGranularScopes')))];
}

function advise(status: number, envelope: Envelope): string {
	if (envelope.category === 'MISSING_SCOPES' || status === 403) {
		const missing = scopes(envelope);
		return missing.length === 0
			? 'Give the key or app the scope that this call needs, then save the credential again.'
			: `Give the key or app one of these scopes, then save the credential again: ${missing.join(', ')}.`;
	}
	if (envelope.category === CLIENT_REFUSED) {
		return 'Compare the client ID and the client secret in the credential with those of your HubSpot app, then connect the account again.';
	}
	if (envelope.category === NOT_RENEWED) return 'Open the credential and connect the account again.';
	if (status === 401) return 'Check the access token in the credential. It may be mistyped, expired or rotated.';
	if (status === 404) return 'Check the ID. The record may have been deleted or merged into another one.';
	if (status === 429 && envelope.policyName === 'DAILY') {
		return "The account's daily number of calls is used up. It starts anew at midnight in the account's time zone.";
	}
	if (status === 423) return 'HubSpot has locked the record for a bulk change. Run this item again a little later.';
	if (status === 477) return 'HubSpot is moving this account to another data centre, which can take up to 24 hours.';
	const code = envelope.errors.map((error) => text(error.code)).find((name) => name in ADVICE_BY_CODE);
	return code === undefined ? '' : (ADVICE_BY_CODE[code] ?? '');
}

/** HubSpot's words, the properties and allowed values, what to do, and the id that its support asks for (spec 17). */
export function describeFailure(answer: Pick<ApiAnswer, 'status' | 'body' | 'headers'>): Failure {
	const envelope = readEnvelope(answer.body);
	const spoken = embedded(envelope.message) ?? [envelope.message, details(envelope)].filter(Boolean).join(' ');
	const correlationId = envelope.correlationId || (answer.headers['x-hubspot-correlation-id'] ?? '');
	return {
		status: answer.status,
		message: spoken === '' ? `HTTP ${answer.status} from HubSpot without a reason` : `HubSpot says: ${spoken}`,
		description: [
			advise(answer.status, envelope),
			correlationId === '' ? '' : `HubSpot correlation ID: ${correlationId}`,
		]
			.filter(Boolean)
			.join(' '),
	};
}
