import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../shared/errors';
import { isRecord } from '../shared/records';

/** The entries of a list parameter: separate values, comma-separated ones, or both. */
export function entriesOf(values: readonly string[] = []): string[] {
	const entries = values.flatMap((value) => value.split(',')).map((entry) => entry.trim());
	return [...new Set(entries)].filter((entry) => entry !== '');
}

/** Only what is filled in: Thulium leaves absent fields as they are, and nothing can clear one (spec 3.1, PUT). */
export function filled(fields: IDataObject): IDataObject {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => {
			if (value === undefined || value === '') return false;
			return typeof value !== 'object' || value === null || Object.keys(value).length > 0;
		}),
	);
}

/** An id that Thulium itself writes as a number; it writes others, such as those of statuses, as text (spec 1.8). */
export function numericId(id: string | undefined): string | number | undefined {
	return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : id;
}

/** `/tickets/:id`. Anything but a number would address another resource, such as `tickets/today_stats`. */
export function ticketPath(context: IExecuteFunctions, id: string, itemIndex: number): string {
	if (/^\d+$/.test(id.trim())) return `/tickets/${id.trim()}`;
	throw inputError(context, `The Ticket ID "${id.slice(0, 60)}" is not a number`, {
		itemIndex,
		description: 'Enter the ticket_id as Create and Get Many return it, for example 1234.',
	});
}

/** A text with nothing but blanks is as good as none; Thulium refuses it (spec 1.5). */
export function textOf(context: IExecuteFunctions, label: string, text: string, itemIndex: number): string {
	if (text.trim() !== '') return text;
	throw inputError(context, `The field "${label}" is empty`, {
		itemIndex,
		description: 'Enter a value, or check the expression that fills it.',
	});
}

/** What comes out of a write: Thulium's answer, or that it worked where it answers `[]` or nothing (spec 1.4). */
export function written(body: unknown, ticketId: string): IDataObject {
	return isRecord(body) && Object.keys(body).length > 0
		? body
		: { success: true, ticket_id: numericId(ticketId.trim()) };
}
