import type { IDataObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { asNodeError } from '../../shared/errors';
import { executionStore } from '../../shared/executionStore';
import type { ApiContext } from '../../shared/http/types';
import { collect } from '../../shared/http/pagination';
import { allOf, listOf, recordOf, type Shape } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { executionCache } from '../transport/executionCache';
import { hubSpotRequest, pages, results, resultsOf, wholeList } from '../transport';
import { plainText, safeNumber } from '../../shared/safeConversion';

/** What the account defines besides its tickets: pipelines with stages, owners, properties. */

export interface Labeled {
	id: string;
	label: string;
}

export interface Pipeline extends Labeled {
	stages: Labeled[];
}

export interface Owner {
	id: string;
	/** Name and email, as far as HubSpot knows them. */
	label: string;
	name: string;
	email: string;
}

export interface PropertyOption {
	label: string;
	value: string;
}

export interface PropertyDefinition {
	name: string;
	label: string;
	type: string;
	fieldType: string;
	isOwner: boolean;
	hidden: boolean;
	/** No two tickets have the same value. */
	unique: boolean;
	writable: boolean;
	/** Without the hidden ones. */
	options: PropertyOption[];
	/** Not offered to people, but some records have them. */
	hiddenOptions: PropertyOption[];
}

/** Those that are not archived, in the order of HubSpot's own screens. */
export function inOrder(entries: unknown): IDataObject[] {
	const records = Array.isArray(entries) ? entries.filter(isRecord) : [];
	return records
		.filter((entry) => entry.archived !== true)
		.sort((a, b) => safeNumber(a.displayOrder) - safeNumber(b.displayOrder));
}

const labeled = (entry: IDataObject): Labeled => ({
	id: plainText(entry.id),
	label: plainText(entry.label) || plainText(entry.id),
});

export const isRefusal = (error: unknown): boolean => error instanceof NodeApiError && /^4/.test(error.httpCode ?? '');

/** Without its stages its tickets would be in none. */
export const aPipeline: Shape = allOf(recordOf('id'), listOf('stages', recordOf('id')));

export async function loadPipelines(context: ApiContext): Promise<Pipeline[]> {
	const body = await hubSpotRequest(context, {
		family: 'pipelines',
		method: 'GET',
		path: '/tickets',
		retry: 'read',
		expects: wholeList(aPipeline),
	});
	return inOrder(results(body)).map((entry) => ({
		...labeled(entry),
		stages: inOrder(entry.stages).map(labeled),
	}));
}

export const pipelines = executionCache<Pipeline[]>(loadPipelines);

const DEFAULT_PIPELINE = '0';
/** Those that HubSpot makes with the default pipeline; stage IDs are unique in the account. */
const DEFAULT_STAGES = new Set(['1', '2', '3', '4']);

/** The pipeline of a stage. Undefined: HubSpot does not tell. */
export async function pipelineOf(context: ApiContext, stageId: string): Promise<string | undefined> {
	if (DEFAULT_STAGES.has(stageId)) return DEFAULT_PIPELINE;
	try {
		return (await pipelines(context)).find(({ stages }) => stages.some(({ id }) => id === stageId))?.id;
	} catch (error) {
		// A key that may not read pipelines may still write tickets; HubSpot checks the stage then.
		if (isRefusal(error)) return undefined;
		throw asNodeError(context.getNode(), error);
	}
}

/** A stage with what triggers tell of it. */
export interface Stage {
	id: string;
	label: string;
	isClosed: boolean;
	pipelineId: string;
	pipelineLabel: string;
}

/** The stages of all pipelines by ID: stage IDs are unique in the account. */
export type Stages = ReadonlyMap<string, Stage>;

function stagesOf(pipeline: IDataObject): Stage[] {
	const stages = Array.isArray(pipeline.stages) ? pipeline.stages.filter(isRecord) : [];
	return stages.map((stage) => {
		const metadata = isRecord(stage.metadata) ? stage.metadata : {};
		return {
			id: plainText(stage.id),
			label: plainText(stage.label),
			isClosed: metadata.ticketState === 'CLOSED' || plainText(metadata.isClosed) === 'true',
			pipelineId: plainText(pipeline.id),
			pipelineLabel: plainText(pipeline.label),
		};
	});
}

/** Asked for in every poll that needs it: the context of a trigger lives for as long as the workflow is active. */
export async function loadStages(context: ApiContext): Promise<Stages> {
	const body = await hubSpotRequest(context, {
		family: 'pipelines',
		method: 'GET',
		path: '/tickets',
		retry: 'read',
		expects: wholeList(aPipeline),
	});
	return new Map(results(body).flatMap((pipeline) => stagesOf(pipeline).map((stage) => [stage.id, stage] as const)));
}

function toOwner(entry: IDataObject): Owner {
	const name = [plainText(entry.firstName), plainText(entry.lastName)].filter(Boolean).join(' ');
	const email = plainText(entry.email);
	const label = name === '' ? email : email === '' ? name : `${name} (${email})`;
	return { id: plainText(entry.id), label: label || plainText(entry.id), name, email };
}

/** All active owners, from all pages. */
export async function loadOwners(context: ApiContext): Promise<Owner[]> {
	const request = { family: 'owners', method: 'GET', path: '', qs: { limit: 100 } } as const;
	return (await collect(pages(context, request, recordOf('id')))).map(toOwner);
}

export const owners = executionCache<Owner[]>(loadOwners);

/** The owner with this email address, undefined when there is none. */
export const ownerByEmail = executionCache<Owner | undefined>(async (context, email) => {
	const request = {
		family: 'owners',
		method: 'GET',
		path: '',
		qs: { email },
		retry: 'read',
		expects: resultsOf(recordOf('id')),
	} as const;
	const [found] = results(await hubSpotRequest(context, request));
	return found === undefined ? undefined : toOwner(found);
});

const UNWRITABLE_TYPES = ['json', 'object_coordinates'];

/** HubSpot says by `modificationMetadata` and `calculated` what can be written. Hidden properties can be written. */
function isWritable(entry: IDataObject): boolean {
	const rules = isRecord(entry.modificationMetadata) ? entry.modificationMetadata : {};
	return (
		rules.readOnlyValue !== true &&
		entry.calculated !== true &&
		entry.archived !== true &&
		!UNWRITABLE_TYPES.includes(plainText(entry.type)) &&
		entry.fieldType !== 'calculation_equation'
	);
}

const toOption = ({ label, value }: IDataObject): PropertyOption => ({
	label: plainText(label) || plainText(value),
	value: plainText(value),
});

function toDefinition(entry: IDataObject): PropertyDefinition {
	const options = inOrder(entry.options);
	return {
		name: plainText(entry.name),
		label: plainText(entry.label) || plainText(entry.name),
		type: plainText(entry.type),
		fieldType: plainText(entry.fieldType),
		isOwner: entry.referencedObjectType === 'OWNER',
		hidden: entry.hidden === true,
		unique: entry.hasUniqueValue === true,
		writable: isWritable(entry),
		options: options.filter(({ hidden }) => hidden !== true).map(toOption),
		hiddenOptions: options.filter(({ hidden }) => hidden === true).map(toOption),
	};
}

/** Without the sensitive ones where no level is named. */
export async function loadDefinitions(context: ApiContext, dataSensitivity?: string): Promise<PropertyDefinition[]> {
	const qs = dataSensitivity === undefined ? {} : { dataSensitivity };
	const request = {
		family: 'properties',
		method: 'GET',
		path: '/tickets',
		qs,
		retry: 'read',
		expects: wholeList(recordOf('name')),
	} as const;
	return results(await hubSpotRequest(context, request))
		.filter((entry) => entry.archived !== true)
		.map(toDefinition)
		.sort((a, b) => Number(a.hidden) - Number(b.hidden) || a.label.localeCompare(b.label));
}

/** The ticket properties by label; hidden ones come last. Without the sensitive ones. */
export const propertyDefinitions = executionCache<PropertyDefinition[]>(
	async (context) => await loadDefinitions(context),
);

/** Sensitive properties need scopes of their own, and not every account has them. */
async function loadSensitive(context: ApiContext): Promise<PropertyDefinition[]> {
	const found: PropertyDefinition[] = [];
	for (const level of ['sensitive', 'highly_sensitive']) {
		try {
			found.push(...(await loadDefinitions(context, level)));
		} catch (error) {
			if (!isRefusal(error)) throw asNodeError(context.getNode(), error);
		}
	}
	return found;
}

const sensitiveDefinitions = executionCache<PropertyDefinition[]>(async (context) => await loadSensitive(context));

/** All properties, the sensitive ones as far as the credential may see them. */
export async function allDefinitions(context: ApiContext): Promise<PropertyDefinition[]> {
	return [...(await propertyDefinitions(context)), ...(await sensitiveDefinitions(context))];
}

/** The properties as they are now, with the sensitive ones where a name is not found without: for triggers, whose context outlives many polls. */
export async function allCurrentDefinitions(context: ApiContext, names: string[]): Promise<PropertyDefinition[]> {
	const known = await loadDefinitions(context);
	const found = new Set(known.flatMap(({ name, label }) => [name, label]));
	return names.every((name) => found.has(name)) ? known : [...known, ...(await loadSensitive(context))];
}

/** What the properties of a list are called; made once for each list. */
const namesOf = executionStore(
	(definitions: readonly PropertyDefinition[]) => new Set(definitions.flatMap(({ name, label }) => [name, label])),
);

/** The properties that hold these names; sensitive ones are asked for only when a name is not found without. */
export async function definitionsFor(context: ApiContext, names: string[]): Promise<PropertyDefinition[]> {
	const known = await propertyDefinitions(context);
	const found = namesOf(known);
	return names.every((name) => found.has(name)) ? known : await allDefinitions(context);
}

/** Undefined where HubSpot does not let this credential see it; others may still write and search. */
export async function unlessRefused<T>(context: ApiContext, load: () => Promise<T>): Promise<T | undefined> {
	try {
		return await load();
	} catch (error) {
		if (isRefusal(error)) return undefined;
		throw asNodeError(context.getNode(), error);
	}
}

/** One property; undefined where HubSpot does not know it, or does not let this credential see it. */
export async function visibleDefinition(context: ApiContext, name: string): Promise<PropertyDefinition | undefined> {
	const all = await unlessRefused(context, async () => await definitionsFor(context, [name]));
	return all?.find((definition) => definition.name === name);
}

/** The properties among which these names are looked for; undefined where this credential may not see any. */
export async function visibleFor(context: ApiContext, names: string[]): Promise<PropertyDefinition[] | undefined> {
	return await unlessRefused(context, async () => await definitionsFor(context, names));
}

/** Those that this credential may see. */
export async function visibleDefinitions(context: ApiContext): Promise<PropertyDefinition[]> {
	return (await unlessRefused(context, async () => await propertyDefinitions(context))) ?? [];
}

/** As they are now, for triggers. Undefined where this credential may not see them. */
export async function currentPipelines(context: ApiContext): Promise<Pipeline[] | undefined> {
	return await unlessRefused(context, async () => await loadPipelines(context));
}

/** Undefined where this credential may not see them. */
export async function visiblePipelines(context: ApiContext): Promise<Pipeline[] | undefined> {
	return await unlessRefused(context, async () => await pipelines(context));
}
