import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError } from '../../shared/errors';
import { isRecord } from '../../shared/isRecord';
import { nodeParameters } from '../../shared/parameters/reader';
import { agreedValue, keepAgreed } from '../../shared/triggers/webhook';
import { isInternalName, resolveCurrentNames } from '../crm/propertyNames';
import { PROPERTY_NAMES_LABEL } from '../crm/returnedFields';
import { CHANGED_LABEL, properties } from './properties';
import { safeString } from '../../shared/safeConversion';

/**
 * The properties that the trigger names. What HubSpot sends knows no labels, and HubSpot does not wait long for a
 * response: the internal names are looked up at the activation.
 */

/** In the static data: the internal name by what stands in the node. */
const KEY = 'propertyNames';

type Context = IHookFunctions | IWebhookFunctions;

/** The properties whose changes start the workflow; none: those of all. */
export const changedProperties = (context: Context): string[] =>
	nodeParameters(context, properties)('filters').changedProperties ?? [];

/** The properties that are read of a ticket, where they are chosen one by one. */
export function selectedProperties(context: Context): string[] {
	const parameter = nodeParameters(context, properties);
	const isRead = parameter('includeTicket') && parameter('propertySelection') === 'selected';
	return isRead ? parameter('propertyNames') : [];
}

/** Where HubSpot cannot be asked, internal names are taken as they are: n8n may start while HubSpot is away. */
async function namesNow(context: IHookFunctions, field: string, given: string[]): Promise<string[]> {
	try {
		return await resolveCurrentNames(context, field, given);
	} catch (error) {
		if (error instanceof NodeApiError && given.every(isInternalName)) return given;
		throw asNodeError(context.getNode(), error);
	}
}

/** @throws NodeOperationError when HubSpot has no such property: it would never change. */
export async function keepNames(context: IHookFunctions): Promise<void> {
	const changed = changedProperties(context);
	const selected = selectedProperties(context);
	const internal = [
		...(await namesNow(context, `Filters > ${CHANGED_LABEL}`, changed)),
		...(await namesNow(context, PROPERTY_NAMES_LABEL, selected)),
	];
	const data = context.getWorkflowStaticData('node');
	if (internal.length === 0) {
		delete data[KEY];
		return;
	}
	data[KEY] = Object.fromEntries([...changed, ...selected].map((name, index) => [name, internal[index] ?? name]));
	keepAgreed(context);
}

/** The internal names. A label that was not known at the activation is looked for now. */
export async function internalNames(context: IWebhookFunctions, field: string, given: string[]): Promise<string[]> {
	const kept = agreedValue(context, KEY);
	const known = new Map(
		isRecord(kept) ? Object.entries(kept).map(([name, internal]) => [name, safeString(internal)]) : [],
	);
	const names = given.map((name) => known.get(name) ?? name);
	return names.every(isInternalName) ? names : await resolveCurrentNames(context, field, names);
}
