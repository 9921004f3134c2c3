import type { INodeParameters, INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** Every place in a node that an expression can stand in, found in the node's description alone. */

export interface Target {
	/** As in the panel, for example `Options > Limit`. */
	label: string;
	/** What an error has to call it. */
	names: string[];
	/** Whether it asks for a day or an instant. */
	isDate?: boolean;
	/** Whether it is a field of a row that was made up: a service may know no such name. */
	inRow?: boolean;
	/** Puts a value into a set of parameters, with what has to be chosen for the place to be shown. */
	put(parameters: INodeParameters, value: string): Placed;
}

export interface Placed {
	parameters: INodeParameters;
	/** What stood there before, or stands there when nobody enters anything. */
	usual: unknown;
}

type Values = Record<string, unknown>;

/** What stands in a field of a new row, with something where the row needs it. */
const entered = ({ required, default: usual }: INodeProperties): unknown =>
	required === true && usual === '' ? 'printer' : usual;

/** Fields of a resource mapper, which the service names. */
export type MapperFields = (
	property: INodeProperties,
) => Promise<Array<{ id: string; displayName: string; type?: string }>>;

const SHOWN_ONLY = new Set(['notice', 'callout', 'button', 'hidden', 'curlImport']);

const isValues = (value: unknown): value is Values =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const isProperty = (option: NonNullable<INodeProperties['options']>[number]): option is INodeProperties =>
	'type' in option;

const isGroup = (option: NonNullable<INodeProperties['options']>[number]): option is INodePropertyCollection =>
	'values' in option;

const valueOf = (now: unknown): unknown => (isValues(now) ? now.value : now);

/** A copy in which the container of the path holds what `change` makes of it. */
function changed(root: Values, path: readonly string[], change: (container: Values) => void): Values {
	const copy = structuredClone(root);
	let container = copy;
	for (const step of path) {
		const below = container[step];
		const next = Array.isArray(below) ? below[0] : below;
		if (isValues(next)) {
			container = next;
			continue;
		}
		const made: Values = {};
		container[step] = made;
		container = made;
	}
	change(container);
	return copy;
}

/** Whether the rule of one controlling parameter holds for a value; rules with conditions of their own count as met. */
function holds(allowed: readonly unknown[], value: unknown): boolean {
	return allowed.some((one) => isValues(one) || one === value || (Array.isArray(value) && value.includes(one)));
}

const defaultOf = (siblings: readonly INodeProperties[], name: string): unknown =>
	siblings.find((sibling) => sibling.name === name)?.default;

/** A value of the controlling parameter that is none of these. */
function another(siblings: readonly INodeProperties[], name: string, hidden: readonly unknown[]): unknown {
	const { type, options = [] } = siblings.find((sibling) => sibling.name === name) ?? {};
	if (type === 'boolean') return hidden.includes(true) ? false : true;
	return options
		.flatMap((option) => ('value' in option ? [option.value] : []))
		.find((value) => !hidden.includes(value));
}

interface Level {
	/** The parameters that stand beside each other. */
	siblings: readonly INodeProperties[];
	path: readonly string[];
	labels: readonly string[];
	above?: Level;
}

/** Whether what is chosen beside a property shows it. */
function meets(
	root: Values,
	path: readonly string[],
	siblings: readonly INodeProperties[],
	property: INodeProperties,
): boolean {
	let fits = true;
	changed(root, path, (container) => {
		const now = (name: string) => (name in container ? container[name] : defaultOf(siblings, name));
		const beside = ([name]: [string, unknown]) => !/^[@/]/.test(name) && name !== 'resource' && name !== 'operation';
		const { show = {}, hide = {} } = property.displayOptions ?? {};
		fits =
			Object.entries(show)
				.filter(beside)
				.every(([name, allowed]) => holds(allowed ?? [], now(name))) &&
			!Object.entries(hide)
				.filter(beside)
				.some(([name, allowed]) => holds(allowed ?? [], now(name)));
	});
	return fits;
}

/** Chooses in the controlling parameters what shows the property. */
function shown(root: Values, level: Level, top: readonly INodeProperties[], property: INodeProperties): Values {
	const { show = {}, hide = {} } = property.displayOptions ?? {};
	let result = root;
	const rules = [
		...Object.entries(show).map(([key, allowed]) => ({ key, allowed: allowed ?? [], wanted: true })),
		...Object.entries(hide).map(([key, allowed]) => ({ key, allowed: allowed ?? [], wanted: false })),
	];
	for (const { key, allowed, wanted } of rules) {
		if (key.startsWith('@')) continue;
		const name = key.replace(/^\//, '');
		const isTop = key.startsWith('/') || level.path.length === 0;
		const siblings = isTop ? top : level.siblings;
		const path = isTop ? [] : level.path;
		result = changed(result, path, (container) => {
			const now = name in container ? container[name] : defaultOf(siblings, name);
			if (holds(allowed, now) === wanted) return;
			const controls = siblings.find((sibling) => sibling.name === name);
			const chosen = wanted ? allowed[0] : another(siblings, name, allowed);
			container[name] = controls?.type === 'multiOptions' ? [chosen] : chosen;
		});
		const controls = siblings.filter((sibling) => sibling.name === name && sibling !== property);
		const [controlling] = controls;
		if (controlling === undefined || name === 'resource' || name === 'operation') continue;
		// One name may stand for several parameters, of which one is shown.
		if (!controls.some((one) => meets(result, isTop ? [] : level.path, siblings, one)))
			result = shown(result, isTop ? { siblings: top, path: [], labels: [] } : level, top, controlling);
	}
	return result;
}

export class Enumeration {
	readonly targets: Target[] = [];

	/** Places that take no expression. */
	fixed = 0;

	constructor(
		private readonly top: readonly INodeProperties[],
		private readonly mapperFields: MapperFields,
		private readonly typeVersion: number,
	) {}

	async all(): Promise<this> {
		const level: Level = { siblings: this.top, path: [], labels: [] };
		for (const property of this.top) await this.add(level, property);
		return this;
	}

	private target(
		level: Level,
		property: INodeProperties,
		rest: Partial<Target> & {
			set: (value: string, now: unknown) => unknown;
			/** Which part of what stands there the value takes the place of. */
			part?: (now: unknown) => unknown;
		},
	) {
		const labels = [...level.labels, property.displayName];
		this.targets.push({
			label: rest.label ?? labels.join(' > '),
			// Where nothing is given at all, the group is what is empty.
			names: [...(rest.names ?? [property.displayName]), ...level.labels],
			isDate: property.type === 'dateTime',
			put: (parameters, value) => {
				let root: Values = parameters;
				for (let each: Level | undefined = level; each !== undefined; each = each.above) {
					const name = each.path.at(-1);
					const own = name === undefined ? undefined : each.above?.siblings.find((one) => one.name === name);
					if (own !== undefined && each.above !== undefined) root = shown(root, each.above, this.top, own);
				}
				root = shown(root, level, this.top, property);
				let usual: unknown;
				const placed = changed(root, level.path, (container) => {
					const now = container[property.name] ?? property.default;
					usual = rest.part === undefined ? now : rest.part(now);
					container[property.name] = rest.set(value, container[property.name]);
				});
				return { parameters: placed as INodeParameters, usual };
			},
		});
	}

	/** Nodes of older versions keep parameters that a new one does not have. */
	private isInVersion(property: INodeProperties): boolean {
		const versions = property.displayOptions?.show?.['@version'];
		if (versions === undefined) return true;
		const rule = { ...property, displayOptions: { show: { '@version': versions } } };
		return NodeHelpers.displayParameter({}, rule, { typeVersion: this.typeVersion }, null);
	}

	private async add(level: Level, property: INodeProperties): Promise<void> {
		if (SHOWN_ONLY.has(property.type) || !this.isInVersion(property)) return;
		if (property.noDataExpression === true) {
			this.fixed++;
			return;
		}
		switch (property.type) {
			case 'resourceLocator':
				for (const { name, displayName } of property.modes ?? [])
					this.target(level, property, {
						label: [...level.labels, property.displayName, displayName].join(' > '),
						set: (value) => ({ __rl: true, mode: name, value }),
						part: valueOf,
					});
				return;
			case 'resourceMapper':
				return await this.addMapper(level, property);
			case 'collection':
				this.target(level, property, { set: (value) => value });
				for (const option of (property.options ?? []).filter(isProperty))
					await this.add(
						this.below(level, property, property.options?.filter(isProperty) ?? [], [property.name]),
						option,
					);
				return;
			case 'fixedCollection':
				this.target(level, property, { set: (value) => value });
				for (const group of (property.options ?? []).filter(isGroup)) await this.addRows(level, property, group);
				return;
			default:
				this.target(level, property, { set: (value) => value });
				if (property.typeOptions?.multipleValues === true)
					this.target(level, property, {
						label: [...level.labels, property.displayName, 'one entry'].join(' > '),
						set: (value) => [value],
						part: (now) => (Array.isArray(now) ? (now as unknown[])[0] : now),
					});
		}
	}

	private below(level: Level, property: INodeProperties, siblings: readonly INodeProperties[], steps: string[]): Level {
		return {
			siblings,
			path: [...level.path, ...steps],
			labels: [...level.labels, property.displayName],
			above: { ...level, siblings: [...level.siblings, property] },
		};
	}

	private async addRows(level: Level, property: INodeProperties, group: INodePropertyCollection): Promise<void> {
		const isList = property.typeOptions?.multipleValues === true;
		const rows = this.below(level, property, group.values, [property.name, group.name]);
		const before = this.targets.length;
		for (const field of group.values) await this.add(rows, field);
		for (const target of this.targets.slice(before)) {
			const { put } = target;
			// A row has all its fields, as the editor makes it.
			target.put = (parameters, value) => {
				const withRow = changed(parameters, level.path, (container) => {
					const groups = isValues(container[property.name]) ? { ...(container[property.name] as Values) } : {};
					const given = groups[group.name];
					const [row] = Array.isArray(given) ? (given as unknown[]) : [given];
					const whole = {
						...Object.fromEntries(group.values.map((field) => [field.name, entered(field)])),
						...(isValues(row) ? row : {}),
					};
					groups[group.name] = isList ? [whole] : whole;
					container[property.name] = groups;
				});
				return put(withRow as INodeParameters, value);
			};
		}
		// Several groups exclude each other less often than not; an error may name the group.
		for (const target of this.targets.slice(before)) {
			target.names.push(group.displayName);
			target.inRow = true;
		}
	}

	private async addMapper(level: Level, property: INodeProperties): Promise<void> {
		const mapping = (now: unknown) => (isValues(now) ? now : { mappingMode: 'defineBelow', value: {}, schema: [] });
		this.target(level, property, { set: (value, now) => ({ ...mapping(now), value }), part: valueOf });
		const fields = await this.mapperFields(property);
		const schema = fields.map((field) => ({ required: false, defaultMatch: false, display: true, ...field }));
		for (const { id, displayName } of fields)
			this.target(level, property, {
				label: [...level.labels, property.displayName, displayName].join(' > '),
				names: [displayName, id],
				set: (value, now) => {
					const kept = mapping(now);
					const values = isValues(kept.value) ? kept.value : {};
					return { ...kept, schema, value: { ...values, [id]: value } };
				},
				part: (now) => {
					const values = valueOf(now);
					return isValues(values) ? values[id] : undefined;
				},
			});
	}
}

/** The parameters that are shown for a resource and operation, or those of a trigger. */
export function parametersOf(
	{ properties }: INodeTypeDescription,
	resource?: string,
	operation?: string,
): INodeProperties[] {
	return properties.filter(({ name, displayOptions: { show = {} } = {} }) => {
		if (name === 'resource' || name === 'operation') return false;
		const fits = (rule: readonly unknown[] | undefined, value: string | undefined) =>
			rule === undefined || rule.includes(value);
		return fits(show.resource, resource) && fits(show.operation, operation);
	});
}

/** Resource and operation of all operations of a node. */
export function operationsOf({ properties }: INodeTypeDescription): Array<{ resource: string; operation: string }> {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) =>
				options.flatMap((option) =>
					'value' in option ? [{ resource: String(resource), operation: String(option.value) }] : [],
				),
			),
		);
}
