import type { IDataObject, INodeProperties, ResourceMapperValue } from 'n8n-workflow';

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
export type ValueOf<P extends INodeProperties> = P extends {
	type: 'string' | 'number';
	typeOptions: { multipleValues: true };
}
	? Array<SingleValueOf<P>>
	: SingleValueOf<P>;

/** Reads one declared parameter by name. Throws a `NodeOperationError` that names the field when the value does not fit. */
export type ParameterReader<P extends readonly INodeProperties[]> = <N extends P[number]['name']>(
	name: N,
) => ValueOf<Extract<P[number], { name: N }>>;
