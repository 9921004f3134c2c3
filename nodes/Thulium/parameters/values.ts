import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError, valueError } from '../../shared/errors';
import { pathPart } from '../../shared/http/url';
import { isRecord } from '../../shared/isRecord';
import { trimInvisible } from '../../shared/parameters/dateTime';
import { isNothing, Problem, quote, toId } from '../../shared/parameters/values';

/** Only what is filled in: Thulium leaves absent fields as they are, and nothing can clear one. */
export function filled(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => {
			if (value === undefined || value === '') return false;
			return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
		}),
	);
}

/** An id that Thulium itself writes as a number; it writes others, such as those of statuses, as text. */
export function numericId(id: string | undefined): string | number | undefined {
	return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : id;
}

/** The digits of an ID as Thulium writes it, without zeros in front. Anything but a number would address another resource. */
export function idIn(context: IExecuteFunctions, label: string, id: string, itemIndex: number): string {
	const digits = toId(id, { of: label, advice: 'Enter the ID as Thulium shows it, for example 1234.' });
	if (!(digits instanceof Problem)) return digits.replace(/^0+(?=\d)/, '');
	throw valueError(context, `The field "${label}" ${digits.problem}`, { itemIndex, description: digits.advice });
}

/** `/tickets/:id`. Anything but a number would address another resource, such as `tickets/today_stats`. */
export function ticketPath(context: IExecuteFunctions, id: string, itemIndex: number): string {
	return `/tickets/${idIn(context, 'Ticket ID', id, itemIndex)}`;
}

/** A login, token or the like as one part of a path. */
export function segment(context: IExecuteFunctions, label: string, text: string, itemIndex: number): string {
	return pathPart(label, trimInvisible(textOf(context, label, text, itemIndex)));
}

/** A text with nothing but blanks is as good as none; Thulium refuses it. */
export function textOf(context: IExecuteFunctions, label: string, text: string, itemIndex: number): string {
	if (!isNothing(text)) return text;
	throw valueError(context, `The field "${label}" is empty`, {
		itemIndex,
		description: 'Enter a value, or check the expression that fills it.',
	});
}

/** The body of an update. One that changes nothing is refused before it is sent. */
export function changes(context: IExecuteFunctions, body: IDataObject, itemIndex: number): IDataObject {
	if (Object.keys(body).length > 0) return body;
	throw inputError(context, 'There is nothing to change', {
		itemIndex,
		description: 'Add at least one field under "Update Fields", or check the expressions that fill them.',
	});
}

/** The output of a write: Thulium's response, or a success where it responds with `[]` or nothing. */
export function done(body: unknown, ids: IDataObject): IDataObject {
	return isRecord(body) && Object.keys(body).length > 0 ? body : { success: true, ...ids };
}

/** `done` for a write on a ticket. */
export function written(body: unknown, ticketId: string): IDataObject {
	return done(body, { ticket_id: numericId(ticketId.trim()) });
}

/** The five characters of a campaign's ID, as one part of a path. Zeros in front belong to it. */
export function campaignIn(context: IExecuteFunctions, id: string, itemIndex: number): string {
	const given = id.trim();
	if (/^\w{5}$/.test(given)) return given;
	throw valueError(context, `The field "Campaign" has ${quote(given)}, which is not the ID of a campaign`, {
		itemIndex,
		description: 'It has five characters with the zeros in front, for example 00001. A number loses them: use text.',
	});
}
