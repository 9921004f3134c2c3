import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { errorText, shorten } from '../../shared/errors';
import { runConcurrently } from '../../shared/http/concurrency';
import { nodeParameters } from '../../shared/parameters/reader';
import {
	answerCall,
	bodyProblem,
	hasBasicAuth,
	headerOf,
	newDeliveries,
	plainText,
	rawBody,
	refuseBody,
	refuseCall,
	refuseUnauthorized,
} from '../../shared/triggers/webhook';
import { recordIn, recordOf } from '../../shared/http/shapes';
import { isLossy } from '../../shared/parameters/values';
import { thuliumRequest } from '../transport';
import { EVENTS } from './events';
import { deliveryKey, eventsIn, isUnreadable } from './payload';
import { expectedLogin, isManual, wantedActions } from './subscription';
import { webhookProperties } from './properties';

interface Extra {
	/** Field of the event that holds the ID. */
	idField: string;
	/** Where the record goes. */
	field: string;
	path: string;
}

const TICKET: Extra = { idField: 'ticket_id', field: 'ticket', path: '/tickets' };
const CUSTOMER: Extra = { idField: 'customer_id', field: 'customer', path: '/customers' };

/** What the user wants added to each event. */
function extrasOf(context: IWebhookFunctions): Extra[] {
	const { includeTicket, includeCustomer } = nodeParameters(context, webhookProperties)('options');
	return [...(includeTicket === true ? [TICKET] : []), ...(includeCustomer === true ? [CUSTOMER] : [])];
}

/** An event must not be lost for a record that cannot be read: it comes without the record and says why. */
async function withExtra(context: IWebhookFunctions, event: IDataObject, extra: Extra): Promise<IDataObject> {
	const { idField, field, path } = extra;
	const id = plainText(event[idField]);
	if (id === '') return { ...event, [field]: null };
	// A number that has lost digits is the ID of something else.
	if (!/^\d+$/.test(id) || isLossy(event[idField])) {
		const problem = `The ${idField} of the event is not a whole number that is exact`;
		return { ...event, [field]: null, [`${field}Error`]: problem };
	}
	try {
		const qs = { include_custom_fields: 'true' };
		const record = await thuliumRequest(context, {
			method: 'GET',
			path: `${path}/${id}`,
			qs,
			retry: 'read',
			expects: recordOf(idField),
		});
		return { ...event, [field]: recordIn(record) };
	} catch (error) {
		return { ...event, [field]: null, [`${field}Error`]: errorText(error) };
	}
}

/** A known event that was not chosen is left out on purpose; a new or misspelled one should not be without a trace. */
function logUnknown(context: IWebhookFunctions, sent: IDataObject[], wanted: string[]): void {
	const actions = new Set(sent.map(({ action }) => plainText(action)).filter((action) => action !== ''));
	const unknown = [...actions].filter((action) => !wanted.includes(action) && !Object.hasOwn(EVENTS, action));
	if (unknown.length === 0) return;
	const names = unknown.slice(0, 5).map((action) => shorten(action, 60));
	context.logger.warn(
		`"${context.getNode().name}" got the event ${names.join(', ')}, which it does not know, and left it out. To get it, enter its name under Other Events.`,
	);
}

/** One call of the webhook. Refuses what does not carry the password, and never throws on what it carries. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { user, password } = await expectedLogin(context);
	if (!hasBasicAuth(context, user, password)) {
		return refuseUnauthorized(
			context,
			{
				why: 'it does not carry the user and password of the webhook',
				advice:
					'Setup Automatic: stop listening, and listen once more. Manual: compare Webhook User and Webhook Password in the credential with those of the webhook in Thulium (Administration > Advanced > Webhooks).',
			},
			{ 'WWW-Authenticate': 'Basic realm="n8n", charset="UTF-8"' },
		);
	}
	const raw = await rawBody(context);
	const sent = eventsIn(context, raw);
	const problem = bodyProblem(raw, sent);
	if (problem !== undefined) return refuseBody(context, problem);
	const wanted = wantedActions(context);
	const everything = isManual(context) && wanted.length === 0;
	if (isUnreadable(context, raw, sent)) {
		const type = shorten(headerOf(context, 'content-type') || 'without a type', 60);
		context.logger.warn(`"${context.getNode().name}" found no action in a call of Thulium (${type}), and refused it`);
		return refuseCall(context, 415);
	}
	const strange = sent.filter(({ action }) => typeof action !== 'string').length;
	if (strange > 0)
		context.logger.warn(
			`"${context.getNode().name}" found no action in ${strange} of the ${sent.length} events of a call of Thulium, and left them out`,
		);
	if (!everything) logUnknown(context, sent, wanted);
	const events = sent.filter(({ action }) => typeof action === 'string' && (everything || wanted.includes(action)));
	const fresh = newDeliveries(context, events, deliveryKey);
	if (fresh.length === 0) return answerCall(context, 200, 'OK');

	const extras = extrasOf(context);
	const items: INodeExecutionData[] = fresh.map((json) => ({ json }));
	if (extras.length === 0) return { workflowData: [items] };
	// Thulium's time limit is unknown, so it gets its response before the records are read.
	const answered = answerCall(context, 200, 'OK');
	await runConcurrently(items, 4, async (item) => {
		for (const extra of extras) item.json = await withExtra(context, item.json, extra);
		return true;
	});
	return { ...answered, workflowData: [items] };
}
