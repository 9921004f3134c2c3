import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { executionStore } from '../../shared/executionStore';
import type { ApiContext } from '../../shared/http/types';
import { simplifySwitch } from '../../shared/operations/operation';
import { itemParameters } from '../../shared/parameters/reader';
import type { Owner, Pipeline, PropertyDefinition } from './metadata';
import { loadDefinitions, loadOwners, loadPipelines, owners, pipelines, propertyDefinitions } from './metadata';
import { propertyOf } from './record';
import { addRecordLink } from './recordLink';

/**
 * What people call the stage, the pipeline, the priority and the owner of a ticket, beside their IDs. A label is never
 * worth an error: where the account does not tell it, it is left out.
 */

interface Sources {
	pipelines(): Promise<Pipeline[]>;
	definitions(): Promise<PropertyDefinition[]>;
	owners(): Promise<Owner[]>;
}

/** The labels of a ticket; empty where nothing is known. */
export type Labeler = (ticket: IDataObject) => Promise<IDataObject>;

/** By ID. Asked for when a ticket needs it first; after a failure nothing is known, and nothing is asked again. */
function once<T>(load: () => Promise<Array<readonly [string, T]>>): (id: string) => Promise<T | undefined> {
	let loaded: Promise<ReadonlyMap<string, T>> | undefined;
	const read = async () => {
		try {
			return new Map(await load());
		} catch {
			return new Map<string, T>();
		}
	};
	return async (id) => (id === '' ? undefined : (await (loaded ??= read())).get(id));
}

/** Reads each kind of metadata once, whatever the number of tickets. */
function labeler(sources: Sources): Labeler {
	const stage = once(async () =>
		(await sources.pipelines()).flatMap(({ stages }) => stages.map(({ id, label }) => [id, label] as const)),
	);
	const pipeline = once(async () => (await sources.pipelines()).map(({ id, label }) => [id, label] as const));
	const priority = once(async () => {
		const definition = (await sources.definitions()).find(({ name }) => name === 'hs_ticket_priority');
		const options = [...(definition?.options ?? []), ...(definition?.hiddenOptions ?? [])];
		return options.map(({ value, label }) => [value, label] as const);
	});
	const owner = once(async () => (await sources.owners()).map((one) => [one.id, one] as const));
	return async (ticket) => {
		const known = await owner(propertyOf(ticket, 'hubspot_owner_id'));
		const labels = {
			stageLabel: await stage(propertyOf(ticket, 'hs_pipeline_stage')),
			pipelineLabel: await pipeline(propertyOf(ticket, 'hs_pipeline')),
			priorityLabel: await priority(propertyOf(ticket, 'hs_ticket_priority')),
			ownerName: known?.name,
			ownerEmail: known?.email,
		};
		return Object.fromEntries(Object.entries(labels).filter(([, label]) => label !== undefined && label !== ''));
	};
}

/** One for each run of a node. */
const labelerOf = executionStore((context: IExecuteFunctions) =>
	labeler({
		pipelines: async () => await pipelines(context),
		definitions: async () => await propertyDefinitions(context),
		owners: async () => await owners(context),
	}),
);

/** One for each poll or call of a trigger, whose context outlives many of them. */
export const currentLabeler = (context: ApiContext): Labeler => {
	let all: Promise<Pipeline[]> | undefined;
	return labeler({
		pipelines: async () => await (all ??= loadPipelines(context)),
		definitions: async () => await loadDefinitions(context),
		owners: async () => await loadOwners(context),
	});
};

/** For the `enrich` of an operation that returns tickets: what `simplifyTicket` puts first, and the address if asked for. */
export function enrichTicket(
	this: IExecuteFunctions,
	itemIndex: number,
): ((record: IDataObject) => Promise<IDataObject>) | undefined {
	const addLink = addRecordLink.call(this, itemIndex);
	if (itemParameters(this, itemIndex, [simplifySwitch])('simplify') !== true) return addLink;
	const labelsOf = labelerOf(this);
	return async (record) => {
		const whole = addLink === undefined ? record : await addLink(record);
		return { ...whole, labels: await labelsOf(record) };
	};
}
