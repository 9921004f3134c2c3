import { randomBytes } from 'crypto';
import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { pathPart } from '../../shared/http/url';
import { asNodeError, inputError, isOutcomeUnknown } from '../../shared/errors';
import { nodeParameters } from '../../shared/parameters/reader';
import { isRecord } from '../../shared/isRecord';
import { identityOf, matching, optional, shape } from '../../shared/triggers/state';
import { agreedValue, keepAgreed, warnDamaged } from '../../shared/triggers/webhook';
import { apiUrl } from '../transport/address';
import { thuliumRequest, webhookLogin } from '../transport';
import { rows, listOfRecords } from '../transport/pagination';
import { type Shape, recordOf } from '../../shared/http/shapes';
import { webhookProperties } from './properties';
import { safeString } from '../../shared/safeConversion';

/** Life cycle of the webhook in Thulium. There is no update call, so an outdated webhook is replaced by a new one. */

/** The webhook that was made, as the static data of the node keeps it. */
interface Registration {
	id: string;
	url: string;
	user: string;
	password: string;
	/** A mark of where it was made; there was none before. An ID means another webhook in another system. */
	system?: string;
}

/** A test run listens at another address than the active workflow, beside it. */
const keyOf = (context: IHookFunctions | IWebhookFunctions): string =>
	context.getMode() === 'manual' ? 'testRegistration' : 'registration';

const hasFields = shape({
	id: matching(/^[\w-]*$/),
	url: matching(/^https?:/),
	user: matching(/^n8n-[0-9a-f]{8}$/),
	password: matching(/^[0-9a-f]{48}$/),
	system: optional(matching(/^[0-9a-f]{16}$/)),
});

const isRegistration = (value: unknown): value is Registration => hasFields(value);

function stored(context: IHookFunctions | IWebhookFunctions): Registration | undefined {
	const key = keyOf(context);
	const found = 'getBodyData' in context ? agreedValue(context, key) : context.getWorkflowStaticData('node')[key];
	if (found === undefined || isRegistration(found)) return found;
	warnDamaged(context, 'Calls are refused until the workflow is deactivated and activated again.');
	return undefined;
}

function ownUrl(context: IHookFunctions): string {
	const url = context.getNodeWebhookUrl('default');
	if (url !== undefined && url !== '') return url;
	throw inputError(context, 'This n8n does not know its own address', {
		description: 'Set N8N_WEBHOOK_URL to the address at which Thulium can reach this n8n.',
	});
}

/** The names of the actions that start the workflow. */
export function wantedActions(context: IHookFunctions | IWebhookFunctions): string[] {
	const parameter = nodeParameters(context, webhookProperties);
	return [...new Set([...parameter('events'), ...parameter('otherEvents')])];
}

export const isManual = (context: IHookFunctions | IWebhookFunctions): boolean =>
	nodeParameters(context, webhookProperties)('setUp') === 'manual';

/** User and password that calls must carry. Where they are empty, every call is refused. */
export async function expectedLogin(context: IWebhookFunctions): Promise<{ user: string; password: string }> {
	if (isManual(context)) return await webhookLogin(context);
	const { user = '', password = '' } = stored(context) ?? {};
	return { user, password };
}

/** Without its ID a webhook cannot be deleted, and calls once more for everything. */
const listOfWebhooks: Shape = (body) => listOfRecords(body) ?? rows(body).map(recordOf('id')).find(Boolean);

/** All webhooks of the system; undefined when this API user may not list them. */
async function listed(context: IHookFunctions): Promise<IDataObject[] | undefined> {
	try {
		return rows(
			await thuliumRequest(context, { method: 'GET', path: '/webhooks', retry: 'read', expects: listOfWebhooks }),
		);
	} catch (error) {
		if (error instanceof NodeApiError && (error.httpCode === '403' || error.httpCode === '404')) return undefined;
		throw asNodeError(context.getNode(), error);
	}
}

const atUrl = (list: IDataObject[], url: string): IDataObject[] =>
	list.filter(({ subscription_url: subscribed }) => subscribed === url);

const actionsOf = ({ actions }: IDataObject): string[] => (Array.isArray(actions) ? actions.map(safeString) : []);

const sameNames = (one: string[], other: string[]): boolean =>
	[...one].sort().join('\n') === [...other].sort().join('\n');

/** Whether exactly the webhook that this node made is there, as it has to be. */
export async function isSubscribed(context: IHookFunctions): Promise<boolean> {
	if (isManual(context)) return false;
	const own = stored(context);
	const url = ownUrl(context);
	if (own?.url !== url) return false;
	const here = atUrl((await listed(context)) ?? [], url);
	const [found] = here;
	return (
		found !== undefined &&
		here.length === 1 &&
		safeString(found.id) === own.id &&
		// A password is not compared: Thulium may hide it.
		(typeof found.http_auth_user !== 'string' || found.http_auth_user === own.user) &&
		sameNames(actionsOf(found), wantedActions(context))
	);
}

async function deleteWebhook(context: IHookFunctions, id: string): Promise<void> {
	const path = `/webhooks/${pathPart('Webhook ID', id)}`;
	try {
		await thuliumRequest(context, { method: 'DELETE', path, retry: 'idempotentWrite' });
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode === '404') return;
		throw asNodeError(context.getNode(), error);
	}
}

/** A short mark of the system that the credential names. */
const systemMark = async (context: IHookFunctions): Promise<string> =>
	identityOf(apiUrl(await context.getCredentials('thuliumApi')) ?? '');

/** Deletes what calls exactly this address, and nothing else. */
async function removeOwn(context: IHookFunctions, url: string): Promise<void> {
	const list = await listed(context);
	const own = stored(context);
	const system = await systemMark(context);
	const isOwn = own?.url === url && (own.system ?? system) === system;
	const known = isOwn && own.id !== '' ? [own.id] : [];
	const ids = list === undefined ? known : atUrl(list, url).map(({ id }) => safeString(id));
	for (const id of ids) await deleteWebhook(context, id);
}

/** The ID of the new webhook: from the response, or from the list where the response has none. */
async function register(context: IHookFunctions, url: string, body: IDataObject): Promise<string> {
	let unknownOutcome: Error | undefined;
	try {
		const made = await thuliumRequest(context, {
			method: 'POST',
			path: '/webhooks',
			body,
			retry: 'unsafeWrite',
			reconcileHint: 'Check in Thulium whether it was done before you run this item again.',
		});
		if (isRecord(made) && (typeof made.id === 'number' || typeof made.id === 'string')) return String(made.id);
	} catch (error) {
		if (!isOutcomeUnknown(error)) throw asNodeError(context.getNode(), error);
		unknownOutcome = error;
	}
	const [found] = atUrl((await listed(context)) ?? [], url);
	if (found !== undefined) return safeString(found.id);
	throw (
		unknownOutcome ??
		inputError(context, 'Thulium gave no ID for the webhook that it made', {
			description: 'Permit "GET webhooks" for this API user, so that the webhook can be found, and activate again.',
		})
	);
}

/** Makes the webhook. @throws NodeApiError or NodeOperationError when it could not be made. */
export async function subscribe(context: IHookFunctions): Promise<void> {
	if (isManual(context)) {
		const { user, password } = await webhookLogin(context);
		if (user !== '' && password !== '') return;
		throw inputError(context, 'The credential has no Webhook User and Webhook Password', {
			description: 'Enter both there and in the webhook in Thulium: a call without them is refused.',
		});
	}
	const actions = wantedActions(context);
	if (actions.length === 0) {
		throw inputError(context, 'No event is chosen', { description: 'Choose at least one under Events.' });
	}
	const url = ownUrl(context);
	await removeOwn(context, url);
	const user = `n8n-${randomBytes(4).toString('hex')}`;
	const password = randomBytes(24).toString('hex');
	const login = { http_auth_user: user, http_auth_password: password };
	const data = context.getWorkflowStaticData('node');
	const registration: Registration = { id: '', url, user, password, system: await systemMark(context) };
	// Thulium may call at once.
	data[keyOf(context)] = { ...registration };
	keepAgreed(context);
	try {
		registration.id = await register(context, url, { actions, subscription_url: url, ...login });
		data[keyOf(context)] = { ...registration };
	} catch (error) {
		delete data[keyOf(context)];
		throw asNodeError(context.getNode(), error);
	}
}

/** Removes the webhook, also one of which only the address is left. Says whether it is gone. */
export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	if (isManual(context)) return true;
	try {
		await removeOwn(context, ownUrl(context));
	} catch {
		// Activating again cleans up: n8n takes the workflow down whatever happens here.
		return false;
	}
	delete context.getWorkflowStaticData('node')[keyOf(context)];
	return true;
}
