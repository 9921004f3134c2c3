import '../../harness/waits';
import type { IDataObject } from 'n8n-workflow';

import { EVENTS as JTEL_EVENTS } from '../../../nodes/JtelAcd/polling/events';
import { POLLING_EVENTS } from '../../../nodes/HubSpotTickets/polling/events';
import { EVENTS as THULIUM_EVENTS } from '../../../nodes/Thulium/polling/events';
import { sha256 } from '../../../nodes/shared/crypto';
import { openState } from '../../../nodes/shared/triggers/state';
import { TriggerFixture as HubSpotTrigger } from '../../HubSpotTickets/polling/fixture';
import { TriggerFixture as JtelTrigger } from '../../JtelAcd/polling/fixture';
import { poll } from '../../harness/engine';
import type { CredentialStore } from '../../harness/credentials';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';

/**
 * What polling triggers make of a stored state that is damaged, belongs to somebody else or is of an older version.
 * Anything but "nothing is known, so everything is new".
 */

useInstantWaits();
const sandbox = useSandbox();

interface Trigger {
	type: string;
	parameters: (event: string) => IDataObject;
	events: string[];
	/** Whose the state is, as versions before 2 stored it. */
	before: (credentials: CredentialStore) => IDataObject;
	/** Something that each event is made of. */
	happen: () => Promise<void>;
	/** Another account at the same address. */
	swap: (credentials: CredentialStore) => CredentialStore;
}

const mark = (text: unknown) => sha256(String(text)).slice(0, 16);
const act = async (...given: Parameters<typeof sandbox.current.act>) => await sandbox.current.act(...given);
let count = 0;

const TRIGGERS: Trigger[] = [
	{
		type: 'hubSpotTicketsTrigger',
		parameters: (event) => ({ event, watchedProperties: ['content'], options: { startFrom: '' } }),
		events: Object.keys(POLLING_EVENTS),
		before: ({ hubSpotTicketsApi }) => ({ server: mark(hubSpotTicketsApi?.baseUrl) }),
		async happen() {
			const person = new HubSpotTrigger(sandbox.current, {});
			const gone = await person.raise('To be deleted');
			const id = await person.raise(`Number ${++count}`);
			await person.update(id, { content: `Changed ${count}` });
			await person.move(id, '4');
			await person.move(id, '1');
			await person.note(id, 'A note');
			await person.delete(gone);
		},
		swap(credentials) {
			const body = { portalId: 7_654_321 };
			sandbox.current.faults.add({
				...{ kind: 'status', service: 'hubspot', path: 'account-info', status: 200, body, times: -1 },
			});
			return {
				...credentials,
				hubSpotTicketsApi: { ...credentials.hubSpotTicketsApi, clientSecret: 'of-another-app' },
			};
		},
	},
	{
		type: 'thuliumPollingTrigger',
		parameters: (event) => ({ event }),
		events: Object.keys(THULIUM_EVENTS),
		before: ({ thuliumApi }) => ({ system: mark(`${String(thuliumApi?.baseUrl)}/api`) }),
		async happen() {
			await act('thulium', 'raiseTicket', {});
			await act('thulium', 'customerWrites', { ticket_id: 1234, body: `Number ${++count}` });
			await act('thulium', 'changeStatus', { ticket_id: 1235, status_id: String(1 + (count % 3)) });
		},
		swap(credentials) {
			const limitedPermissions = ['tickets', 'tickets/:id', 'connections', 'recordings'].map((path) => `GET ${path}`);
			sandbox.current.setSwitches('thulium', { limitedPermissions });
			const other = { user: 'api_limited', password: 'limited_pass' };
			return { ...credentials, thuliumApi: { ...credentials.thuliumApi, ...other } };
		},
	},
	{
		type: 'jtelAcdTrigger',
		parameters: (event) => ({ event }),
		events: Object.keys(JTEL_EVENTS),
		before: ({ jtelAcdApi }) => ({ account: mark(`${String(jtelAcdApi?.serverUrl)}/rest/v1.0/1`) }),
		async happen() {
			const person = new JtelTrigger(sandbox.current, {});
			const id = await person.create();
			await person.take(id);
			await person.touch(2001, { Subject: `Changed ${++count}` });
		},
		swap: (credentials) => ({
			...credentials,
			jtelAcdApi: { ...credentials.jtelAcdApi, clientId: '2', token: 'jtel-second-token' },
		}),
	},
];

async function tick(
	{ type, parameters }: Trigger,
	event: string,
	state: unknown,
	credentials = sandboxCredentials(sandbox.current),
	more: IDataObject = {},
): Promise<{ items: IDataObject[]; state: IDataObject; warnings: string[] }> {
	const staticData: IDataObject = state === undefined ? {} : { state: structuredClone(state) as IDataObject };
	const warnings: string[] = [];
	const given = { ...parameters(event), ...more } as Parameters<typeof poll>[0]['parameters'];
	const items = await poll({ type, parameters: given, credentials, staticData, warnings });
	return { items: (items ?? []).map(({ json }) => json), state: staticData.state as IDataObject, warnings };
}

/** The state of a trigger that has been at work for a while. */
async function lived(trigger: Trigger, event: string): Promise<IDataObject> {
	let { state } = await tick(trigger, event, undefined);
	await trigger.happen();
	({ state } = await tick(trigger, event, state));
	return state;
}

/** What versions before 2 stored, but for whose it was. */
const unsealed = (state: IDataObject): IDataObject =>
	Object.fromEntries(Object.entries(state).filter(([name]) => !['version', 'identity', 'check'].includes(name)));

const WRONG: unknown[] = [
	...[
		undefined,
		null,
		true,
		false,
		0,
		1,
		-1,
		0.5,
		42,
		1e12,
		2e12,
		1e300,
		'',
		' ',
		'x',
		'!',
		'0',
		'AAAA',
		'2020-01-01 00:00',
	],
	...['__proto__', '{"a":1}', [], [1], ['x'], {}, { a: 1 }, { length: 3 }, { toString: 1, valueOf: 1 }],
];

/** JSON of so many levels, as a damaged database may hold it. */
const nested = (levels: number): unknown => JSON.parse(`${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`);

/** What is too long or too deep to be looked through, what belongs to no JSON of ours, and what is not yet. */
const MONSTROUS: Array<[what: string, value: unknown]> = [
	['500 levels', nested(500)],
	['a text of 5 MB', 'A'.repeat(5_000_000)],
	['a list of 100,000', Array.from({ length: 100_000 }, (_, index) => index)],
	['__proto__', JSON.parse('{"__proto__":{"from":0},"constructor":{"prototype":1}}')],
	['a day in 9999', 253_402_214_400_000],
	['a text of that day', '9999-12-31 23:59'],
];

/** The state with one thing wrong in it, in every way that is thought of here. */
function* damaged(state: IDataObject): Generator<[what: string, state: unknown]> {
	for (const wrong of WRONG.slice(1)) yield [`the whole: ${JSON.stringify(wrong)}`, wrong];
	for (const [field, value] of Object.entries(state)) {
		const others: unknown[] = [...WRONG];
		if (typeof value === 'string') others.push(`${value}A`, value.slice(1), value.slice(0, -1), value.toUpperCase());
		if (typeof value === 'number') others.push(value + 1, value - 1, -value, String(value), value * 2);
		for (const wrong of others) {
			if (JSON.stringify(wrong) === JSON.stringify(value)) continue;
			yield [`${field}: ${JSON.stringify(wrong)}`, { ...state, [field]: wrong }];
		}
		yield [
			`${field} under another name`,
			Object.fromEntries(Object.entries(state).map(([k, v]) => [k === field ? `${k}_` : k, v])),
		];
	}
	yield ['one field more', { ...state, more: 1 }];
}

describe.each(TRIGGERS)('$type', (trigger) => {
	test('a damaged state is a new beginning that says so: nothing old comes out', async () => {
		const [event = ''] = trigger.events;
		const state = await lived(trigger, event);
		let tried = 0;
		for (const [what, wrong] of damaged(state)) {
			const { items, warnings } = await tick(trigger, event, wrong);
			expect({ what, items, warnings }).toEqual({
				what,
				items: [],
				warnings: [
					expect.stringMatching(/the stored state of this trigger (is damaged|was written by another version)/),
				],
			});
			tried++;
		}
		expect(tried).toBeGreaterThanOrEqual(160);
	}, 300_000);

	test.each(MONSTROUS)('a damaged state is a new beginning, however monstrous: %s', async (_what, monster) => {
		const [event = ''] = trigger.events;
		const state = await lived(trigger, event);
		const wrong = [monster, ...Object.keys(state).map((name) => ({ ...state, [name]: monster }))];
		for (const stored of wrong) {
			const { items, warnings } = await tick(trigger, event, stored);
			expect({ items, warnings }).toEqual({ items: [], warnings: [expect.stringMatching(/damaged|another version/)] });
		}
	});

	test('after a damaged state what happens next is told once', async () => {
		for (const event of trigger.events.filter((name) => /created/i.test(name))) {
			const { state } = await tick(trigger, event, { ...(await lived(trigger, event)), version: 'x' });
			await trigger.happen();
			const after = await tick(trigger, event, state);
			expect(after.items.length).toBeGreaterThan(0);
			expect(after.warnings).toEqual([]);
			expect((await tick(trigger, event, after.state)).items).toEqual([]);
		}
	});

	test.each(trigger.events)(
		'%s: the state of an older version goes on, and nothing is lost or doubled',
		async (event) => {
			const sealed = await lived(trigger, event);
			const fields = unsealed(sealed);
			const older = { ...trigger.before(sandboxCredentials(sandbox.current)), ...fields };
			await trigger.happen();
			const [now, then] = [await tick(trigger, event, sealed), await tick(trigger, event, older)];
			expect(then).toEqual(now);
			expect(then.warnings).toEqual([]);
		},
	);

	test('a damaged state of an older version is a new beginning as well', async () => {
		const [event = ''] = trigger.events;
		const fields = unsealed(await lived(trigger, event));
		const owner = trigger.before(sandboxCredentials(sandbox.current));
		for (const name of Object.keys(fields)) {
			for (const wrong of [undefined, null, {}, [], true, '!', 'x y']) {
				const { items, warnings } = await tick(trigger, event, { ...owner, ...fields, [name]: wrong });
				expect({ name, wrong, items, warnings }).toEqual({ name, wrong, items: [], warnings: [expect.any(String)] });
			}
		}
	});

	test.each(trigger.events)(
		'%s: the credential of another account begins anew, and does not tell its past',
		async (event) => {
			const state = await lived(trigger, event);
			await trigger.happen();
			// What is deleted in the very instant of a beginning may count as later.
			sandbox.current.core.clock.shift(1_000);
			const other = trigger.swap(sandboxCredentials(sandbox.current));
			const { items, warnings, state: begun } = await tick(trigger, event, state, other);
			expect(items).toEqual([]);
			expect(warnings).toEqual([expect.stringContaining('belongs to another account')]);
			expect((await tick(trigger, event, begun, other)).items).toEqual([]);
			// And back again: what it knew is gone with the swap.
			sandbox.current.faults.clear();
			expect((await tick(trigger, event, begun)).items).toEqual([]);
		},
	);

	test('the choice of another event begins anew without a word', async () => {
		const [event = '', other = ''] = trigger.events;
		const { items, warnings } = await tick(trigger, other, await lived(trigger, event));
		expect({ items, warnings }).toEqual({ items: [], warnings: [] });
	});
});

test('Start From is for the first activation: behind a damaged state it tells nothing again', async () => {
	const [trigger] = TRIGGERS;
	if (trigger === undefined) throw new Error('There is no trigger');
	const past = { options: { startFrom: '2020-01-01T00:00:00Z' } };
	const credentials = sandboxCredentials(sandbox.current);
	const first = await tick(trigger, 'created', undefined, credentials, past);
	const all = await tick(trigger, 'created', first.state, credentials, past);
	expect(all.items.length).toBeGreaterThan(0);
	const again = await tick(trigger, 'created', { ...all.state, from: 0 }, credentials, past);
	expect(again.items).toEqual([]);
	expect((await tick(trigger, 'created', again.state, credentials, past)).items).toEqual([]);
});

test('a stored state of 100,000 levels is damaged like any other, and makes nothing throw', () => {
	const form = { event: 'created', events: ['created'], fields: {} };
	const owner = { identity: 'a', before: { field: 'server', value: 'a' } };
	const stored: unknown = { version: 2, identity: 'a', event: 'created', check: 'a', more: nested(100_000) };
	expect(openState(stored, form, owner)).toEqual({ kind: 'unfit', problem: 'is damaged' });
});
