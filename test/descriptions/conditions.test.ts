import type { INodeProperties } from 'n8n-workflow';

import { hasConditions } from '../../nodes/shared/parameters/conditions';
import type { Parameter } from '../../nodes/shared/parameters/types';
import type { LoadedPackage } from '../harness/package';
import { loadPackage } from '../harness/package';

/** What narrows a search, a list or a trigger, in every node that the package has. */

let pack: LoadedPackage;
beforeAll(async () => {
	pack = await loadPackage();
});

interface Scope {
	name: string;
	properties: Parameter[];
}

const shownFor = (property: INodeProperties, resource: string, operation: string): boolean => {
	const { resource: resources, operation: operations } = property.displayOptions?.show ?? {};
	return (
		(resources === undefined || resources.includes(resource)) &&
		(operations === undefined || operations.includes(operation))
	);
};

const values = (property: INodeProperties | undefined): string[] =>
	(property?.options ?? []).flatMap((option) => ('value' in option ? [String(option.value)] : []));

/** Each operation of each node, and each trigger. */
function scopes(): Scope[] {
	return pack.nodeNames.flatMap((node): Scope[] => {
		const properties: Parameter[] = pack.node(node).description.properties;
		const resources = values(properties.find(({ name }) => name === 'resource'));
		if (resources.length === 0) return [{ name: node, properties }];
		return resources.flatMap((resource) => {
			const drop = properties.find((property) => property.name === 'operation' && shownFor(property, resource, 'any'));
			return values(drop).map((operation) => ({
				name: `${node} ${resource} ${operation}`,
				properties: properties.filter((property) => shownFor(property, resource, operation)),
			}));
		});
	});
}

test('what has conditions says what to do about an empty one, and what has none does not', () => {
	const all = scopes();
	const withConditions = all.filter(({ properties }) => hasConditions(properties)).map(({ name }) => name);
	const withField = all
		.filter(({ properties }) => properties.some(({ name }) => name === 'emptyFilter'))
		.map(({ name }) => name);
	expect(withField).toEqual(withConditions);
	expect(withConditions).toEqual(
		expect.arrayContaining([
			'hubSpotTickets ticket search',
			'hubSpotTicketsTrigger',
			'hubSpotTicketsWebhookTrigger',
			'jtelAcdTrigger',
			'kaizalaTrigger',
			'thuliumPollingTrigger',
		]),
	);
});

test('all that is called a filter is a condition', () => {
	const loose = scopes().flatMap(({ name, properties }) =>
		properties
			.filter(
				(property) =>
					/filter/i.test(property.name) && property.name !== 'emptyFilter' && property.name !== 'combineFilters',
			)
			.filter((property) => property.condition !== true)
			.map((property) => `${name}: ${property.displayName}`),
	);
	expect(loose).toEqual([]);
});

test('what asks for more of what is found narrows nothing', () => {
	const found = scopes().flatMap(({ properties }) =>
		properties.flatMap(({ options = [] }) =>
			options.filter((option): option is Parameter => 'type' in option && option.name === 'include'),
		),
	);
	expect(found.length).toBeGreaterThan(3);
	expect(found.filter((option) => hasConditions([option]))).toEqual([]);
});
