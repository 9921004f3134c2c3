import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { itemParameters } from '../../shared/parameters/reader';
import { OBJECT_TYPE_OPTIONS } from './associations';
import { propertyDefinitions } from './metadata';
import { recordLinkOption } from './recordLink';

/** Which parts of a ticket an operation returns. */
export interface View {
	/** Undefined: HubSpot's own choice. */
	properties?: string[];
	history: string[];
	associations: string[];
	archived: boolean;
	/** The kind of record, as in paths. Tickets when left out. */
	kind?: string;
}

/** HubSpot's choice when a read names no properties (spec 5.1); a batch read has to name them. */
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

export const propertyFields = [
	{
		displayName: 'Properties to Return',
		name: 'propertySelection',
		type: 'options',
		options: [
			{ name: 'All', value: 'all', description: 'Every property that the account has, except sensitive ones' },
			{ name: 'Default', value: 'default', description: 'Those that HubSpot returns when none are named' },
			{ name: 'Selected', value: 'selected' },
		],
		default: 'default',
	},
	{
		displayName: 'Property Names or IDs',
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

/** The names behind the choice of properties; undefined for HubSpot's own choice. */
export async function chosenProperties(
	context: IExecuteFunctions,
	selection: 'all' | 'default' | 'selected',
	names: string[],
): Promise<string[] | undefined> {
	if (selection === 'all') return (await propertyDefinitions(context)).map(({ name }) => name);
	return selection === 'selected' && names.length > 0 ? names : undefined;
}

/** What Get and Get Many ask about a ticket beyond which one it is; `readView` reads it. */
export const viewFields = [
	...propertyFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [associationsOption, archivedOption, recordLinkOption, historyOption],
	},
] as const satisfies INodeProperties[];

export async function readView(context: IExecuteFunctions, itemIndex: number): Promise<View> {
	const parameter = itemParameters(context, itemIndex, viewFields);
	const selection = parameter('propertySelection');
	const names = selection === 'selected' ? parameter('propertyNames') : [];
	const { associations = [], archived = false, propertiesWithHistory = [] } = parameter('options');
	const properties = await chosenProperties(context, selection, names);
	return { properties, history: propertiesWithHistory, associations, archived };
}

/** The view as the query of a GET (spec 3: lists are separated by commas). */
export function viewQuery(view: View): IDataObject {
	return {
		...(view.properties === undefined ? {} : { properties: view.properties.join(',') }),
		...(view.history.length === 0 ? {} : { propertiesWithHistory: view.history.join(',') }),
		...(view.associations.length === 0 ? {} : { associations: view.associations.join(',') }),
		...(view.archived ? { archived: true } : {}),
	};
}

/** The view as the body of a batch read, which knows no associations (spec 5.2). */
export function viewBody(view: View, idProperty?: string): IDataObject {
	const properties = view.properties ?? DEFAULT_PROPERTIES;
	return {
		// The answer is told apart by the values of that property.
		...(idProperty === undefined
			? { properties }
			: { properties: [...new Set([...properties, idProperty])], idProperty }),
		...(view.history.length === 0 ? {} : { propertiesWithHistory: view.history }),
	};
}

const LONGEST_URL = 2_000;
/** Room for the address, the ID, the limit and the cursor. */
const REST_OF_URL = 200;

/** Longer addresses are refused with 414, depending on what lies between (spec 3); the values are then read in batches. */
export function fitsUrl(view: View): boolean {
	return encodeURIComponent(Object.values(viewQuery(view)).join(',')).length + REST_OF_URL <= LONGEST_URL;
}

/** The view with one more property. */
export function withProperty(view: View, name: string): View {
	return { ...view, properties: [...new Set([...(view.properties ?? DEFAULT_PROPERTIES), name])] };
}

/** The part of a view that a short address can carry. */
export function withoutProperties(view: View): View {
	return { ...view, properties: ['hs_object_id'], history: [] };
}

/** At most so many records per request: HubSpot allows fewer when histories are asked for (spec 5.2). */
export function pageSize(view: View): number {
	return view.history.length > 0 ? 50 : 100;
}
