import { createHubSpot } from '../../../sandbox/hubspot';
import { hubSpotBases } from '../../fuzz/bases/hubSpot';
import { messageOf, runNode } from '../../harness/engine';
import { loadPackage } from '../../harness/package';
import { requests, useSandbox } from '../../harness/sandbox';
import { hubSpot } from '../../HubSpotTickets/setup';

/** What holds for a kind of field holds in each of HubSpot's operations that has one. */

const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const sent = () => requests(sandbox.current, 'hubspot');
const words = /has an address of the account 62515, but the credential opens the account 24816357$/;

test('addresses of another account are refused in every field that takes addresses', async () => {
	const { description } = (await loadPackage()).node('hubSpotTickets');
	const fields = description.properties.flatMap(({ name, modes = [], displayOptions }) => {
		const placeholder = modes.find((mode) => mode.name === 'url')?.placeholder;
		const shown = Object.entries(displayOptions?.show ?? {}).map(([key, values]) => [key, values?.[0]]);
		return placeholder === undefined ? [] : [{ name, value: placeholder, shown: Object.fromEntries(shown) }];
	});
	expect(new Set(fields.map(({ name }) => name)).size).toBeGreaterThan(6);
	for (const { name, value, shown } of fields) {
		const { resource, operation } = shown;
		const base = hubSpotBases[`${resource}.${operation}`]?.parameters;
		const result = await runNode(
			node(resource, operation, { ...base, ...shown, [name]: { __rl: true, mode: 'url', value } }),
		);
		expect([resource, operation, messageOf(result)]).toEqual([resource, operation, expect.stringMatching(words)]);
	}
	expect(sent().filter(({ method }) => method !== 'GET')).toEqual([]);
});

test('a name is looked up in every field that takes names, in each operation', async () => {
	const { description } = (await loadPackage()).node('hubSpotTickets');
	const fields = description.properties.flatMap(({ name, displayName, modes = [], displayOptions }) => {
		const shown = Object.entries(displayOptions?.show ?? {}).map(([key, values]) => [key, values?.[0]]);
		const takesNames = modes.some((mode) => mode.name === 'name');
		return takesNames ? [{ name, displayName, shown: Object.fromEntries(shown) }] : [];
	});
	expect(new Set(fields.map(({ name }) => name)).size).toBeGreaterThan(5);
	for (const { name, displayName, shown } of fields) {
		const { resource, operation } = shown;
		const base = hubSpotBases[`${resource}.${operation}`]?.parameters;
		const named = { __rl: true, mode: 'name', value: 'No Such Name' };
		const result = await runNode(node(resource, operation, { ...base, ...shown, [name]: named }));
		expect([resource, operation, messageOf(result)]).toEqual([
			resource,
			operation,
			expect.stringMatching(new RegExp(`^The field "${displayName}" has .*"No Such Name"`)),
		]);
	}
	expect(sent().filter(({ method }) => method !== 'GET')).toEqual([]);
});
