import type { IDataObject } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import type { Service } from '../../shared/exchange';
import type { ApiContext, ApiRequest } from '../../shared/http';
import { exchange } from '../../shared/exchange';
import { httpOptions, judgeStatus, toAnswer } from '../../shared/http';
import { apiUrl } from './address';
import { describeFailure } from './failure';

const CREDENTIAL = 'thuliumApi';

function addressOf(context: ApiContext, credentials: IDataObject): string {
	const url = apiUrl(credentials);
	if (url !== undefined) return url;
	throw inputError(context, 'The credential names no Thulium system', {
		description: 'Enter the System Name, for example acme for acme.thulium.com, or the Base URL.',
	});
}

const thulium: Service = {
	name: 'Thulium',

	async attempt(context, request) {
		const credentials = await context.getCredentials(CREDENTIAL);
		const headers = request.body === undefined ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
		const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			httpOptions(
				// `repeat` leaves the names as `phpQuery` wrote them.
				{ ...request, headers: { ...headers, ...request.headers }, arrayFormat: 'repeat' },
				addressOf(context, credentials) + request.path,
			),
		);
		return toAnswer(response);
	},

	/** Any 2xx is success, with or without a body: table and samples of the docs contradict each other (spec 1.4). */
	judge: (answer, request) => judgeStatus(answer, describeFailure(answer, request)),

	howToFindOut({ path }) {
		if (path === '/temporary_files') {
			return 'Only a file was being uploaded, nothing reached the customer. Run this item again: Thulium deletes an unused file after 24 hours.';
		}
		return path.endsWith('/agent_response')
			? 'Look at the ticket in Thulium, or with Ticket: Get, for the reply before you run this item again: each reply is an email to the customer.'
			: 'Look in Thulium, or with Ticket: Get Many, for a ticket with the same subject before you run this item again.';
	},
};

/** Sends one request and returns the body of the good answer. */
export async function thuliumRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	return (await exchange(context, thulium, request, itemIndex)).body;
}

/** The zone of the times that Thulium writes without one (spec 1.6). */
export async function systemTimeZone(context: ApiContext): Promise<string> {
	const { timeZone } = await context.getCredentials(CREDENTIAL);
	return String(timeZone ?? '').trim() || 'Europe/Warsaw';
}
