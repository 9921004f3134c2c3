import type { INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';

import { resources as hubSpotTickets } from '../../../nodes/HubSpotTickets/actions';
import { resources as jtelAcd } from '../../../nodes/JtelAcd/actions';
import { resources as kaizala } from '../../../nodes/Kaizala/actions';
import type { Operation, Resources } from '../../../nodes/shared/operations/operation';
import { resources as thulium } from '../../../nodes/Thulium/actions';
import { messageOf, runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';

useInstantWaits();
const sandbox = useSandbox();

const NODES: Record<string, Resources> = { hubSpotTickets, jtelAcd, kaizala, thulium };

const OPERATIONS = Object.entries(NODES).flatMap(([type, resources]) =>
	Object.entries(resources)
		// Its path is tested by itself.
		.filter(([resource]) => resource !== 'customApiCall')
		.flatMap(([resource, { operations }]) =>
			Object.entries(operations).map(([operation, { properties }]) => ({ type, resource, operation, properties })),
		),
);

type Case = (typeof OPERATIONS)[number];

const isText = ({ type }: INodeProperties) => type === 'string' || type === 'resourceLocator';

function valueFor({ type, typeOptions }: INodeProperties, text: string): NodeParameterValueType {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: text };
	return typeOptions?.multipleValues === true ? [text] : text;
}

/** Digits that every kind of ID may have, others for each parameter. */
const marker = (index: number) => String(98_700 + index);

/** n8n starts no run in which a required field is empty. */
function otherValue({ type, required, options = [], default: own }: INodeProperties): NodeParameterValueType {
	if (required !== true) return own;
	if (type === 'dateTime') return '2027-01-01T10:00:00';
	if (type !== 'multiOptions') return own;
	return options.length === 0 ? ['1'] : options.flatMap((option) => ('value' in option ? [String(option.value)] : []));
}

function filled(properties: Operation['properties']): INodeParameters {
	return Object.fromEntries(
		properties.map((property, index) => [
			property.name,
			isText(property) ? valueFor(property, marker(index)) : otherValue(property),
		]),
	);
}

/** The parameters as they are filled, and with each other choice of each drop-down. */
function variants(properties: Operation['properties']): INodeParameters[] {
	const base = filled(properties);
	const others = properties
		.filter(({ type }) => type === 'options')
		.flatMap(({ name, options = [] }) =>
			options.flatMap((option) => ('value' in option ? [{ ...base, [name]: option.value }] : [])),
		);
	return [base, ...others];
}

async function run({ type, resource, operation }: Case, parameters: INodeParameters) {
	sandbox.current.journal.clear();
	const result = await runNode({
		type,
		parameters: { authentication: 'accessToken', resource, operation, ...parameters },
		credentials: sandboxCredentials(sandbox.current),
	});
	return { result, paths: sandbox.current.journal.entries().map(({ path }) => path) };
}

/** Each parameter that comes into a path, with the other parameters that bring it there. */
async function inPaths(tested: Case): Promise<Map<INodeProperties, INodeParameters>> {
	const found = new Map<INodeProperties, INodeParameters>();
	for (const parameters of variants(tested.properties)) {
		const { paths } = await run(tested, parameters);
		for (const [index, property] of tested.properties.entries()) {
			if (found.has(property) || !isText(property)) continue;
			if (paths.some((path) => path.split('/').includes(marker(index)))) found.set(property, parameters);
		}
	}
	return found;
}

const leadsAstray = (path: string) => /\/(?=\/|$)|\/\.|%(25)*2e|%EF%BF%BD/i.test(path);

let reached = 0;

test.each(OPERATIONS)('$type, $resource: $operation lets no ID or name lead to another path', async (tested) => {
	for (const [property, parameters] of await inPaths(tested)) {
		reached++;
		for (const text of ['.', '..', '%2e%2e', '..%2f', '%252e%252e', 'a/../b', 'a\uD83D', ' ']) {
			const { result, paths } = await run(tested, { ...parameters, [property.name]: valueFor(property, text) });
			const about = `${property.name} ${JSON.stringify(text)}`;
			expect([about, paths.filter(leadsAstray)]).toEqual([about, []]);
			// Nothing may have a meaning of its own: all of a list.
			if (text === ' ') continue;
			expect(`${about}: ${messageOf(result)}`).toMatch(
				new RegExp(`: .*(The field "${property.displayName}" |is not |is empty)`),
			);
		}
	}
});

test('the operations above were found to have such parameters', () => {
	expect(reached).toBeGreaterThanOrEqual(40);
});
