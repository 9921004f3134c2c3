import type { IDataObject, NodeApiError } from 'n8n-workflow';

import { pathPart } from '../../shared/http/url';
import { apiError } from '../../shared/errors';
import { chunks, collect, paginate } from '../../shared/http/pagination';
import type { ApiContext } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';
import { allOf, listOf, recordIn } from '../../shared/http/shapes';
import type { CrmRecord } from '../crm/record';
import { crmRecord, crmRecords, isId, recordWithHistory } from '../crm/record';
import { keyOf } from '../crm/ticketLookup';
import { describeBatchError, batchErrors, isNotFound, namedIn } from './errors';
import { hubSpotRequest, nextPage, results, resultsOf, withNextPage } from '../transport';
import { pageSize, returnedFieldsBody, type ReturnedFields } from '../crm/returnedFields';
import { safeString } from '../../shared/safeConversion';

/** Reading many records, or their associations, at once: for operations, polls and webhooks alike. */

export interface BatchRead {
	found: Map<string, CrmRecord>;
	/** What HubSpot says of the IDs that it does not know or could not read. */
	missing: Map<string, NodeApiError>;
}

/** The properties of these records by ID, or by their values of `idProperty`; the order of the answer is not promised. */
export async function batchRead(
	context: ApiContext,
	ids: string[],
	returnedFields: ReturnedFields,
	idProperty?: string,
): Promise<BatchRead> {
	const read: BatchRead = { found: new Map(), missing: new Map() };
	for (const chunk of chunks([...new Set(ids)], pageSize(returnedFields))) {
		const body = await hubSpotRequest(context, {
			family: 'objects',
			method: 'POST',
			path: `/${returnedFields.kind ?? 'tickets'}/batch/read`,
			...(returnedFields.archived ? { qs: { archived: true } } : {}),
			body: { inputs: chunk.map((id) => ({ id })), ...returnedFieldsBody(returnedFields, idProperty) },
			retry: 'read',
			expects: resultsOf(returnedFields.history.length === 0 ? crmRecord : recordWithHistory),
		});
		for (const record of crmRecords(body)) read.found.set(keyOf(record, idProperty), record);
		const silent = chunk.filter((id) => !read.found.has(id));
		for (const error of batchErrors(body)) {
			const named = namedIn(error, 'ids');
			// An error that names no ID applies to all that are left; one that is not found may still have been merged.
			const hit = named.length > 0 ? named : isNotFound(error) ? [] : silent;
			for (const id of hit) read.missing.set(id, apiError(context.getNode(), describeBatchError(error, id)));
		}
	}
	return read;
}

/** The ID by which a ticket that was merged away is known today; only a single read tells. */
export async function successorOf(context: ApiContext, id: string): Promise<string> {
	const qs = { properties: 'hs_object_id' };
	const request = {
		family: 'objects',
		method: 'GET',
		path: `/tickets/${id}`,
		qs,
		retry: 'read',
		expects: crmRecord,
	} as const;
	const ticket = await hubSpotRequest(context, request);
	return safeString(recordIn(ticket).id);
}

const MAX_SOURCES = 1_000;

export interface Associated {
	/** A ticket without any is not in here. */
	found: Map<string, IDataObject[]>;
	/** Tickets of which HubSpot did not say it. They must not be taken for tickets without any. */
	failed: Map<string, NodeApiError>;
}

/** The associations of each record that was asked for, which may go on. */
const ASSOCIATED = resultsOf(
	allOf(
		(answer) => (isRecord(answer) && isRecord(answer.from) && isId(answer.from.id) ? undefined : 'from.id'),
		listOf('to', (record) => (isRecord(record) && isId(record.toObjectId) ? undefined : 'toObjectId')),
		withNextPage,
	),
);

/**
 * The records of one kind that the tickets, or other records, are associated with. Each round asks for what is left of
 * those that have more than one answer holds.
 */
export async function associatedWith(
	context: ApiContext,
	ids: string[],
	kind: string,
	of = 'tickets',
): Promise<Associated> {
	const found = new Map<string, IDataObject[]>();
	const failed = new Map<string, NodeApiError>();
	const caller = { context, service: 'HubSpot' };
	const start: IDataObject[] = ids.map((id) => ({ id }));
	const rounds = paginate<never[], IDataObject[]>(caller, async (inputs = start) => {
		const following: IDataObject[] = [];
		for (const chunk of chunks(inputs, MAX_SOURCES)) {
			const body = await hubSpotRequest(context, {
				family: 'associations',
				method: 'POST',
				path: `/${of}/${pathPart('Associated Object', kind)}/batch/read`,
				body: { inputs: chunk },
				retry: 'read',
				expects: ASSOCIATED,
			});
			const answers = results(body);
			for (const { from, to, paging } of answers) {
				const id = isRecord(from) ? safeString(from.id) : '';
				const list = Array.isArray(to) ? to.filter(isRecord) : [];
				found.set(id, [...(found.get(id) ?? []), ...list]);
				const after = nextPage({ paging });
				if (after !== undefined) following.push({ id, after });
			}
			const answered = new Set(answers.map(({ from }) => (isRecord(from) ? safeString(from.id) : '')));
			const silent = chunk.map(({ id }) => safeString(id)).filter((id) => !answered.has(id));
			// A ticket without associations is "not found" here.
			for (const error of batchErrors(body).filter((one) => !isNotFound(one))) {
				const named = [...namedIn(error, 'ids'), ...namedIn(error, 'fromObjectId')];
				const failure = apiError(context.getNode(), describeBatchError(error));
				for (const id of named.length > 0 ? named : silent) failed.set(id, failure);
			}
		}
		return { page: [], ...(following.length === 0 ? {} : { next: following }) };
	});
	await collect(rounds);
	return { found, failed };
}

/** Associations as `{ id, associationTypes }`, in the frame that a single read uses. */
export async function addAssociations(context: ApiContext, tickets: IDataObject[], kinds: string[]): Promise<void> {
	for (const kind of kinds) {
		const { found, failed } = await associatedWith(
			context,
			tickets.map(({ id }) => safeString(id)),
			kind,
		);
		for (const failure of failed.values()) throw failure;
		for (const ticket of tickets) {
			const list = found.get(safeString(ticket.id));
			if (list === undefined) continue;
			const known = isRecord(ticket.associations) ? ticket.associations : {};
			const records = list.map(({ toObjectId, associationTypes }) => ({
				id: safeString(toObjectId),
				associationTypes,
			}));
			ticket.associations = { ...known, [kind]: { results: records } };
		}
	}
}

/** A single read and a list show the first associations only; where there are more, all of them are fetched. */
export async function completeAssociations(context: ApiContext, tickets: IDataObject[]): Promise<void> {
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
export async function addProperties(
	context: ApiContext,
	tickets: IDataObject[],
	returnedFields: ReturnedFields,
): Promise<void> {
	const { found, missing } = await batchRead(
		context,
		tickets.map(({ id }) => safeString(id)),
		returnedFields,
	);
	for (const failure of missing.values()) {
		// A ticket that was deleted in between keeps what the list said of it.
		if (failure.httpCode !== '404') throw failure;
	}
	for (const ticket of tickets) {
		const read: IDataObject = found.get(safeString(ticket.id)) ?? {};
		const { properties, propertiesWithHistory } = read;
		Object.assign(
			ticket,
			properties === undefined ? {} : { properties },
			propertiesWithHistory === undefined ? {} : { propertiesWithHistory },
		);
	}
}
