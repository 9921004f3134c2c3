import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { errorText } from '../../shared/errors';
import { recordIn, recordOf } from '../../shared/http/shapes';
import { addCustomers } from '../batch/customers';
import { batchRead } from '../batch/read';
import { simplifyTicket } from '../crm/ticket';
import type { Labeler } from '../crm/ticketLabels';
import { currentLabeler } from '../crm/ticketLabels';
import { hubSpotRequest } from '../transport';
import { PROPERTY_NAMES_LABEL } from '../crm/returnedFields';
import type { OutputSettings } from '../polling/output';
import { propertyNames } from '../polling/output';
import type { ReceivedEvent } from './events';
import { internalNames } from './names';
import { isAboutDeleted, portalOf, ticketIdOf } from './events';
import { safeString } from '../../shared/safeConversion';

/**
 * What is put beside an event: the ticket, or null and why. A ticket that is gone by now is null without a reason. A ticket
 * whose customer could not be read comes without.
 */
type Found = { ticket: IDataObject | null; ticketError?: string; customerError?: string };

/** The account that the credential opens. IDs of tickets mean nothing in another one. */
async function ownPortal(context: IWebhookFunctions): Promise<string> {
	const request = {
		family: 'accountInfo',
		method: 'GET',
		path: '/details',
		retry: 'read',
		expects: recordOf('portalId'),
	} as const;
	const details = await hubSpotRequest(context, request);
	return safeString(recordIn(details).portalId);
}

/** Adds who the tickets are about, or says why not. */
async function customerProblem(
	context: IWebhookFunctions,
	tickets: IDataObject[],
	output: OutputSettings,
): Promise<Pick<Found, 'customerError'>> {
	try {
		await addCustomers(context, tickets, output);
		return {};
	} catch (error) {
		return { customerError: errorText(error) };
	}
}

async function readTickets(
	context: IWebhookFunctions,
	ids: string[],
	archived: boolean,
	output: OutputSettings,
	properties: string[],
	labelsOf: Labeler,
): Promise<Map<string, Found>> {
	const { found, missing } = await batchRead(context, ids, { properties, history: [], associations: [], archived });
	const customerError = await customerProblem(context, [...found.values()], output);
	const shown: Array<readonly [string, IDataObject]> = [];
	for (const [id, ticket] of found) {
		shown.push([id, output.simplify ? simplifyTicket({ ...ticket, labels: await labelsOf(ticket) }) : ticket]);
	}
	const failed = [...missing].filter(([, { httpCode }]) => httpCode !== '404');
	return new Map<string, Found>([
		...failed.map(([id, { message }]) => [id, { ticket: null, ticketError: message }] as const),
		...shown.map(([id, ticket]) => [id, { ticket, ...customerError }] as const),
	]);
}

async function readAll(
	context: IWebhookFunctions,
	events: ReceivedEvent[],
	output: OutputSettings,
): Promise<(event: ReceivedEvent) => Found> {
	const portal = await ownPortal(context);
	const own = events.filter((event) => portalOf(event) === portal);
	const idsOf = (deleted: boolean) => [
		...new Set(own.filter((event) => isAboutDeleted(event) === deleted).map(ticketIdOf)),
	];
	const selected = await internalNames(context, PROPERTY_NAMES_LABEL, output.propertyNames);
	const properties = own.length === 0 ? [] : await propertyNames(context, { ...output, propertyNames: selected }, []);
	const labelsOf = currentLabeler(context);
	const live = await readTickets(context, idsOf(false), false, output, properties, labelsOf);
	const deleted = await readTickets(context, idsOf(true), true, output, properties, labelsOf);
	return (event) => {
		if (portalOf(event) !== portal) {
			const ticketError = `The event is of the account ${portalOf(event)}, but the credential opens the account ${portal}`;
			return { ticket: null, ticketError };
		}
		return (isAboutDeleted(event) ? deleted : live).get(ticketIdOf(event)) ?? { ticket: null };
	};
}

/**
 * The tickets of these events, in their order: one call for the account and one batch read per 100 tickets. An event
 * is never lost because its ticket could not be read: the reason stands in its place.
 */
export async function readEventTickets(
	context: IWebhookFunctions,
	events: ReceivedEvent[],
	output: OutputSettings,
): Promise<IDataObject[]> {
	const about = events.filter((event) => /^\d+$/.test(ticketIdOf(event)));
	if (about.length === 0) return events.map(() => ({}));
	try {
		const find = await readAll(context, about, output);
		return events.map((event) => (about.includes(event) ? find(event) : {}));
	} catch (error) {
		const failed: Found = { ticket: null, ticketError: errorText(error) };
		return events.map((event) => (about.includes(event) ? failed : {}));
	}
}
