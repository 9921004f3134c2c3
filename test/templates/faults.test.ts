import type { IDataObject } from 'n8n-workflow';

import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { CHAT } from '../../sandbox/teams/seed';
import { isObject, recordsIn, textOf } from '../../scripts/lib/json';
import { cardsIn, ticketProperties } from '../../scripts/lib/story';
import { useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { HAS_N8N } from './nodeDescriptions';
import { runTemplate } from './run';

/** What the templates do when something goes wrong in the middle. Whole, in n8n itself, they are run by test/e2e. */

const NEW_TICKET = 'new-ticket-to-card-and-acd-event.json';
const MISSED_CALL = 'missed-call-to-ticket-and-callback.json';
const BOTH_WAYS = 'thulium-and-hubspot-both-ways.json';
const CLOSING_NOTE = 'closing-note-through-thulium.json';
const TEAMS = 'send-or-change-teams-card.json';
/** A ticket of the seed. */
const TICKET = '38402119001';
const OTHER = '38402119002';

if (!HAS_N8N)
	process.stderr.write('Skipped: faults inside the templates. n8n’s own nodes are not installed in host/\n');

(HAS_N8N ? describe : describe.skip)('a template in which something goes wrong', () => {
	useInstantWaits();
	const sandbox = useSandbox();

	const state = (service: ServiceName): JsonObject => sandbox.current.services[service].snapshot();
	const propertiesOf = (id: string) => ticketProperties(state('hubspot'), id);

	function sent(service: ServiceName, path: RegExp): unknown[] {
		return sandbox.current.journal
			.entries()
			.filter((entry) => entry.service === service && entry.method === 'POST' && path.test(entry.path))
			.map(({ body }) => body);
	}

	async function raise(properties: JsonObject, subject = 'Mine'): Promise<string> {
		return textOf(await act('raiseTicket', { subject, properties }), 'id');
	}

	async function act(action: string, input: JsonObject): Promise<JsonObject> {
		const answer = await sandbox.current.act('hubspot', action, input);
		return isObject(answer) ? answer : {};
	}

	function refuse(service: ServiceName, path: string, status = 400): void {
		sandbox.current.faults.add({ kind: 'status', status, service, method: 'POST', path, times: -1 });
	}

	describe(NEW_TICKET, () => {
		const run = async (items: IDataObject[]) =>
			await runTemplate(sandbox.current, NEW_TICKET, { start: 'New ticket', items });

		test('jtel is down: the card is stored all the same, so its answers find the ticket', async () => {
			refuse('jtel', '/acd/events/create$', 503);
			const { error } = await run([{ id: TICKET, subject: 'Pump' }]);
			expect(error?.message).toMatch(/The outcome is unknown: jtel says/);
			const [card] = cardsIn(state('kaizala')).slice(-1);
			expect(propertiesOf(TICKET)).toMatchObject({
				kaizala_action_id: textOf(card, 'actionId'),
				kaizala_group_id: expect.stringMatching(/@2$/),
			});
		});

		test('Kaizala is down: the agents get their events, also those of other tickets', async () => {
			refuse('kaizala', '/actions$');
			const { error } = await run([{ id: TICKET, subject: 'Pump' }, { id: OTHER }]);
			expect(error?.message).toMatch(/Kaizala says/);
			const [first, second] = [TICKET, OTHER].map((id) => textOf(propertiesOf(id), 'jtel_event_id'));
			expect(sent('jtel', /create$/)).toMatchObject([{ UserData: TICKET }, { UserData: OTHER }]);
			expect([first, second]).toEqual([expect.stringMatching(/^\d+$/), expect.stringMatching(/^\d+$/)]);
			expect(second).not.toBe(first);
		});

		test('a ticket that cannot be written does not take the event from the others', async () => {
			const { error } = await run([{ id: '1', subject: 'Deleted meanwhile' }, { id: OTHER }]);
			expect(error?.message).toMatch(/HubSpot says/);
			expect(propertiesOf(OTHER)).toMatchObject({
				kaizala_action_id: expect.stringMatching(/./),
				jtel_event_id: expect.stringMatching(/./),
			});
		});

		test('a missed call has its callback: its ticket gets a card, and no second event that would take its place', async () => {
			await act('updateTicket', { id: TICKET, properties: { jtel_event_id: '2001' } });
			const { error } = await run([{ id: TICKET, subject: 'Missed call', external_ref: 'jtel-missed-call-1999' }]);
			expect(error).toBeUndefined();
			expect(sent('jtel', /create$/)).toEqual([]);
			expect(propertiesOf(TICKET)).toMatchObject({ jtel_event_id: '2001', kaizala_action_id: expect.any(String) });
		});
	});

	describe(MISSED_CALL, () => {
		const voiceMail = {
			ID: 2001,
			AcdEventTypesID: 1,
			AcdGroupsID: 236,
			Sender: '4915550077',
			Receiver: '4919900445566',
			Subject: 'Nobody was there',
			UserData: null,
			dtCreated: '2026-03-01T10:00:00.000',
		};
		const callback = { ...voiceMail, ID: 2002, AcdEventTypesID: 3 };
		const run = async (items: IDataObject[]) =>
			await runTemplate(sandbox.current, MISSED_CALL, { start: 'Missed call', items });
		const made = () =>
			recordsIn(state('hubspot').tickets).filter(({ properties }) =>
				textOf(isObject(properties) ? properties : undefined, 'external_ref').startsWith('jtel-missed-call-'),
			);

		test('a call that is told twice gets one callback, and its ticket stays where people moved it', async () => {
			expect((await run([voiceMail, callback])).error).toBeUndefined();
			for (const { id } of made()) await act('moveTicket', { id: id ?? '', stage: '4' });
			expect((await run([voiceMail, callback])).error).toBeUndefined();
			expect(sent('jtel', /create$/)).toHaveLength(1);
			expect(made().map(({ id }) => propertiesOf(String(id))?.hs_pipeline_stage)).toEqual(['4', '4']);
		});

		test('a ticket whose callback failed gets it when the call is told again', async () => {
			refuse('jtel', '/acd/events/create$');
			expect((await run([voiceMail])).error?.message).toMatch(/jtel says/);
			sandbox.current.faults.clear();
			expect((await run([voiceMail])).error).toBeUndefined();
			expect(made().map(({ id }) => propertiesOf(String(id))?.jtel_event_id)).toEqual([expect.stringMatching(/^\d+$/)]);
		});

		test('HubSpot does not tell whether a call is known: nothing is made, and the execution fails', async () => {
			refuse('hubspot', '/tickets/batch/read$', 403);
			expect((await run([voiceMail, callback])).error?.message).toMatch(/HubSpot/);
			expect(made()).toEqual([]);
			expect(sent('jtel', /create$/)).toEqual([]);
		});
	});

	describe(BOTH_WAYS, () => {
		const mail = (more: IDataObject = {}) => ({
			ticket_id: 1234,
			message_id: 99,
			type: 'MAIL',
			body: 'Hello',
			comment: '',
			attachments: [],
			ticket: { from: 'ewa.lis@example.com', subject: 'In Thulium', ticket_queue_name: 'Service' },
			...more,
		});
		const run = async (items: IDataObject[]) =>
			await runTemplate(sandbox.current, BOTH_WAYS, { start: 'New message in Thulium', items });
		const noted = (id: string) =>
			sent('hubspot', /\/notes(\/batch\/create)?$/)
				.map((body) => JSON.stringify(body))
				.filter((body) => body.includes(id));

		test('a ticket that HubSpot’s search does not know yet is left as it is: not reopened, not renamed', async () => {
			sandbox.current.setSwitches('hubspot', { searchLagMs: 60_000 });
			const id = await raise({ thulium_ticket_id: '1234', content: 'As the customer said it' });
			await act('moveTicket', { id, stage: '4' });
			const before = propertiesOf(id);
			expect((await run([mail(), mail({ ticket_id: 1235, message_id: 100 })])).error).toBeUndefined();
			expect(propertiesOf(id)).toEqual(before);
			expect(noted(id)).toHaveLength(1);
			// The other one is new.
			const made = recordsIn(state('hubspot').tickets).map(({ properties }) => properties);
			expect(made.filter((one) => isObject(one) && one.thulium_ticket_id === '1235')).toMatchObject([
				{ subject: 'In Thulium', hs_pipeline_stage: '1' },
			]);
		});

		test('HubSpot does not tell whether there is a ticket: none is made', async () => {
			refuse('hubspot', '/tickets/batch/read$', 403);
			const count = recordsIn(state('hubspot').tickets).length;
			const { error } = await run([mail(), mail({ ticket_id: 1235, message_id: 100 })]);
			expect(error?.message).toMatch(/HubSpot/);
			expect(recordsIn(state('hubspot').tickets)).toHaveLength(count);
		});

		test('a ticket that the closing note just made gets no second one, wherever Thulium keeps its comment', async () => {
			const count = recordsIn(state('hubspot').tickets).length;
			const comment = { type: 'COMMENT', message_id: 100, body: '', comment: `HubSpot ticket ${TICKET}` };
			await run([mail(), mail(comment)]);
			expect(recordsIn(state('hubspot').tickets)).toHaveLength(count);
		});

		test('letters that a mail writes as entities are letters in the note', async () => {
			const id = await raise({ thulium_ticket_id: '1234' });
			const body =
				'<p>Prosz&#281; o zwrot: 5&nbsp;&euro; &ndash; &bdquo;pude&#x142;ko&rdquo; Krak&oacute;w, Tom&#39;s &amp;oacute;</p>';
			expect((await run([mail({ body })])).error).toBeUndefined();
			expect(noted(id)).toEqual([
				expect.stringContaining("Proszę o zwrot: 5 € – „pudełko” Kraków, Tom's &amp;oacute;"),
			]);
		});

		test.each(['<a ', '<style>', '<', '&', '<!--', '</p', '\u200b', '<a href='])(
			'150 KB of %j in one mail keep no other message back',
			async (piece) => {
				const id = await raise({ thulium_ticket_id: '1234' });
				const bad = piece.repeat(Math.ceil(150_000 / piece.length));
				const before = process.cpuUsage();
				const { error } = await run([
					mail({ body: '<p>First</p>' }),
					mail({ message_id: 100, body: `<p>Bad</p>${bad}` }),
					mail({ message_id: 101, body: '<p>Third</p>' }),
				]);
				const { user } = process.cpuUsage(before);
				expect(error).toBeUndefined();
				expect(noted(id).join()).toMatch(/First.*Bad.*Third/s);
				expect(user / 1000).toBeLessThan(3_000);
			},
		);

		test('a message whose text cannot be read goes to Needs attention, and the others go on', async () => {
			const id = await raise({ thulium_ticket_id: '1234' });
			const items = [mail(), mail({ message_id: 100, body: { odd: true } }), mail({ message_id: 101, body: 'Bye' })];
			const { error } = await run(items);
			expect(error?.message).toMatch(/HTML/);
			expect(noted(id).join()).toMatch(/Hello.*Bye/s);
		});

		test('a message that is longer than a note may be comes shortened', async () => {
			const id = await raise({ thulium_ticket_id: '1234' });
			expect((await run([mail({ body: `Long: ${'&amp;"'.repeat(30_000)}` })])).error).toBeUndefined();
			const [note = ''] = noted(id);
			expect(note.includes('Long: &amp;')).toBe(true);
			expect(note.includes('(shortened; the whole text is in Thulium)')).toBe(true);
		});
	});

	describe(CLOSING_NOTE, () => {
		const move = (stageId: string, hs_pipeline_stage: string, more: IDataObject = {}) => ({
			...{ id: TICKET, stageId, isClosed: stageId === '4', hs_pipeline_stage },
			...{ closing_note: 'It is mended.', thulium_ticket_id: '1234', ...more },
		});
		const run = async (items: IDataObject[]) => {
			// The template reads what the tickets hold now.
			for (const { id, closing_note, thulium_ticket_id } of items) {
				await act('updateTicket', {
					id: String(id),
					properties: { closing_note: String(closing_note), thulium_ticket_id: String(thulium_ticket_id ?? '') },
				});
			}
			return await runTemplate(sandbox.current, CLOSING_NOTE, { start: 'Ticket closed', items });
		};

		test('a ticket that was closed by mistake and is open again tells the customer nothing', async () => {
			expect((await run([move('4', '1'), move('1', '1')])).error).toBeUndefined();
			expect(sent('thulium', /agent_response$/)).toEqual([]);
		});

		test('one that is closed is told, once', async () => {
			expect((await run([move('4', '4'), move('1', '4'), move('4', '4')])).error).toBeUndefined();
			expect(sent('thulium', /agent_response$/)).toHaveLength(1);
		});

		test('the reasons of all tickets are told, not only that of the first', async () => {
			const [first, second] = [await raise({}), await raise({})];
			const { error } = await run(
				[first, second].map((id) =>
					move('4', '4', { id, thulium_ticket_id: null, hs_all_associated_contact_emails: null }),
				),
			);
			expect(error?.message).toContain(`Ticket ${first} was closed`);
			expect(error?.message).toContain(`Ticket ${second} was closed`);
		});
	});

	describe(TEAMS, () => {
		test('a long description is shortened, and takes the card from nobody; what Teams refuses is said', async () => {
			const graphUrl = `${sandbox.current.url}/teams/v1.0`;
			const result = await runTemplate(sandbox.current, TEAMS, {
				start: 'Called with a ticket',
				items: [
					{ id: '1', subject: 'Long '.repeat(1_000), content: 'x'.repeat(65_000), conversation: CHAT },
					{ id: '2', subject: null, content: null, conversation: CHAT },
				],
				parameters: {
					'Fill In Here': {
						assignments: { assignments: [{ id: '1', name: 'graphUrl', type: 'string', value: graphUrl }] },
					},
					// Nobody has signed in here.
					'Send or change': { authentication: 'none' },
				},
			});
			expect(result.out('Make card').map((card) => JSON.stringify(card.graphMessage).length < 28 * 1024)).toEqual([
				true,
				true,
			]);
			expect(result.error?.message).toMatch(/^Ticket 1: Teams says 401: .* The card was not sent\.$/);
		});
	});
});
