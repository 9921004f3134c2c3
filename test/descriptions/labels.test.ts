import type { INodeProperties } from 'n8n-workflow';

import { operationsOf } from '../fuzz/lib/parameters';
import { loadPackage } from '../harness/package';

/** What people read above the fields. */

const values = ({ displayOptions }: INodeProperties, key: string): string[] | undefined =>
	displayOptions?.show?.[key]?.map((value) => JSON.stringify(value));

/** Whether something may be chosen with which both are shown. */
function together(one: INodeProperties, other: INodeProperties): boolean {
	return Object.keys(one.displayOptions?.show ?? {}).every((key) => {
		const [mine = [], others] = [values(one, key), values(other, key)];
		return others === undefined || mine.some((value) => others.includes(value));
	});
}

/** Labels that stand twice, at any depth. */
function twice(properties: INodeProperties[]): string[] {
	const labels = properties.flatMap((one, index) =>
		properties
			.slice(index + 1)
			.filter((other) => other.displayName === one.displayName && together(one, other))
			.map(({ displayName }) => displayName),
	);
	const below = properties.flatMap(({ displayName, options = [] }) => [
		...twice(options.filter((option): option is INodeProperties => 'type' in option)),
		...options
			.flatMap((option) => ('values' in option ? twice(option.values) : []))
			.map((l) => `${displayName} > ${l}`),
	]);
	return [...labels, ...below];
}

test('no two fields that are shown together have the same label', async () => {
	const pack = await loadPackage();
	const found = pack.nodeNames.flatMap((name) => {
		const { description } = pack.node(name);
		const operations = operationsOf(description);
		if (operations.length === 0) return twice(description.properties).map((label) => `${name}: ${label}`);
		return operations.flatMap(({ resource, operation }) => {
			const shown = description.properties.filter((property) =>
				together(property, {
					...property,
					displayOptions: { show: { resource: [resource], operation: [operation] } },
				}),
			);
			return twice(shown).map((label) => `${name} ${resource} ${operation}: ${label}`);
		});
	});
	expect(found).toEqual([]);
});
