import { readdirSync } from 'node:fs';
import path from 'node:path';

import { POLLING_EVENTS } from '../../nodes/HubSpotTickets/polling/events';
import { ROOT } from '../harness/package';

/** What is written but listed nowhere is in no node, and no other test would notice. */

const SERVICES = ['HubSpotTickets', 'JtelAcd', 'Kaizala', 'Thulium'];

function filesBelow(folder: string): string[] {
	return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => path.join(folder, file));
}

const exportsOf = (file: string): Array<[string, unknown]> =>
	Object.entries(jest.requireActual<Record<string, unknown>>(path.join(ROOT, file)));

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isOperation = (value: unknown): value is object =>
	isObject(value) && 'execute' in value && 'action' in value && 'description' in value;

test.each(SERVICES)('%s: every operation that a file exports is in a drop-down', (service) => {
	const folder = `nodes/${service}/actions`;
	const [[, resources] = ['', undefined]] = exportsOf(`${folder}/index.ts`);
	const listed = new Set(
		Object.values(isObject(resources) ? resources : {}).flatMap(({ operations }: { operations: object }) =>
			Object.values(operations),
		),
	);
	const written = filesBelow(folder).flatMap((file) =>
		exportsOf(file).flatMap(([name, value]) => (isOperation(value) ? [{ where: `${file}: ${name}`, value }] : [])),
	);
	expect(written.length).toBeGreaterThan(20);
	expect(written.filter(({ value }) => !listed.has(value)).map(({ where }) => where)).toEqual([]);
});

test('HubSpot: every polling event that a file exports is in the drop-down', () => {
	const listed = new Set<unknown>(Object.values(POLLING_EVENTS));
	const written = filesBelow('nodes/HubSpotTickets/polling/events').flatMap((file) =>
		exportsOf(file).flatMap(([name, value]) =>
			isObject(value) && 'label' in value && 'feed' in value ? [{ where: `${file}: ${name}`, value }] : [],
		),
	);
	expect(written.length).toBeGreaterThan(5);
	expect(written.filter(({ value }) => !listed.has(value)).map(({ where }) => where)).toEqual([]);
});
