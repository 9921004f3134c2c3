import type { INodeProperties } from 'n8n-workflow';

import { isRecord } from '../isRecord';

interface ResourceLocatorOptions<N extends string> {
	displayName: string;
	name: N;
	description: string;
	/** Name of the node's `listSearch` method that fills the list. */
	searchListMethod: string;
	required?: boolean;
	/** Label of the mode for typed values. Default "By ID". */
	byLabel?: string;
	placeholder?: string;
	/** An address as an example, where the service shows the record at one: adds the mode "By URL". */
	urlPlaceholder?: string;
	/** Further ways to say which record is meant; the parameter then needs `kind: 'located'`. */
	modes?: readonly TypedMode[];
	/** Parameters whose change reloads the list. */
	dependsOn?: string[];
	displayOptions?: INodeProperties['displayOptions'];
	/** The `LookUp` that finds what a typed name stands for, which adds the mode "By Name", or an address. */
	lookUp?: string;
}

/** What a resource locator is set to. An expression in it that yields nothing may leave no `value` at all. */
export function resourceLocatorValue(raw: unknown): unknown {
	return isRecord(raw) && ('value' in raw || raw.__rl === true) ? raw.value : raw;
}

/** A way to say which record is meant. */
export interface TypedMode {
	displayName: string;
	name: string;
	placeholder: string;
}

const BY_NAME = 'By Name';

const typed = (mode: TypedMode) => ({ ...mode, type: 'string' as const });

/**
 * A "choose from the list or type the ID" field. Reads as the ID. It has no `validation`: n8n checks that at the beginning
 * of every execution with 250 ms of time, and an execution that was only kept waiting by a busy machine fails. Operations
 * check IDs when they read them.
 */
export function resourceLocator<const N extends string>(options: ResourceLocatorOptions<N>) {
	return {
		displayName: options.displayName,
		name: options.name,
		type: 'resourceLocator' as const,
		default: { mode: 'list', value: '' },
		required: options.required ?? false,
		description: options.description,
		...(options.displayOptions === undefined ? {} : { displayOptions: options.displayOptions }),
		...(options.dependsOn === undefined ? {} : { typeOptions: { loadOptionsDependsOn: options.dependsOn } }),
		...(options.lookUp === undefined ? {} : { lookUp: options.lookUp }),
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list' as const,
				typeOptions: { searchListMethod: options.searchListMethod, searchable: true },
			},
			{
				displayName: options.byLabel ?? 'By ID',
				name: 'id',
				type: 'string' as const,
				placeholder: options.placeholder ?? '',
			},
			...(options.lookUp === undefined || options.urlPlaceholder !== undefined || options.byLabel === BY_NAME
				? []
				: [{ displayName: BY_NAME, name: 'name', type: 'string' as const, hint: 'As the list shows it' }]),
			...(options.urlPlaceholder === undefined
				? []
				: [typed({ displayName: 'By URL', name: 'url', placeholder: options.urlPlaceholder })]),
			...(options.modes ?? []).map(typed),
		],
	} satisfies INodeProperties;
}
