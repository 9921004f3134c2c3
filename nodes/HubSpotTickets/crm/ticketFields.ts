import type { IExecuteFunctions, INodeProperties, ResourceMapperValue } from 'n8n-workflow';

import { valueError } from '../../shared/errors';
import { resourceLocator } from '../../shared/parameters/resourceLocator';
import { Problem } from '../../shared/parameters/values';
import type { PropertyDefinition } from './metadata';
import { definitionsFor } from './metadata';
import { hintAbout } from './executionHints';
import { ownerChoice } from './place';
import { toValue } from './propertyValues';

/** The parameters of a ticket's content, and how they become HubSpot's properties. */

export const ticketField = resourceLocator({
	displayName: 'Ticket',
	name: 'ticketId',
	description: 'The ticket, chosen from the list, by its ID or by its URL in HubSpot',
	searchListMethod: 'searchTickets',
	lookUp: 'ticket',
	required: true,
	placeholder: '1246965',
	urlPlaceholder: 'https://app.hubspot.com/contacts/62515/record/0-5/1246965',
});

export const pipelineField = resourceLocator({
	displayName: 'Pipeline',
	name: 'pipelineId',
	description: 'The pipeline of the ticket. Defaults to the pipeline of the stage.',
	searchListMethod: 'searchPipelines',
	lookUp: 'pipeline',
	placeholder: '0',
});

/** Fields that Create and Update have in common; Update sends each one that is added, also an empty one. */
export const commonFields = [
	{
		displayName: 'Description',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: 'What the ticket is about, as plain text with line breaks',
	},
	resourceLocator({
		displayName: 'Owner',
		name: 'ownerId',
		description: 'Who is responsible. An expression may also yield a name or an email address.',
		searchListMethod: 'searchOwners',
		lookUp: 'owner',
		byLabel: 'By ID or Email',
		placeholder: '71440001 or agent@example.com',
	}),
	resourceLocator({
		displayName: 'Priority',
		name: 'priority',
		description: 'How urgent the ticket is',
		searchListMethod: 'searchPriorities',
		lookUp: 'priority',
		byLabel: 'By Value',
		placeholder: 'HIGH',
	}),
	resourceLocator({
		displayName: 'Source',
		name: 'source',
		description: 'The channel that the ticket came through',
		searchListMethod: 'searchSources',
		lookUp: 'source',
		byLabel: 'By Value',
		placeholder: 'PHONE',
	}),
] as const satisfies INodeProperties[];

/** Any other property, with the account's own names, types and options. */
export const mapperField = {
	displayName: 'Properties',
	name: 'properties',
	type: 'resourceMapper',
	default: { mappingMode: 'defineBelow', value: null },
	noDataExpression: true,
	typeOptions: {
		resourceMapper: {
			resourceMapperMethod: 'getTicketFields',
			mode: 'add',
			valuesLabel: 'Properties',
			fieldWords: { singular: 'property', plural: 'properties' },
			addAllFields: false,
			multiKeyMatch: false,
			supportAutoMap: true,
			allowEmptyValues: true,
		},
	},
	description: 'Any other properties of the ticket, also those that your account added',
} as const satisfies INodeProperties;

/** HubSpot's name of each property that has a field of its own. */
const NAMES = {
	subject: 'subject',
	pipelineId: 'hs_pipeline',
	stageId: 'hs_pipeline_stage',
	content: 'content',
	ownerId: 'hubspot_owner_id',
	priority: 'hs_ticket_priority',
	source: 'source_type',
} as const;

/** The mapper does not offer these again. */
export const OWN_FIELDS: ReadonlySet<string> = new Set(Object.values(NAMES));

const isField = (name: string): name is keyof typeof NAMES => Object.hasOwn(NAMES, name);

/** The properties behind the fields that are given. */
export function fieldProperties(given: Partial<Record<keyof typeof NAMES, string>>): Record<string, string> {
	const properties: Record<string, string> = {};
	for (const field of Object.keys(NAMES).filter(isField)) {
		const value = given[field];
		if (value !== undefined) properties[NAMES[field]] = value;
	}
	return properties;
}

/** What the input item itself offers: its writable properties. The others are left out, and a hint says so. */
function autoMapped(
	context: IExecuteFunctions,
	definitions: PropertyDefinition[],
	itemIndex: number,
): Array<[string, unknown]> {
	const writable = new Set(definitions.filter((one) => one.writable).map(({ name }) => name));
	const entries = Object.entries(context.getInputData()[itemIndex]?.json ?? {});
	const dropped = entries.map(([name]) => name).filter((name) => !writable.has(name));
	hintAbout(context, 'Not sent, because HubSpot has no writable ticket property of that name', dropped);
	return entries.filter(([name]) => writable.has(name));
}

/** The properties of the mapper, each in the form of its type. Values that an expression leaves undefined are not sent. */
export async function mappedProperties(
	context: IExecuteFunctions,
	mapper: ResourceMapperValue,
	itemIndex: number,
): Promise<Record<string, string>> {
	const automatic = mapper.mappingMode === 'autoMapInputData';
	const removed = new Set(mapper.schema.filter((field) => field.removed === true).map(({ id }) => id));
	const below = Object.entries(mapper.value ?? {}).filter(([name]) => !removed.has(name));
	if (!automatic && below.length === 0) return {};

	const names = automatic ? Object.keys(context.getInputData()[itemIndex]?.json ?? {}) : below.map(([name]) => name);
	const definitions = await definitionsFor(context, names);
	const properties: Record<string, string> = {};
	for (const [name, raw] of automatic ? autoMapped(context, definitions, itemIndex) : below) {
		if (raw === undefined) continue;
		const definition = definitions.find((candidate) => candidate.name === name);
		const value =
			definition?.isOwner === true ? await ownerChoice(context, raw) : toValue(definition, raw, context.getTimezone());
		if (value instanceof Problem) {
			throw valueError(context, `The property "${definition?.label ?? name}" ${value.problem}`, {
				itemIndex,
				description: value.advice,
			});
		}
		properties[name] = value;
	}
	return properties;
}
