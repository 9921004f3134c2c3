import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { isObject, mentions, recordsIn, textOf } from '../../scripts/lib/json';
import { cardsIn, ticketProperties } from '../../scripts/lib/story';
import { filledIn } from '../harness/fillIn';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { HAS_N8N } from './nodeDescriptions';
import type { TemplateRun } from './run';
import { runTemplate } from './run';
import { readTemplate } from './template';

const CATCH_UP = 'catch-up.json';
const NEW_TICKET = 'new-ticket-to-card-and-acd-event.json';
const CLOSING_NOTE = 'closing-note-through-thulium.json';

if (!HAS_N8N) process.stderr.write('Skipped: the template Catch up. n8n’s own nodes are not installed in host/\n');

/** Of Fill In Here: what was raised a moment ago is old enough, and tickets of the seed are too old. */
const VALUES = { onlySince: '2020-01-01', olderThanMinutes: -1, youngerThanDays: 0.01 };

(HAS_N8N ? describe : describe.skip)(CATCH_UP, () => {
	useInstantWaits();
	const sandbox = useSandbox();

	const state = (service: ServiceName): JsonObject => sandbox.current.services[service].snapshot();
	const propertiesOf = (id: string) => ticketProperties(state('hubspot'), id) ?? {};
	const cardsOf = (id: string) => cardsIn(state('kaizala')).filter((card) => mentions(card, id));
	const eventsOf = (id: string) => recordsIn(state('jtel').events).filter(({ UserData }) => UserData === id);
	const replies = () =>
		sandbox.current.journal
			.entries()
			.filter(({ method, path, status }) => method === 'POST' && path.endsWith('/agent_response') && status < 300);

	const act = async (action: string, input: JsonObject): Promise<JsonObject> => {
		const answer = await sandbox.current.act('hubspot', action, input);
		return isObject(answer) ? answer : {};
	};
	const raise = async (properties: JsonObject = {}): Promise<string> =>
		textOf(await act('raiseTicket', { subject: 'Pump', properties }), 'id');
	const change = async (id: string, properties: JsonObject) => await act('updateTicket', { id, properties });

	const { parameters = {} } = readTemplate(CATCH_UP).nodes.find(({ name }) => name === 'Fill In Here') ?? {};
	const catchUp = async (values: Record<string, string | number | boolean> = {}): Promise<TemplateRun> =>
		await runTemplate(sandbox.current, CATCH_UP, {
			start: 'Every 15 minutes',
			items: [{}],
			parameters: { 'Fill In Here': filledIn(parameters, { ...VALUES, ...values }) },
		});
	const relay = async (id: string): Promise<TemplateRun> =>
		await runTemplate(sandbox.current, NEW_TICKET, {
			start: 'New ticket',
			items: [{ id, subject: 'Pump', url: `https://app-eu1.hubspot.com/contacts/24816357/record/0-5/${id}` }],
		});

	const fault = (fault: JsonObject & { service: ServiceName; path: string }): void => {
		sandbox.current.faults.add({ kind: 'status', status: 400, times: -1, ...fault });
	};

	/** One card and one event, both known to the ticket. */
	function expectWhole(id: string): void {
		expect([cardsOf(id).length, eventsOf(id).length]).toEqual([1, 1]);
		expect(propertiesOf(id)).toMatchObject({
			kaizala_action_id: textOf(cardsOf(id)[0], 'actionId'),
			kaizala_group_id: textOf(cardsOf(id)[0], 'groupId'),
			jtel_event_id: String(eventsOf(id)[0]?.ID),
		});
	}

	test('makes the card and the event of tickets that nobody has begun, and then nothing more', async () => {
		const ids = [await raise(), await raise(), await raise()];
		expect((await catchUp()).error).toBeUndefined();
		ids.forEach(expectWhole);
		expect((await catchUp({ claimMinutes: 0 })).error).toBeUndefined();
		ids.forEach(expectWhole);
	});

	test('makes what the first template makes', async () => {
		const [one, other] = [await raise(), await raise()];
		await relay(one);
		await catchUp();
		const made = (id: string) =>
			JSON.stringify(
				[cardsOf(id), eventsOf(id)].map((list) =>
					list.map(({ title, properties, EventData, Sender, Receiver, Subject }) => ({
						...{ title, properties, EventData, Sender, Receiver, Subject },
					})),
				),
			).replaceAll(id, 'ID');
		expect(made(other)).toBe(made(one));
	});

	test('makes only what is missing: one system was down', async () => {
		const id = await raise();
		fault({ service: 'kaizala', path: '/actions$', method: 'POST' });
		expect((await relay(id)).error?.message).toMatch(/Kaizala says/);
		sandbox.current.faults.clear();
		expect((await catchUp({ claimMinutes: 0 })).error).toBeUndefined();
		expectWhole(id);
	});

	test('stores what was made before n8n ended: nothing is made again', async () => {
		const id = await raise();
		// HubSpot takes no IDs, as if n8n had ended before it could store them.
		fault({ service: 'hubspot', path: '/tickets/\\d+$', method: 'PATCH', skip: 1 });
		expect((await relay(id)).error).toBeDefined();
		sandbox.current.faults.clear();
		expect(propertiesOf(id)).not.toMatchObject({ kaizala_action_id: expect.stringMatching(/./) });
		expect([cardsOf(id).length, eventsOf(id).length]).toEqual([1, 1]);
		expect((await catchUp({ claimMinutes: 0 })).error).toBeUndefined();
		expectWhole(id);
	});

	test.each([
		{ service: 'kaizala', path: '/actions$', made: [0, 1] },
		{ service: 'jtel', path: '/acd/events$', made: [1, 0] },
	] as const)(
		'$service cannot be asked: nothing is made of it, and the other goes on',
		async ({ service, path, made }) => {
			const id = await raise();
			fault({ service, path, method: 'GET' });
			expect((await catchUp()).error?.message).toMatch(/says/);
			expect([cardsOf(id).length, eventsOf(id).length]).toEqual(made);
			sandbox.current.faults.clear();
			expect((await catchUp({ claimMinutes: 0 })).error).toBeUndefined();
			expectWhole(id);
		},
	);

	test('runs at the same time, and the first template among them, make everything once', async () => {
		const ids = await Promise.all(Array.from({ length: 12 }, async () => await raise()));
		const runs = [catchUp(), catchUp(), ...ids.slice(0, 6).map(relay), catchUp()];
		await Promise.all(runs);
		for (const id of ids) {
			expect(cardsOf(id).length).toBeLessThanOrEqual(1);
			expect(eventsOf(id).length).toBeLessThanOrEqual(1);
		}
		await catchUp({ claimMinutes: 0 });
		ids.forEach(expectWhole);
	});

	test('a ticket in whose work another run may be is left alone', async () => {
		const id = await raise();
		await change(id, { relay_claim: 'somebody' });
		expect((await catchUp()).runs('Claim the ticket')).toEqual([]);
		expect([cardsOf(id).length, eventsOf(id).length]).toEqual([0, 0]);
	});

	test('a poll that comes late passes over what was caught up with', async () => {
		const id = await raise();
		await catchUp();
		expect((await relay(id)).error).toBeUndefined();
		expectWhole(id);
	});

	test('takes only tickets of its window', async () => {
		const id = await raise();
		await catchUp({ olderThanMinutes: 1 });
		await catchUp({ onlySince: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) });
		await catchUp({ cards: false, events: false });
		expect(propertiesOf(id).relay_claim ?? '').toBe('');
		await catchUp({ cards: false });
		expect([cardsOf(id).length, eventsOf(id).length]).toEqual([0, 1]);
	});

	test('an outcome that nobody knows is marked, told once and left to a person', async () => {
		const id = await raise();
		for (const [service, path] of [
			['kaizala', '/actions$'],
			['jtel', '/create$'],
		] as const) {
			fault({ service, path, method: 'POST', status: 502 });
		}
		expect((await relay(id)).error?.message).toMatch(/The outcome is unknown/);
		expect(propertiesOf(id).relay_state).toBe('outcome unknown');
		sandbox.current.faults.clear();
		expect((await catchUp({ claimMinutes: 0 })).error?.message).toContain(`Ticket ${id}: nobody knows`);
		expect((await catchUp({ claimMinutes: 0 })).error).toBeUndefined();
		expect(propertiesOf(id).relay_state).toBe('waits for a person');
		expect([cardsOf(id).length, eventsOf(id).length]).toEqual([0, 0]);
		// The person has looked: nothing was sent.
		await change(id, { relay_state: '' });
		await catchUp({ claimMinutes: 0 });
		expectWhole(id);
	});

	test.each([
		{ service: 'kaizala', path: '/actions$' },
		{ service: 'jtel', path: '/create$' },
	] as const)('what it does not know itself it marks as well: $service', async ({ service, path }) => {
		const id = await raise();
		fault({ service, path, method: 'POST', status: 502 });
		expect((await catchUp()).error?.message).toMatch(/The outcome is unknown|nobody knows/);
		expect(propertiesOf(id).relay_state).toMatch(/outcome unknown|waits for a person/);
	});

	describe('closing notes', () => {
		const NOTE = 'It is mended.';
		const closed = async (more: JsonObject = { thulium_ticket_id: '1234' }): Promise<string> => {
			const id = await raise(more);
			await change(id, { hs_pipeline_stage: '4', closing_note: NOTE });
			return id;
		};
		const notes = { cards: false, events: false };
		const close = async (id: string) =>
			await runTemplate(sandbox.current, CLOSING_NOTE, {
				start: 'Ticket closed',
				items: [{ id, stageId: '4', isClosed: true, hs_pipeline_stage: '4', closing_note: NOTE }],
			});

		test('are sent when nobody has begun them, once', async () => {
			const id = await closed();
			expect((await catchUp(notes)).error).toBeUndefined();
			expect(replies()).toHaveLength(1);
			expect(propertiesOf(id).closing_note_sent).toBe(NOTE);
			expect((await catchUp({ ...notes, claimMinutes: 0 })).error).toBeUndefined();
			await close(id);
			expect(replies()).toHaveLength(1);
		});

		test('of a ticket without a Thulium ticket get one', async () => {
			const { id } = await act('raiseTicket', { subject: 'Pump', contactEmail: 'ewa.lis@example.com' });
			await change(String(id), { hs_pipeline_stage: '4', closing_note: NOTE });
			expect((await catchUp(notes)).error).toBeUndefined();
			expect(replies()).toHaveLength(1);
			expect(propertiesOf(String(id))).toMatchObject({
				thulium_ticket_id: expect.any(String),
				closing_note_sent: NOTE,
			});
		});

		test('are sent once by runs at the same time', async () => {
			const ids = [await closed(), await closed({ thulium_ticket_id: '1235' })];
			await Promise.all([catchUp(notes), ...ids.map(close), catchUp(notes), ...ids.map(close)]);
			expect(replies()).toHaveLength(2);
		});

		test('that may have been sent are left to a person, who is told once', async () => {
			const id = await closed();
			fault({ service: 'hubspot', path: '/tickets/\\d+$', method: 'PATCH', skip: 1 });
			expect((await close(id)).error).toBeDefined();
			sandbox.current.faults.clear();
			const again = { ...notes, claimMinutes: 0 };
			expect((await catchUp(again)).error?.message).toContain(`Ticket ${id}: its closing note may have been sent`);
			expect((await catchUp(again)).error).toBeUndefined();
			expect(replies()).toHaveLength(1);
			expect(propertiesOf(id).relay_state).toBe('waits for a person');
		});

		test('that Thulium refused are sent when it takes them', async () => {
			const id = await closed();
			fault({ service: 'thulium', path: '/agent_response$' });
			expect((await close(id)).error?.message).toMatch(/Thulium says/);
			expect((await catchUp({ ...notes, claimMinutes: 0 })).error?.message).toMatch(/Thulium says/);
			expect(replies()).toEqual([]);
			sandbox.current.faults.clear();
			expect((await catchUp({ ...notes, claimMinutes: 0 })).error).toBeUndefined();
			expect(replies()).toHaveLength(1);
			expect(propertiesOf(id)).toMatchObject({ closing_note_sent: NOTE });
		});

		test('of which nobody knows whether they went out are marked', async () => {
			const id = await closed();
			fault({ service: 'thulium', path: '/agent_response$', status: 502 });
			expect((await close(id)).error?.message).toMatch(/The outcome is unknown/);
			sandbox.current.faults.clear();
			await catchUp({ ...notes, claimMinutes: 0 });
			expect(replies()).toEqual([]);
			expect(propertiesOf(id).relay_state).toBe('waits for a person');
		});

		test('of tickets that are open again are not sent', async () => {
			const id = await closed();
			await act('moveTicket', { id, stage: '1' });
			expect((await catchUp(notes)).error).toBeUndefined();
			expect(replies()).toEqual([]);
		});
	});
});
