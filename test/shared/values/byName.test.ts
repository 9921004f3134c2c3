import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { Problem, toChoiceOfEither } from '../../../nodes/shared/parameters/values';
import { createHubSpot } from '../../../sandbox/hubspot';
import { createJtel } from '../../../sandbox/jtel';
import { createKaizala } from '../../../sandbox/kaizala';
import { createThulium } from '../../../sandbox/thulium';
import type { Base } from '../../fuzz/lib/fuzz';
import { hubSpotBases } from '../../fuzz/bases/hubSpot';
import { jtelBases } from '../../fuzz/bases/jtel';
import { kaizalaBases } from '../../fuzz/bases/kaizala';
import { thuliumBases } from '../../fuzz/bases/thulium';
import { operationsOf } from '../../fuzz/lib/parameters';
import { messageOf, runNode } from '../../harness/engine';
import { loadPackage } from '../../harness/package';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';

/** What is entered under "By Name" is a name, whatever it looks like: an ID of that look is somebody else's. */

const sandbox = useSandbox([createHubSpot, createJtel, createKaizala, createThulium]);

const named = (value: string) => ({ __rl: true, mode: 'name', value });
const takesNames = ({ modes = [] }: INodeProperties): boolean => modes.some(({ name }) => name === 'name');

/** What has to be chosen for a parameter of this operation to be shown; undefined for one of another operation. */
function chosenFor({ displayOptions }: INodeProperties, scope: Record<string, string>): INodeParameters | undefined {
	const chosen: INodeParameters = {};
	for (const [name, values = []] of Object.entries(displayOptions?.show ?? {})) {
		if (!(name in scope)) Object.assign(chosen, { [name]: values[0] });
		else if (!values.some((value) => value === scope[name])) return undefined;
	}
	return chosen;
}

interface Field {
	label: string;
	parameters: (value: string) => INodeParameters;
}

/** The fields of one operation that take names, those in a collection too. */
function fieldsOf(properties: INodeProperties[], base: Base, scope: Record<string, string>): Field[] {
	return properties.flatMap((property): Field[] => {
		const chosen = chosenFor(property, scope);
		if (chosen === undefined) return [];
		const { name, displayName } = property;
		if (takesNames(property)) {
			return [{ label: displayName, parameters: (value) => ({ ...chosen, [name]: named(value) }) }];
		}
		if (property.type !== 'collection') return [];
		const given = base.parameters[name];
		return (property.options ?? []).flatMap((option) => {
			if (!('type' in option) || !takesNames(option)) return [];
			const all = (value: string) => ({ ...(typeof given === 'object' ? given : {}), [option.name]: named(value) });
			return [
				{
					label: `${displayName} > ${option.displayName}`,
					parameters: (value: string) => ({ ...chosen, [name]: all(value) }),
				},
			];
		});
	});
}

const SERVICES = [
	{ type: 'hubSpotTickets', service: 'hubspot', bases: hubSpotBases },
	{ type: 'jtelAcd', service: 'jtel', bases: jtelBases },
	{ type: 'kaizala', service: 'kaizala', bases: kaizalaBases },
	{ type: 'thulium', service: 'thulium', bases: thuliumBases },
] as const;

test.each(SERVICES)('digits are no ID in any field of $type', async ({ type, service, bases }) => {
	const { description } = (await loadPackage()).node(type);
	let tried = 0;
	for (const { resource, operation } of operationsOf(description)) {
		const base = bases[`${resource}.${operation}`];
		if (base === undefined || base.needs !== undefined) continue;
		const scope = { authentication: 'accessToken', resource, operation };
		for (const { label, parameters } of fieldsOf(description.properties, base, scope)) {
			const result = await runNode({
				type,
				parameters: { ...scope, ...base.parameters, ...parameters('987654321') },
				credentials: sandboxCredentials(sandbox.current),
			});
			expect([resource, operation, messageOf(result)]).toEqual([
				resource,
				operation,
				expect.stringMatching(new RegExp(`^The field "${label}" has .*"987654321"`)),
			]);
			tried += 1;
		}
	}
	expect(tried).toBeGreaterThan(2);
	const sent = requests(sandbox.current, service).filter(
		({ method, path }) => method !== 'GET' && !path.includes('accessToken'),
	);
	expect(sent).toEqual([]);
});

test('a pipeline called as another one is numbered is found by its name, and the other one by its ID', async () => {
	const pipeline = async (operation: string, parameters: INodeParameters) =>
		(
			await runNode({
				type: 'hubSpotTickets',
				parameters: { authentication: 'accessToken', resource: 'pipeline', operation, ...parameters },
				credentials: sandboxCredentials(sandbox.current),
			})
		).json[0];
	const made = await pipeline('create', { label: '0', stages: { stage: [{ label: 'New', state: 'OPEN' }] } });
	expect(made?.id).not.toBe('0');
	expect(await pipeline('get', { pipelineId: named('0') })).toMatchObject({ id: made?.id, label: '0' });
	expect((await pipeline('get', { pipelineId: { ...named('0'), mode: 'id' } }))?.id).toBe('0');
});

test('a name that two have is refused, though a third one has it as its ID', () => {
	const agents = [
		{ name: '7 (ann)', value: 'ann' },
		{ name: '7 (eve)', value: 'eve' },
		{ name: 'Adam (7)', value: '7' },
	];
	const short = agents.map(({ name, value }) => ({ name: name.replace(/ \(.*$/, ''), value }));
	expect(toChoiceOfEither('7', agents, short)).toBe('7');
	expect(toChoiceOfEither('7', agents, short, true)).toEqual(
		new Problem('has 2 choices named "7"', 'Use the ID instead: ann, eve.'),
	);
	expect(toChoiceOfEither('Adam', agents, short, true)).toBe('7');
});
