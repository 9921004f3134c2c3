import '../harness/waits';
import type { INodeParameters } from 'n8n-workflow';

import { useInstantWaits } from '../harness/waits';
import { messageOf, runNode } from '../harness/engine';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';

/** What is no answer to a read must not pass for one: for an empty list, a record or a success. */

useInstantWaits();
const sandbox = useSandbox();

const SHAPES: Array<[what: string, body: string | Record<string, string>]> = [
	['an object without anything', {}],
	['an error under 200', { status: 'error', message: 'Something went wrong', category: 'INTERNAL' }],
	['null', 'null'],
	['a text', '"text"'],
	['a number', '7'],
	['a list', '[]'],
	['a list in the place of a record', '[{"name":"x"}]'],
	['an object where the list should be', '{"results":{},"records":{},"data":{},"result":{}}'],
];

const id = (value: string) => ({ __rl: true, mode: 'id', value });

/** Reads, and what of a list that has nothing in it is right all the same. */
const READS: Array<[type: string, parameters: INodeParameters, listsAreRight?: boolean]> = [
	['hubSpotTickets', { resource: 'ticket', operation: 'getAll', returnAll: true }],
	['hubSpotTickets', { resource: 'owner', operation: 'getAll', returnAll: true }],
	['hubSpotTickets', { resource: 'owner', operation: 'get', ownerId: id('71440001') }],
	['hubSpotTickets', { resource: 'owner', operation: 'get', ownerId: id('agent@example.com') }],
	['hubSpotTickets', { resource: 'pipeline', operation: 'getAll' }],
	['hubSpotTickets', { resource: 'pipeline', operation: 'get', pipelineId: id('0') }],
	['hubSpotTickets', { resource: 'property', operation: 'getAll' }],
	['hubSpotTickets', { resource: 'property', operation: 'get', propertyName: id('subject') }],
	[
		'hubSpotTickets',
		{ resource: 'attachment', operation: 'download', fileId: id('187400101001'), binaryField: 'data' },
	],
	['thulium', { resource: 'ticket', operation: 'get', ticketId: id('1234') }],
	['thulium', { resource: 'agent', operation: 'get', login: id('testowy.agent17') }],
	['thulium', { resource: 'agent', operation: 'getAll' }, true],
	['thulium', { resource: 'queue', operation: 'getAll' }, true],
	['jtelAcd', { resource: 'event', operation: 'getTypes' }],
	['jtelAcd', { resource: 'group', operation: 'getAll', returnAll: true }],
	['jtelAcd', { resource: 'group', operation: 'get', groupId: id('1') }],
	['kaizala', { resource: 'group', operation: 'getAll', returnAll: true }],
];

const cases = READS.map(
	([type, parameters, right = false]) =>
		[`${type}: ${String(parameters.resource)} ${String(parameters.operation)}`, type, parameters, right] as const,
);

describe.each(cases)('%s', (_name, type, parameters, listsAreRight) => {
	test.each(SHAPES)('%s is no success', async (what, body) => {
		sandbox.current.faults.add({
			...{ kind: 'status', status: 200, body, times: -1, headers: { 'content-type': 'application/json' } },
			path: '^(?!.*accessToken)',
		});
		const { error, json } = await runNode({ type, parameters, credentials: sandboxCredentials(sandbox.current) });
		if (listsAreRight && what.startsWith('a list')) return;
		expect({ json, failed: error !== undefined }).toEqual({ json: [], failed: true });
	});
});

test('the message names the vendor and what is missing', async () => {
	sandbox.current.faults.add({ kind: 'status', status: 200, body: { a: 'b' }, service: 'hubspot', times: -1 });
	const parameters = { resource: 'owner', operation: 'getAll', returnAll: true };
	const result = await runNode({
		type: 'hubSpotTickets',
		parameters,
		credentials: sandboxCredentials(sandbox.current),
	});
	expect(messageOf(result)).toBe('HubSpot answered without results');
});
