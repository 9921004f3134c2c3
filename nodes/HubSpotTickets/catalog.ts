import type { IDataObject } from 'n8n-workflow';

import { collect } from '../shared/pages';
import { isRecord } from '../shared/rest';
import { perRun } from './perRun';
import { hubSpotRequest, pages, results } from './transport';

/** What the account defines besides its tickets: pipelines with stages, owners, properties (spec 9, 10, 11). */

export interface Labelled {
	id: string;
	label: string;
}

export interface Pipeline extends Labelled {
	stages: Labelled[];
}

export interface Owner {
	id: string;
	/** Name and e-mail, as far as HubSpot knows them. */
	label: string;
}

export interface PropertyDefinition {
	name: string;
	label: string;
	type: string;
	fieldType: string;
	isOwner: boolean;
	hidden: boolean;
	writable: boolean;
	/** Without the hidden ones. */
	options: Array<{ label: string; value: string }>;
}

const text = (value: unknown): string => (value === undefined || value === null ? '' : String(value));

/** What is not archived, in the order of HubSpot's own screens. */
function inOrder(entries: unknown): IDataObject[] {
	const records = Array.isArray(entries) ? entries.filter(isRecord) : [];
	return records
		.filter((entry) => entry.archived !== true)
		.sort((a, b) => Number(a.displayOrder) - Number(b.displayOrder));
}

const labelled = (entry: IDataObject): Labelled => ({ id: text(entry.id), label: text(entry.label) || text(entry.id) });

export const pipelines = perRun<Pipeline[]>(async (context) => {
	const body = await hubSpotRequest(context, { family: 'pipelines', method: 'GET', path: '/tickets', retry: 'read' });
	return inOrder(results(body)).map((entry) => ({ ...labelled(entry), stages: inOrder(entry.stages).map(labelled) }));
});

function toOwner(entry: IDataObject): Owner {
	const name = [text(entry.firstName), text(entry.lastName)].filter(Boolean).join(' ');
	const email = text(entry.email);
	const label = name === '' ? email : email === '' ? name : `${name} (${email})`;
	return { id: text(entry.id), label: label || text(entry.id) };
}

/** All active owners: walks the pages to the end. */
export const owners = perRun<Owner[]>(async (context) => {
	const request = { family: 'owners', method: 'GET', path: '', qs: { limit: 100 }, retry: 'read' } as const;
	return (await collect(pages(context, request))).map(toOwner);
});

/** The owner with this e-mail address, undefined when there is none. */
export const ownerByEmail = perRun<Owner | undefined>(async (context, email) => {
	const request = { family: 'owners', method: 'GET', path: '', qs: { email }, retry: 'read' } as const;
	const [found] = results(await hubSpotRequest(context, request));
	return found === undefined ? undefined : toOwner(found);
});

const UNWRITABLE_TYPES = ['json', 'object_coordinates'];

/** The rule of spec 10. Hidden properties can be written. */
function isWritable(entry: IDataObject): boolean {
	const rules = isRecord(entry.modificationMetadata) ? entry.modificationMetadata : {};
	return (
		rules.readOnlyValue !== true &&
		entry.calculated !== true &&
		entry.archived !== true &&
		!UNWRITABLE_TYPES.includes(text(entry.type)) &&
		entry.fieldType !== 'calculation_equation'
	);
}

function toDefinition(entry: IDataObject): PropertyDefinition {
	return {
		name: text(entry.name),
		label: text(entry.label) || text(entry.name),
		type: text(entry.type),
		fieldType: text(entry.fieldType),
		isOwner: entry.referencedObjectType === 'OWNER',
		hidden: entry.hidden === true,
		writable: isWritable(entry),
		options: inOrder(entry.options)
			.filter((option) => option.hidden !== true)
			.map((option) => ({ label: text(option.label) || text(option.value), value: text(option.value) })),
	};
}

/** The ticket properties by label; hidden ones come last. */
export const propertyDefinitions = perRun<PropertyDefinition[]>(async (context) => {
	const body = await hubSpotRequest(context, { family: 'properties', method: 'GET', path: '/tickets', retry: 'read' });
	return results(body)
		.filter((entry) => entry.archived !== true)
		.map(toDefinition)
		.sort((a, b) => Number(a.hidden) - Number(b.hidden) || a.label.localeCompare(b.label));
});
