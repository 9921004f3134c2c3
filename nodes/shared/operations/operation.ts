import type {
	IBinaryKeyData,
	IDataObject,
	IDisplayOptions,
	IExecuteFunctions,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { emptyFilterField, hasConditions } from '../parameters/conditions';
import { SINCE_1_1 } from '../parameters/version';

/** A result that carries files beside its JSON. */
export class BinaryOutput {
	constructor(
		readonly json: IDataObject,
		readonly binary: IBinaryKeyData,
	) {}
}

/** What an operation hands back for one input item: one record, several, or records with files. */
export type Output = IDataObject | BinaryOutput | Array<IDataObject | BinaryOutput>;

interface OperationBase {
	/** Label in the Operation drop-down. */
	name: string;
	/** Label in the node creator, for example "Create a ticket". */
	action: string;
	description: string;
	/** The operation's own parameters. When they are shown is set by `resourceProperties`. */
	properties: INodeProperties[];
	/**
	 * Shortens one record for people who do not want the API's full answer. When given, the router adds the
	 * "Simplify" switch and applies it.
	 * @param version That of the node: what an older one returned, it goes on returning.
	 */
	simplify?: (record: IDataObject, version: number) => IDataObject;
	/** Set where the operation had no Simplify in version 1 of the node: nodes of then keep their output. */
	simplifySince?: 1.1;
	/**
	 * Adds what an option asks for to each record of an item, before Simplify. The router asks for it before anything is
	 * sent, so that a bad parameter fails the item while nothing is done; what is returned must not throw.
	 */
	enrich?(this: IExecuteFunctions, itemIndex: number): ((record: IDataObject) => Promise<IDataObject>) | undefined;
}

/** An operation that treats one item at a time. */
export interface SingleOperation extends OperationBase {
	execute(this: IExecuteFunctions, itemIndex: number): Promise<Output>;
	/**
	 * Whether Retry On Fail may execute an item of unknown outcome again, because `execute` finds out first what became
	 * of it. Without this, the outcome of such an item stays unknown.
	 */
	mayRepeat?(this: IExecuteFunctions, itemIndex: number): boolean;
	/** How many items may be under way at once. Only for reads: a failed write must stop the writes behind it. Default 1. */
	concurrency?: number;
}

/** Says that the API refused a whole batch without doing anything, so that each item may be tried on its own. */
export class BatchRejected {
	constructor(readonly error: Error) {}
}

export type BatchResult = Map<number, Output | Error | BatchRejected>;

/** An operation whose API takes many records in one call. With a single item the router calls `execute`. */
export interface BatchOperation extends OperationBase {
	execute(this: IExecuteFunctions, itemIndex: number): Promise<Output>;
	/** Answers for every index given: an output, the item's own error, or that the API refused its batch as a whole. */
	executeBatch(this: IExecuteFunctions, itemIndexes: number[]): Promise<BatchResult>;
}

export type Operation = SingleOperation | BatchOperation;

export interface Resource {
	/** Label in the Resource drop-down. */
	name: string;
	/** Keyed by the value of the `operation` parameter. */
	operations: Record<string, Operation>;
	default: string;
}

/** Keyed by the value of the `resource` parameter. */
export type Resources = Record<string, Resource>;

export const simplifySwitch: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The same switch where version 1 of the node had none. It is off there, so that workflows keep their data. */
export const simplifySwitchSince1_1 = [
	{ ...simplifySwitch, displayOptions: { show: { '@version': SINCE_1_1 } } },
	{ ...simplifySwitch, default: false, displayOptions: { show: { '@version': [1] } } },
] satisfies INodeProperties[];

/** Narrows when a property is shown, on top of the rules that it has itself. */
export function shownFor(property: INodeProperties, show: NonNullable<IDisplayOptions['show']>): INodeProperties {
	const own = property.displayOptions;
	return { ...property, displayOptions: { ...own, show: { ...show, ...own?.show } } };
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

/** n8n offers its own resource of this name, which only explains the HTTP Request node, unless the last one has it. */
const OWN_CALLS = 'Custom API Call';
const byNameOwnCallsLast = (a: { name: string }, b: { name: string }) =>
	Number(a.name === OWN_CALLS) - Number(b.name === OWN_CALLS) || byName(a, b);

/** What the operation has besides its own parameters, where n8n's nodes have it: before what is rarely needed. */
function withShared({ properties, simplify, simplifySince }: Operation): INodeProperties[] {
	const switches = simplifySince === undefined ? [simplifySwitch] : simplifySwitchSince1_1;
	const shared = [
		...(hasConditions(properties) ? [emptyFilterField] : []),
		...(simplify === undefined ? [] : switches),
	];
	const rare = properties.findIndex(({ name }) => name === 'options');
	const place = rare === -1 ? properties.length : rare;
	return [...properties.slice(0, place), ...shared.map((property) => copyOf(property)), ...properties.slice(place)];
}

const copyOf = (property: INodeProperties): INodeProperties => ({ ...property });

function operationOption([value, operation]: [string, Operation]): INodePropertyOptions {
	return { name: operation.name, value, action: operation.action, description: operation.description };
}

/**
 * All parameters of a node: the Resource drop-down, an Operation drop-down per resource, and each operation's own
 * parameters shown for that resource and operation only. Returns new objects on every call, because n8n changes
 * descriptions in place.
 */
export function resourceProperties(resources: Resources, defaultResource: string): INodeProperties[] {
	const properties: INodeProperties[] = [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: Object.entries(resources)
				.map(([value, resource]) => ({ name: resource.name, value }))
				.sort(byNameOwnCallsLast),
			default: defaultResource,
		},
	];
	for (const [resourceValue, { operations, default: defaultOperation }] of Object.entries(resources)) {
		properties.push({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resourceValue] } },
			options: Object.entries(operations).map(operationOption).sort(byName),
			default: defaultOperation,
		});
		for (const [operationValue, operation] of Object.entries(operations)) {
			const show = { resource: [resourceValue], operation: [operationValue] };
			properties.push(...withShared(operation).map((property) => shownFor(property, show)));
		}
	}
	return properties;
}
