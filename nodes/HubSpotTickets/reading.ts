import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { apiError } from '../shared/errors';
import { chunks } from '../shared/pages';
import { isRecord } from '../shared/records';
import { hubSpotRequest, nextPage, results } from './transport';
import { describeFailure } from './transport/errors';
import { pageSize, viewBody, type View } from './view';

/** Reading many tickets at once. */

export interface BatchRead {
	found: Map<string, IDataObject>;
	/** What HubSpot says of the IDs that it does not know. */
	missing: Map<string, Error>;
}

function errorsOf(body: unknown): IDataObject[] {
	return isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRecord) : [];
}

/** The properties of these tickets by ID; the order of the answer is not promised (spec 7). */
export async function batchRead(context: IExecuteFunctions, ids: string[], view: View): Promise<BatchRead> {
	const read: BatchRead = { found: new Map(), missing: new Map() };
	for (const chunk of chunks([...new Set(ids)], pageSize(view))) {
		const body = await hubSpotRequest(context, {
			family: 'objects',
			method: 'POST',
			path: '/tickets/batch/read',
			...(view.archived ? { qs: { archived: true } } : {}),
			body: { inputs: chunk.map((id) => ({ id })), ...viewBody(view) },
			retry: 'read',
		});
		for (const record of results(body)) read.found.set(String(record.id), record);
		for (const error of errorsOf(body)) {
			const named = isRecord(error.context) && Array.isArray(error.context.ids) ? error.context.ids.map(String) : [];
			const failure = describeFailure({ status: 404, body: error, headers: {} });
			for (const id of named) read.missing.set(id, apiError(context.getNode(), failure));
		}
	}
	return read;
}

const MOST_SOURCES = 1_000;

/** The records of one kind that the tickets are associated with (spec 8.2). A ticket without any is not in the answer. */
export async function associatedWith(
	context: IExecuteFunctions,
	ids: string[],
	kind: string,
): Promise<Map<string, IDataObject[]>> {
	const found = new Map<string, IDataObject[]>();
	let inputs: IDataObject[] = ids.map((id) => ({ id }));
	while (inputs.length > 0) {
		const following: IDataObject[] = [];
		for (const chunk of chunks(inputs, MOST_SOURCES)) {
			const body = await hubSpotRequest(context, {
				family: 'associations',
				method: 'POST',
				path: `/tickets/${encodeURIComponent(kind)}/batch/read`,
				body: { inputs: chunk },
				retry: 'read',
			});
			for (const { from, to, paging } of results(body)) {
				const id = isRecord(from) ? String(from.id) : '';
				const list = Array.isArray(to) ? to.filter(isRecord) : [];
				found.set(id, [...(found.get(id) ?? []), ...list]);
				const after = nextPage({ paging });
				if (after !== undefined) following.push({ id, after });
			}
		}
		inputs = following;
	}
	return found;
}

/** Associations as `{ id, associationTypes }`, in the frame that a single read uses. */
export async function addAssociations(
	context: IExecuteFunctions,
	tickets: IDataObject[],
	kinds: string[],
): Promise<void> {
	for (const kind of kinds) {
		const found = await associatedWith(
			context,
			tickets.map(({ id }) => String(id)),
			kind,
		);
		for (const ticket of tickets) {
			const list = found.get(String(ticket.id));
			if (list === undefined) continue;
			const known = isRecord(ticket.associations) ? ticket.associations : {};
			const records = list.map(({ toObjectId, associationTypes }) => ({ id: String(toObjectId), associationTypes }));
			ticket.associations = { ...known, [kind]: { results: records } };
		}
	}
}

/** A single read and a list show the first associations only; where there are more, all of them are fetched. */
export async function completeAssociations(context: IExecuteFunctions, tickets: IDataObject[]): Promise<void> {
	const cut = new Map<string, IDataObject[]>();
	for (const ticket of tickets) {
		const kinds = isRecord(ticket.associations) ? Object.entries(ticket.associations) : [];
		for (const [kind, list] of kinds) {
			if (nextPage(list) !== undefined) cut.set(kind, [...(cut.get(kind) ?? []), ticket]);
		}
	}
	for (const [kind, incomplete] of cut) await addAssociations(context, incomplete, [kind]);
}

/** Puts the properties from a batch read into tickets that were listed without them. */
export async function addProperties(context: IExecuteFunctions, tickets: IDataObject[], view: View): Promise<void> {
	const { found } = await batchRead(
		context,
		tickets.map(({ id }) => String(id)),
		view,
	);
	for (const ticket of tickets) {
		const { properties, propertiesWithHistory } = found.get(String(ticket.id)) ?? {};
		Object.assign(
			ticket,
			properties === undefined ? {} : { properties },
			propertiesWithHistory === undefined ? {} : { propertiesWithHistory },
		);
	}
}
