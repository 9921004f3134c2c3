import { createJtel } from '../../../sandbox/jtel';
import { createKaizala, SEED_GROUPS, SEED_PHONES } from '../../../sandbox/kaizala';
import { createThulium } from '../../../sandbox/thulium';
import type { RunResult, RunSetup } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';

/** Fields that are filled by an expression which yields nothing: they must not send a value that nobody entered. */

const sandbox = useSandbox([createJtel, createKaizala, createThulium]);

const NOTHING = [{ nothing: null, empty: '' }];
const EMPTY = ['={{ $json.nothing }}', '={{ $json.empty }}', '={{ $json.absent }}'];

async function run(type: string, parameters: RunSetup['parameters']): Promise<RunResult> {
	return await runNode({ type, parameters, credentials: sandboxCredentials(sandbox.current), items: NOTHING });
}

const bodies = (service: 'jtel' | 'kaizala' | 'thulium', method: string) =>
	requests(sandbox.current, service, method).map(({ body }) => body);

test.each(EMPTY)('jtel: no amount overwrites the one that is there (%s)', async (nothing) => {
	const contact = { campaign: { __rl: true, mode: 'id', value: '51' }, name: 'Neumann', phoneNumbers: ['4915550099'] };
	const additionalFields = { amount: nothing, randomSortOrder: nothing, firstName: nothing };
	const given = { ...contact, userData: 'cust-1', additionalFields };
	const { error } = await run('jtelAcd', { resource: 'diallerContact', operation: 'upsert', ...given });
	expect(error).toBeUndefined();
	expect(bodies('jtel', 'POST')).toEqual([
		{ DiallerCampaignsID: 51, Name: 'Neumann', UserData: 'cust-1', PhoneNumber1: '4915550099' },
	]);
});

test.each(EMPTY)('Thulium: an update leaves what is left empty as it is (%s)', async (nothing) => {
	const customFields = { field: [{ name: 'Order no', value: nothing }] };
	const updateFields = { vip: nothing, fillReadOnly: nothing, name: nothing, job: 'Depot', customFields };
	const { error } = await run('thulium', {
		...{ resource: 'customer', operation: 'update', customerId: '5521' },
		updateFields,
	});
	expect(error).toBeUndefined();
	expect(bodies('thulium', 'PUT')).toEqual([{ job: 'Depot' }]);
});

test.each(EMPTY)('Thulium: an update of a ticket with nothing but empty values is refused (%s)', async (nothing) => {
	const customFields = { field: [{ name: 'Order no', value: nothing }] };
	const given = { ticketId: '1234', updateFields: { customFields } };
	const result = await run('thulium', { resource: 'ticket', operation: 'update', ...given });
	expect(messageOf(result)).toBe('There is nothing to change');
	expect(bodies('thulium', 'PUT')).toEqual([]);
});

test.each(EMPTY)('Thulium: a record of a campaign keeps its place (%s)', async (nothing) => {
	const given = { campaignId: { __rl: true, mode: 'id', value: '00001' }, customerId: '5521' };
	const updateFields = { order: nothing };
	const result = await run('thulium', { resource: 'campaignRecord', operation: 'update', ...given, updateFields });
	expect(messageOf(result)).toBe('There is nothing to change');
	expect(bodies('thulium', 'PUT')).toEqual([]);
});

test.each(EMPTY)('Kaizala: a webhook is not turned off (%s)', async (nothing) => {
	const given = { webhookId: '8d0e1d5c-0000-4000-8000-000000000001', updateFields: { active: nothing } };
	const result = await run('kaizala', { resource: 'webhook', operation: 'update', ...given });
	expect(messageOf(result)).toBe('There is no field to update');
	expect(bodies('kaizala', 'PUT')).toEqual([]);
});

test.each(EMPTY)('Kaizala: a place without its figures is refused and not sent as 0, 0 (%s)', async (nothing) => {
	const place = { place: { latitude: nothing, longitude: 13.4, name: 'Front desk' } };
	const result = await run('kaizala', {
		...{ resource: 'action', operation: 'send', actionType: 'LetsMeet' },
		groupId: { __rl: true, mode: 'id', value: SEED_GROUPS.customerCare },
		...{ title: 'Printer', startingTime: '2026-05-04T09:30:00', durationInMins: 30 },
		...{ recipients: 'subscribers', subscribers: SEED_PHONES.customer },
		options: { place },
	});
	expect(messageOf(result)).toMatch(/^The field "Options > Place > Latitude" must be a number, but it is /);
	expect(bodies('kaizala', 'POST')).toEqual([]);
});
