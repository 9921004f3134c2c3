import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import { SEED_GROUPS } from '../../../sandbox/kaizala';
import type { RunResult } from '../../harness/engine';
import { poll, runNode } from '../../harness/engine';
import { propertyRuns } from '../../harness/properties';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import { byId, list, mapped } from '../../HubSpotTickets/setup';

/** The same day written and looked for is the same day, through the nodes of the four services and in every zone. */

useInstantWaits();
const sandbox = useSandbox();

const ZONES = [
	...['America/New_York', 'Pacific/Kiritimati', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia'],
	// Its clocks change at midnight, so that some days begin at one.
	'America/Sao_Paulo',
];

/** The days on which clocks go forward or back, and those around them. */
const CHANGES = [
	...['2026-03-07', '2026-03-08', '2026-03-09', '2026-10-31', '2026-11-01', '2026-11-02'],
	...['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26'],
	...['2018-11-03', '2018-11-04', '2018-11-05', '2019-02-16', '2019-02-17', '2021-04-03', '2021-04-04', '2011-12-31'],
];
/** Kiritimati and Apia moved over the date line: one day was left out there, and nobody can say it. */
const LEFT_OUT = ['1994-12-31', '2011-12-30'];
const anyDay = fc
	.date({ min: new Date('1995-01-01T00:00:00Z'), max: new Date('2060-12-31T00:00:00Z'), noInvalidDate: true })
	.map((date) => date.toISOString().slice(0, 10))
	.filter((day) => ![-1, 0, 1].some((count) => LEFT_OUT.includes(dayAfter(day, count))));
const days = fc.oneof(fc.constantFrom(...CHANGES), anyDay);
const zones = fc.constantFrom(...ZONES);

const firstMoment = (day: string, zone: string): number => tryToParseDateTime(day, zone).startOf('day').toMillis();
const dayAfter = (day: string, count = 1): string =>
	new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);

/** Ways to say a day. */
const DAYS: Array<(day: string) => string> = [
	(day) => day,
	(day) => ` ${day}\u200b`,
	(day) => day.replaceAll('-', ''),
	(day) => `={{ DateTime.fromISO("${day}", { zone: $json.zone }) }}`,
	(day) => `={{ DateTime.fromISO("${day}T23:59", { zone: "Pacific/Kiritimati" }) }}`,
	(day) => `={{ new Date("${day}") }}`,
	(day) => `={{ ${Date.parse(`${day}T00:00:00Z`)} }}`,
	(day) => `={{ ${Date.parse(`${day}T00:00:00Z`) / 1000} }}`,
	(day) => `${day}T00:00:00Z`,
];
/** Ways to say the first moment of a day. */
const MOMENTS: Array<(day: string, zone: string) => string> = [
	(day) => day,
	() => '={{ DateTime.fromISO($json.day, { zone: $json.zone }).startOf("day") }}',
	() => '={{ DateTime.fromISO($json.day, { zone: $json.zone }).startOf("day").toUTC() }}',
	(day, zone) => `={{ ${firstMoment(day, zone)} }}`,
	(day, zone) => `={{ ${firstMoment(day, zone) / 1000} }}`,
	(day, zone) => `={{ new Date(${firstMoment(day, zone)}) }}`,
];
const oneOf = <T>(forms: readonly T[]) => fc.constantFrom(...forms);

async function run(
	type: string,
	zone: string,
	[resource, operation, parameters]: [string, string, INodeParameters],
	day = '',
): Promise<RunResult> {
	const result = await runNode({
		type,
		parameters: { authentication: 'accessToken', resource, operation, ...parameters },
		credentials: sandboxCredentials(sandbox.current),
		timezone: zone,
		items: [{ zone, day }],
	});
	if (result.error !== undefined) throw result.error;
	return result;
}

const PUMP = '38402119001';
const row = (propertyName: string, operator: string, value: string) => ({
	propertyName: list(propertyName),
	operator,
	value,
	highValue: '',
	values: '',
});

const write = async (zone: string, day: string, values: Record<string, string>) =>
	await run(
		'hubSpotTickets',
		zone,
		['ticket', 'update', { ticketId: byId(PUMP), updateFields: {}, properties: mapped(values) }],
		day,
	);

async function isFound(zone: string, day: string, filter: Array<ReturnType<typeof row>>): Promise<boolean> {
	const search = { filters: { filter }, query: '', returnAll: true, simplify: false, options: {} };
	const { json } = await run('hubSpotTickets', zone, ['ticket', 'search', search], day);
	return json.some(({ id }) => id === PUMP);
}

async function startsTrigger(zone: string, filter: Array<ReturnType<typeof row>>): Promise<boolean> {
	try {
		const items = await poll({
			type: 'hubSpotTicketsTrigger',
			parameters: { authentication: 'accessToken', event: 'updated', simplify: false, customFilters: { filter } },
			credentials: sandboxCredentials(sandbox.current),
			timezone: zone,
			staticData: {},
			mode: 'manual',
		});
		return (items ?? []).some(({ json }) => json.id === PUMP);
	} catch (error) {
		if (error instanceof Error && error.message.includes('no ticket to show')) return false;
		throw error;
	}
}

const RUNS = propertyRuns(200);
jest.setTimeout(Math.max(30_000, RUNS.numRuns * 750));

test('HubSpot: a date that is written one way is found by every other way, and its neighbors are not', async () => {
	await fc.assert(
		fc.asyncProperty(days, zones, oneOf(DAYS), oneOf(DAYS), async (day, zone, written, wanted) => {
			await write(zone, day, { promised_on: written(day) });
			expect(await isFound(zone, day, [row('promised_on', 'EQ', wanted(day))])).toBe(true);
			for (const other of [dayAfter(day), dayAfter(day, -1)]) {
				expect(await isFound(zone, day, [row('promised_on', 'EQ', wanted(other))])).toBe(false);
			}
		}),
		RUNS,
	);
});

test('HubSpot: a day that is written into a date and time is found by it, and lies within it', async () => {
	await fc.assert(
		fc.asyncProperty(days, zones, oneOf(MOMENTS), oneOf(MOMENTS), async (day, zone, written, wanted) => {
			await write(zone, day, { callback_at: written(day, zone) });
			expect(await isFound(zone, day, [row('callback_at', 'EQ', wanted(day, zone))])).toBe(true);
			const within = [row('callback_at', 'GTE', day), row('callback_at', 'LT', dayAfter(day))];
			expect(await isFound(zone, day, within)).toBe(true);
			expect(await isFound(zone, day, [row('callback_at', 'LT', day)])).toBe(false);
		}),
		RUNS,
	);
});

test('HubSpot: the filters of a trigger find the day that was written', async () => {
	const texts = DAYS.filter((form) => !form('2026-01-01').includes('$json'));
	await fc.assert(
		fc.asyncProperty(days, zones, oneOf(texts), oneOf(texts), async (day, zone, written, wanted) => {
			await write(zone, day, { promised_on: written(day), callback_at: day });
			const both = (date: string, moment: string) => [row('promised_on', 'EQ', date), row('callback_at', 'EQ', moment)];
			expect(await startsTrigger(zone, both(wanted(day), day))).toBe(true);
			expect(await startsTrigger(zone, both(wanted(dayAfter(day)), day))).toBe(false);
			expect(await startsTrigger(zone, both(wanted(day), dayAfter(day)))).toBe(false);
		}),
		{ ...RUNS, numRuns: Math.ceil(RUNS.numRuns * 0.3) },
	);
});

test('Thulium: a birthdate, a call and the filters say the same day', async () => {
	await fc.assert(
		fc.asyncProperty(days, zones, oneOf(DAYS), async (day, zone, written) => {
			const birthdate = { surname: 'Lis', additionalFields: { birthdate: written(day) } };
			await run('thulium', zone, ['customer', 'create', birthdate], day);
			const call = { queueId: byId('3'), phoneNumber: '600100200', options: { callAt: day } };
			await run('thulium', zone, ['queue', 'scheduleCall', call], day);
			const bodies = requests(sandbox.current, 'thulium', 'POST').map(({ body }) => JSON.stringify(body));
			expect(bodies.at(-2)).toContain(`"birthdate":"${day}"`);
			expect(bodies.at(-1)).toContain(`"call_at":"${day} 00:00:00"`);
			const filters = { createDateFrom: day, createDateTo: day };
			await run('thulium', zone, ['ticket', 'getAll', { filters }], day);
			expect(requests(sandbox.current, 'thulium', 'GET').at(-1)?.query).toMatchObject({
				create_date_from: `${day} 00:00`,
				create_date_to: `${day} 23:59`,
			});
		}),
		RUNS,
	);
});

test('Kaizala: what begins on a day is listed from that day on', async () => {
	const group = { groupId: byId(SEED_GROUPS.supportDesk) };
	await fc.assert(
		fc.asyncProperty(days, zones, oneOf(MOMENTS), oneOf(MOMENTS), async (day, zone, written, wanted) => {
			const meeting = { ...group, recipients: 'group', actionType: 'LetsMeet', title: 'Desk' };
			await run('kaizala', zone, ['action', 'send', { ...meeting, startingTime: written(day, zone) }], day);
			const body: IDataObject = Object(requests(sandbox.current, 'kaizala', 'POST').at(-1)?.body);
			const from = { ...group, by: 'type', listedType: 'Job', options: { fromDate: wanted(day, zone) } };
			await run('kaizala', zone, ['action', 'getAll', from], day);
			const { fromDate } = Object(requests(sandbox.current, 'kaizala', 'GET').at(-1)?.query);
			expect(Date.parse(String(Object(body.actionBody).startingTime))).toBe(firstMoment(day, zone));
			expect(Number(fromDate)).toBe(firstMoment(day, zone));
		}),
		RUNS,
	);
});

test('jtel: a day as a filter finds what its first moment finds', async () => {
	const all = await run('jtelAcd', 'Europe/Berlin', ['event', 'getAll', { returnAll: true }]);
	const created = all.json.map(({ dtCreated }) => String(dtCreated).slice(0, 10));
	const near = fc.constantFrom(...created.flatMap((day) => [dayAfter(day, -1), day, dayAfter(day)]));
	await fc.assert(
		fc.asyncProperty(fc.oneof(near, days), zones, oneOf(MOMENTS), async (day, zone, wanted) => {
			const found = async (createdAfter: string) => {
				const filters = { returnAll: true, filters: { createdAfter } };
				return (await run('jtelAcd', zone, ['event', 'getAll', filters], day)).json.map(({ ID }) => ID);
			};
			expect(await found(wanted(day, zone))).toEqual(await found(new Date(firstMoment(day, zone)).toISOString()));
		}),
		RUNS,
	);
});
