import type { INode, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

type Values = Record<string, unknown>;
type Described = NonNullable<INodeProperties['options']>[number];

const isValues = (value: unknown): value is Values =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

/** The node with the defaults of everything that is shown: display rules look at those too. */
export function withDefaults(node: INode, description: INodeTypeDescription): INode {
	const { properties } = description;
	const parameters = NodeHelpers.getNodeParameters(properties, node.parameters, true, false, node, description);
	return { ...node, parameters: parameters ?? {} };
}

/** What is wrong with the parameters of one node, each complaint with the path of the parameter. */
export function parameterComplaints(node: INode, description: INodeTypeDescription): string[] {
	const { properties } = description;
	const complete = withDefaults(node, description);
	const issues = NodeHelpers.getNodeParametersIssues(properties, complete, description)?.parameters ?? {};
	return [
		...new ParameterWalk(complete, description).walk(properties, node.parameters, ''),
		...Object.values(issues).flat(),
	];
}

/** Goes through the values of a template beside their declarations. */
class ParameterWalk {
	constructor(
		private readonly node: INode,
		private readonly description: INodeTypeDescription,
	) {}

	walk(properties: readonly INodeProperties[], values: Values, where: string): string[] {
		return Object.entries(values).flatMap(([name, value]) => {
			const path = where === '' ? name : `${where}.${name}`;
			const named = properties.filter((property) => property.name === name);
			if (named.length === 0) return [`unknown parameter ${path}`];
			const shown = named.find((property) => this.isShown(property, where));
			if (shown === undefined) return [`parameter ${path} is hidden for what is chosen`];
			return this.check(shown, value, path);
		});
	}

	private check(property: INodeProperties, value: unknown, path: string): string[] {
		if (isExpression(value)) return property.noDataExpression ? [`${path} takes no expression`] : [];
		switch (property.type) {
			case 'options':
				return this.choice(property, value, path);
			case 'multiOptions':
				if (!Array.isArray(value)) return [`${path} is no list`];
				return value.flatMap((one) => this.choice(property, one, path));
			case 'collection':
				return isValues(value) ? this.walk(inner(property), value, path) : [`${path} is no object`];
			case 'fixedCollection':
				return isValues(value) ? this.groups(property, value, path) : [`${path} is no object`];
			case 'resourceLocator':
				return locator(property, value, path);
			case 'resourceMapper':
				return mapper(value, path);
			case 'boolean':
			case 'number':
				return this.each(property, value, path, property.type);
			case 'string':
			case 'color':
			case 'dateTime':
				return this.each(property, value, path, 'string');
			case 'notice':
			case 'callout':
			case 'hidden':
				return [`${path} is nothing that a person fills in`];
			default:
				return [];
		}
	}

	private each(property: INodeProperties, value: unknown, path: string, type: string): string[] {
		const list = property.typeOptions?.multipleValues === true && Array.isArray(value) ? value : [value];
		return list.some((one) => typeof one !== type && !isExpression(one)) ? [`${path} is no ${type}`] : [];
	}

	private choice(property: INodeProperties, value: unknown, path: string): string[] {
		// Those are filled by the service.
		if (property.typeOptions?.loadOptionsMethod !== undefined || property.typeOptions?.loadOptions !== undefined)
			return [];
		const choices = (property.options ?? []).filter((option) => 'value' in option);
		const fits = choices.some(
			(option) => option.value === value && this.isShown({ ...property, ...option }, parent(path)),
		);
		return fits ? [] : [`${path} has no option ${JSON.stringify(value)}`];
	}

	private groups(property: INodeProperties, value: Values, path: string): string[] {
		return Object.entries(value).flatMap(([name, rows]) => {
			const where = `${path}.${name}`;
			const group = (property.options ?? []).find((option) => 'values' in option && option.name === name);
			if (group === undefined || !('values' in group)) return [`unknown parameter ${where}`];
			const several = property.typeOptions?.multipleValues === true;
			if (several !== Array.isArray(rows)) return [`${where} is ${several ? 'no list' : 'a list'}`];
			const list: unknown[] = Array.isArray(rows) ? rows : [rows];
			return list.flatMap((row, index) => {
				const at = several ? `${where}[${index}]` : where;
				return isValues(row) ? this.walk(group.values, row, at) : [`${at} is no object`];
			});
		});
	}

	/** `where`: the path of what the property lies in. */
	private isShown(property: INodeProperties, where: string): boolean {
		return NodeHelpers.displayParameterPath(this.node.parameters, property, where, this.node, this.description);
	}
}

const parent = (path: string): string => path.split('.').slice(0, -1).join('.');

function inner(property: INodeProperties): INodeProperties[] {
	return (property.options ?? []).filter((option: Described): option is INodeProperties => 'type' in option);
}

function locator(property: INodeProperties, value: unknown, path: string): string[] {
	if (!isValues(value) || value.__rl !== true) return [`${path} is no resource locator`];
	const modes = (property.modes ?? []).map(({ name }) => name);
	return modes.some((mode) => mode === value.mode) ? [] : [`${path} has no mode ${JSON.stringify(value.mode)}`];
}

/** What is mapped by hand needs an entry in the stored schema, or the editor shows nothing of it. */
function mapper(value: unknown, path: string): string[] {
	if (!isValues(value)) return [`${path} is no field mapping`];
	if (value.mappingMode !== 'defineBelow') return [];
	const schema: unknown[] = Array.isArray(value.schema) ? value.schema : [];
	const known = schema.filter(isValues).map(({ id }) => id);
	const mapped = isValues(value.value) ? Object.keys(value.value) : [];
	return mapped.filter((id) => !known.includes(id)).map((id) => `${path} maps ${id}, which its schema does not have`);
}
