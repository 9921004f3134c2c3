import { createHubSpot } from '../../sandbox/hubspot';
import { messageOf, runNode } from '../harness/engine';
import { requests, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { hubSpot } from './setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);
const call = async (parameters: Parameters<typeof node>[2]) => await runNode(node('customApiCall', 'call', parameters));
const sent = () => requests(sandbox.current, 'hubspot');

test('reads all pages of another object with the same credential', async () => {
	const query = { parameter: [{ name: 'limit', value: '2' }] };
	const all = await call({ path: '/crm/objects/2026-09/contacts', query, readAllPages: true });
	expect(all.json.map(({ id }) => id)).toEqual(['201', '202', '203', '204', '205', '206']);
	expect(sent()).toHaveLength(3);
});

describe('a write', () => {
	const body = '{"properties":{"subject":"By hand","hs_pipeline_stage":"1"}}';
	const write = { method: 'POST', path: '/crm/objects/2026-09/tickets', body };

	test('is sent as it is written', async () => {
		expect((await call(write)).json).toMatchObject([{ properties: { subject: 'By hand' } }]);
		expect(sent()).toMatchObject([{ method: 'POST', path: write.path, body: JSON.parse(body), status: 201 }]);
	});

	test('whose outcome is unknown is not sent again', async () => {
		sandbox.current.faults.add({ kind: 'resetAfter', service: 'hubspot', method: 'POST' });
		const cut = await call(write);
		expect(messageOf(cut)).toMatch(/outcome is unknown/);
		expect(cut.error?.description).toMatch(/whether it took effect/);
		expect(sent()).toHaveLength(1);
	});
});

test.each([
	['a whole address', 'https://elsewhere.example/', /must be a path, not a whole address/],
	[
		'a malformed escape',
		'/crm/%zz',
		/^The field "Path" has a "%" that does not escape a UTF-8 character: write a percent sign as %25$/,
	],
])('%s as path is refused before a request is sent', async (_what, path, message) => {
	expect(messageOf(await call({ path }))).toMatch(message);
	expect(sent()).toEqual([]);
});
