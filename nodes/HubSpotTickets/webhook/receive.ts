import type { IDataObject, IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { inputError, shorten } from '../../shared/errors';
import { unlessNothingMatches } from '../../shared/parameters/conditions';
import { nodeParameters } from '../../shared/parameters/reader';
import {
	answerCall,
	bodyProblem,
	newDeliveries,
	rawBody,
	refuseBody,
	refuseUnauthorized,
} from '../../shared/triggers/webhook';
import { credentialType } from '../transport';
import type { ReceivedEvent } from './events';
import { deliveryId, describeEvent, portalOf, readEvents, typeOf } from './events';
import { changedProperties, internalNames, selectedProperties } from './names';
import { CHANGED_LABEL, properties } from './properties';
import type { SignedCall } from './signature';
import { signatureProblem } from './signature';
import { readEventTickets } from './tickets';
import { safeString } from '../../shared/safeConversion';

async function clientSecret(context: IHookFunctions | IWebhookFunctions): Promise<string> {
	const { clientSecret: secret } = await context.getCredentials(credentialType(context));
	return typeof secret === 'string' ? secret.trim() : '';
}

/** @throws NodeOperationError when calls could not be told from forged ones; the workflow is not activated then. */
export async function requireClientSecret(context: IHookFunctions): Promise<void> {
	if ((await clientSecret(context)) !== '') return;
	throw inputError(context, 'The credential has no client secret, so no webhook can be trusted', {
		description:
			'Enter the client secret of your HubSpot app in the credential of this node. HubSpot signs every webhook with it. A service key has none; use the HubSpot Tickets Trigger with it.',
	});
}

/** n8n's endpoint, the ID of the webhook and the path of this node: the part of the address that is this call's own. */
const OWN_PART = /(?:\/[^/]+){3}\/?$/;

/**
 * The address that HubSpot has called and signed. Behind a proxy that is not the Host header, but the address that
 * n8n is known by. The rest is taken from the call: the query, and the path because test calls have another one.
 */
function calledUri(context: IWebhookFunctions, publicUrl: string): string {
	const { originalUrl } = context.getRequestObject();
	const [path = '', ...query] = originalUrl.split('?');
	const search = query.length === 0 ? '' : `?${query.join('?')}`;
	if (publicUrl !== '') return (publicUrl.split(/[?#]/)[0] ?? '') + search;
	const known = context.getNodeWebhookUrl('default') ?? '';
	return known.replace(OWN_PART, '') + (OWN_PART.exec(path)?.[0] ?? '') + search;
}

function headersOf(context: IWebhookFunctions): SignedCall['headers'] {
	return Object.fromEntries(
		Object.entries(context.getHeaderData()).map(([name, value]) => [name, value === undefined ? value : String(value)]),
	);
}

/** Why the call is not accepted, for the log; undefined when it is HubSpot's. */
async function problemWith(context: IWebhookFunctions, body: Buffer): Promise<string | undefined> {
	try {
		const { acceptOlderSignatures = false, publicUrl = '' } = nodeParameters(context, properties)('options');
		const call = {
			method: context.getRequestObject().method,
			uri: calledUri(context, publicUrl.trim()),
			body,
			headers: headersOf(context),
		};
		const policy = { secret: await clientSecret(context), now: Date.now(), allowOlder: acceptOlderSignatures };
		return signatureProblem(call, policy);
	} catch (error) {
		// Whatever is wrong with this node or its credential: a stranger must not start failing executions by it.
		return error instanceof Error ? error.message : safeString(error);
	}
}

function parsed(body: Buffer): unknown {
	const text = body.toString('utf8');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The events that the user asked for. */
async function wanted(context: IWebhookFunctions, events: ReceivedEvent[]): Promise<ReceivedEvent[]> {
	const parameter = nodeParameters(context, properties);
	const names: string[] = parameter('events');
	const { portalIds = [] } = parameter('filters');
	const { otherEvents = false } = parameter('options');
	const changed = await internalNames(context, `Filters > ${CHANGED_LABEL}`, changedProperties(context));
	return events.filter(
		(event) =>
			(event.name === undefined ? otherEvents : names.includes(event.name)) &&
			(portalIds.length === 0 || portalIds.includes(portalOf(event))) &&
			(event.name !== 'propertyChange' ||
				changed.length === 0 ||
				changed.includes(safeString(event.payload.propertyName))),
	);
}

/** Logs events that are neither in the list nor about other records: otherwise nobody could find out why nothing happened. */
function logNotUnderstood(context: IWebhookFunctions, events: ReceivedEvent[]): void {
	const types = events.filter(({ name }) => name === undefined).map((event) => shorten(typeOf(event) || 'no type', 60));
	if (types.length === 0) return;
	context.logger.warn(
		`"${context.getNode().name}" does not understand ${types.length} of the events of a call (${[...new Set(types)].slice(0, 5).join(', ')}). Switch on Options > Other Events to get them as they came.`,
	);
}

const execution = (items: IDataObject[]) => [items.map((json) => ({ json }))];

/** One call of the webhook: refused, accepted without events that count, or one execution with an item per event. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const body = await rawBody(context);
	const problem = await problemWith(context, body);
	if (problem !== undefined) {
		context.logger.warn(`"${context.getNode().name}" refused a call: ${problem}`);
		return refuseUnauthorized(context, {
			why: problem,
			advice:
				'HubSpot signs its calls with the client secret of the app. Compare the Client Secret in the credential with that of the app whose target URL this is.',
		});
	}
	const sent = parsed(body);
	const unfit = bodyProblem(body, sent);
	if (unfit !== undefined) return refuseBody(context, unfit);
	const received = readEvents(sent);
	logNotUnderstood(context, received);
	// An empty filter that is to find nothing is passed by no event.
	const events = (await unlessNothingMatches(async () => await wanted(context, received))) ?? [];
	// A test run shows what comes, also when it comes again.
	const fresh = newDeliveries(context, events, deliveryId);
	if (fresh.length === 0) return answerCall(context, 200, '');
	const items = fresh.map(describeEvent);
	const parameter = nodeParameters(context, properties);
	if (!parameter('includeTicket')) return { webhookResponse: '', workflowData: execution(items) };
	// HubSpot waits five seconds and then sends everything again; reading may take longer.
	const answered = answerCall(context, 200, '');
	const tickets = await readEventTickets(context, fresh, {
		propertySelection: parameter('propertySelection'),
		propertyNames: selectedProperties(context),
		simplify: parameter('simplify'),
		customer: parameter('includeCustomer'),
	});
	return { ...answered, workflowData: execution(items.map((item, index) => ({ ...item, ...tickets[index] }))) };
}
