import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { simplifySwitch } from '../../shared/operations/operation';
import { itemParameters } from '../../shared/parameters/reader';
import { OBJECT_TYPE_OPTIONS } from './associations';
import { propertyDefinitions } from './metadata';
import { resolveNames } from './propertyNames';
import { recordLinkOption } from './recordLink';
import { safeString } from '../../shared/safeConversion';

/** Which parts of a ticket an operation returns. */
export interface ReturnedFields {
	/** Undefined: HubSpot's own choice. */
	properties?: string[];
	history: string[];
	associations: string[];
	archived: boolean;
	/** Whether it comes with who it is about. */
	customer?: boolean;
	/** The kind of record, as in paths. Tickets when left out. */
	kind?: string;
}

/** HubSpot's choice when a read names no properties; a batch read has to name them. */
export const DEFAULT_PROPERTIES = [
	'content',
	'createdate',
	'hs_lastmodifieddate',
	'hs_object_id',
	'hs_pipeline',
	'hs_pipeline_stage',
	'hs_ticket_category',
	'hs_ticket_priority',
	'subject',
];

/** As `DEFAULT_PROPERTIES`, with whom it belongs to: a simplified ticket tells the name and the email of its owner. */
export const SIMPLIFIED_PROPERTIES = [...DEFAULT_PROPERTIES, 'hubspot_owner_id'];

export const PROPERTY_NAMES_LABEL = 'Property Names or IDs';

export const propertyFields = [
	{
		displayName: 'Properties to Return',
		name: 'propertySelection',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Every property that the account has, except sensitive ones' },
			{
				name: 'Default',
				value: 'default',
				description: 'Those that HubSpot returns by default, with Simplify also the owner',
			},
			{ name: 'Selected', value: 'selected' },
		],
		default: 'default',
	},
	{
		displayName: PROPERTY_NAMES_LABEL,
		name: 'propertyNames',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getProperties' },
		displayOptions: { show: { propertySelection: ['selected'] } },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
] as const satisfies INodeProperties[];

export const associationsOption = {
	displayName: 'Associations to Include',
	name: 'associations',
	type: 'multiOptions',
	options: [...OBJECT_TYPE_OPTIONS],
	default: [],
	description: 'Kinds of records whose IDs are returned when they are associated with the ticket',
} as const satisfies INodeProperties;

export const historyOption = {
	displayName: 'Property Names or IDs With History',
	name: 'propertiesWithHistory',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getProperties' },
	default: [],
	description:
		'Properties whose earlier values are returned as well. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies INodeProperties;

const archivedOption = {
	displayName: 'Deleted Tickets',
	name: 'archived',
	type: 'boolean',
	default: false,
	description: 'Whether to look in the recycle bin. Only deleted tickets are found then.',
} as const satisfies INodeProperties;

export const customerOption = {
	displayName: 'Include Customer',
	name: 'customer',
	type: 'boolean',
	default: false,
	description:
		'Whether to return who the ticket is about, as "customer": name, email and phone of the contact, and the company. With several the one that was associated as the primary one or has the lowest ID.',
} as const satisfies INodeProperties;

/** The names behind the choice of properties; undefined for HubSpot's own choice. */
export async function chosenProperties(
	context: IExecuteFunctions,
	selection: 'all' | 'default' | 'selected',
	names: string[],
	itemIndex: number,
): Promise<string[] | undefined> {
	if (selection === 'all') return (await propertyDefinitions(context)).map(({ name }) => name);
	if (selection !== 'selected' || names.length === 0) {
		return itemParameters(context, itemIndex, [simplifySwitch])('simplify') ? SIMPLIFIED_PROPERTIES : undefined;
	}
	return await resolveNames(context, PROPERTY_NAMES_LABEL, names, itemIndex);
}

/** What Get and Get Many ask about a ticket beyond which one it is; `readReturnedFields` reads it. */
export const returnedFieldsParameters = [
	...propertyFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [associationsOption, archivedOption, customerOption, recordLinkOption, historyOption],
	},
] as const satisfies INodeProperties[];

export async function readReturnedFields(context: IExecuteFunctions, itemIndex: number): Promise<ReturnedFields> {
	const parameter = itemParameters(context, itemIndex, returnedFieldsParameters);
	const selection = parameter('propertySelection');
	const names = selection === 'selected' ? parameter('propertyNames') : [];
	const { associations = [], archived = false, customer = false, propertiesWithHistory = [] } = parameter('options');
	const properties = await chosenProperties(context, selection, names, itemIndex);
	const history = await resolveNames(context, historyOption.displayName, propertiesWithHistory, itemIndex);
	return { properties, history, associations, archived, customer };
}

/** The fields as the query of a GET (lists are separated by commas). */
export function returnedFieldsQuery(returnedFields: ReturnedFields): IDataObject {
	return {
		...(returnedFields.properties === undefined ? {} : { properties: returnedFields.properties.join(',') }),
		...(returnedFields.history.length === 0 ? {} : { propertiesWithHistory: returnedFields.history.join(',') }),
		...(returnedFields.associations.length === 0 ? {} : { associations: returnedFields.associations.join(',') }),
		...(returnedFields.archived ? { archived: true } : {}),
	};
}

/** The fields as the body of a batch read, which knows no associations. */
export function returnedFieldsBody(returnedFields: ReturnedFields, idProperty?: string): IDataObject {
	const properties = returnedFields.properties ?? DEFAULT_PROPERTIES;
	return {
		// The answer is told apart by the values of that property.
		...(idProperty === undefined
			? { properties }
			: { properties: [...new Set([...properties, idProperty])], idProperty }),
		...(returnedFields.history.length === 0 ? {} : { propertiesWithHistory: returnedFields.history }),
	};
}

const LONGEST_URL = 2_000;
/** Room for the address, the ID, the limit and the cursor. */
const REST_OF_URL = 200;

/** Longer addresses are refused with 414, depending on what lies between; the values are then read in batches. */
export function fitsUrl(returnedFields: ReturnedFields): boolean {
	const texts = Object.values(returnedFieldsQuery(returnedFields)).map(safeString);
	return encodeURIComponent(texts.join(',')).length + REST_OF_URL <= LONGEST_URL;
}

/** The fields with one more property. */
export function withProperty(returnedFields: ReturnedFields, name: string): ReturnedFields {
	return { ...returnedFields, properties: [...new Set([...(returnedFields.properties ?? DEFAULT_PROPERTIES), name])] };
}

/** The part of the fields that a short URL can carry. */
export function withoutProperties(returnedFields: ReturnedFields): ReturnedFields {
	return { ...returnedFields, properties: ['hs_object_id'], history: [] };
}

/** At most so many records per request: HubSpot allows fewer when histories are asked for. */
export function pageSize(returnedFields: ReturnedFields): number {
	return returnedFields.history.length > 0 ? 50 : 100;
}
