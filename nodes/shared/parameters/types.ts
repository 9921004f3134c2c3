import type {
	IDataObject,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	ResourceMapperValue,
} from 'n8n-workflow';

import type { Form } from './values';

/**
 * What a value is, where the widget does not say it. `list` is entered as text with commas or lines, `phones` with
 * semicolons, `ids` and email addresses with spaces and semicolons as well, `lines` with lines alone; these read as a
 * list. `files` is a list of input fields with files, in which a row without a name is refused: what it should send would
 * be missing. `id` reads as digits, `key` as an ID of any characters, `day` as `YYYY-MM-DD`, `textOrList` as what was
 * handed in, and as undefined where an expression yields undefined. `located` is a resource locator whose modes mean different things: it reads as the mode with its value.
 */
export type Kind = ListKind | 'day' | 'id' | 'key' | 'located' | 'textOrList';
type ListKind = 'files' | 'ids' | 'lines' | 'list' | 'phones';

/** What a resource locator of kind `located` is set to. */
export interface Located {
	mode: string;
	value: string;
}

/** A parameter as this package declares it: n8n's own description of it, and what its value means. */
export interface Parameter extends Omit<INodeProperties, 'options'> {
	kind?: Kind;
	/** The form that the text has to have, or each entry of a list. */
	form?: Form;
	/** What an `id` is the ID of: "ticket". */
	of?: string;
	/** The service's `LookUp` by which names and addresses that people enter become what the service takes. */
	lookUp?: string;
	/**
	 * It narrows what is found. Left empty by hand it is no condition; an expression that yields nothing is refused, or
	 * else everything would be found. Holds for all that is inside, too, except for what says `false`.
	 */
	condition?: boolean;
	/** An option that narrows what is written: an expression that yields nothing is no "whatever it is", but refused. */
	guard?: boolean;
	options?: Array<INodePropertyOptions | Parameter | ParameterGroup>;
}

interface ParameterGroup extends Omit<INodePropertyCollection, 'values'> {
	values: Parameter[];
}

/** How the types of parameter values follow from the declaration `as const satisfies INodeProperties[]`. */

type StaticOptionValue<P> = P extends { options: ReadonlyArray<infer O> }
	? O extends { value: infer V }
		? V
		: never
	: never;

type Rows<G> = G extends { name: infer N extends string; values: ReadonlyArray<infer V extends INodeProperties> }
	? { [K in N]: Array<ValuesOf<V>> }
	: never;

type UnionToIntersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;

type ValuesOf<P extends INodeProperties> = { [Q in P as Q['name']]: ValueOf<Q> };

type SingleValueOf<P extends INodeProperties> = P['type'] extends 'boolean'
	? boolean
	: P['type'] extends 'number'
		? number
		: P['type'] extends 'options'
			? [StaticOptionValue<P>] extends [never]
				? string
				: StaticOptionValue<P>
			: P['type'] extends 'multiOptions'
				? string[]
				: P['type'] extends 'json'
					? unknown
					: P['type'] extends 'collection'
						? P extends { options: ReadonlyArray<infer O extends INodeProperties> }
							? Partial<ValuesOf<O>>
							: IDataObject
						: P['type'] extends 'fixedCollection'
							? P extends { options: ReadonlyArray<infer G> }
								? Partial<UnionToIntersection<Rows<G>>>
								: IDataObject
							: P['type'] extends 'resourceMapper'
								? ResourceMapperValue
								: string;

/** The type of the value that a declared parameter yields. */
export type ValueOf<P extends INodeProperties> = P extends { kind: 'located' }
	? Located
	: P extends { kind: ListKind }
		? string[]
		: P extends { kind: 'textOrList' }
			? string | string[] | undefined
			: P extends { type: 'string' | 'number'; typeOptions: { multipleValues: true } }
				? Array<SingleValueOf<P>>
				: SingleValueOf<P>;

/** Reads one declared parameter by name. Throws a `NodeOperationError` that names the field when the value does not fit. */
export type ParameterReader<P extends readonly INodeProperties[]> = <N extends P[number]['name']>(
	name: N,
) => ValueOf<Extract<P[number], { name: N }>>;
