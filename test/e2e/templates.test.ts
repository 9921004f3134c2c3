import type { JournalEntry, JsonObject, ServiceName } from '../../sandbox/core/types';
import { SEED_GROUPS } from '../../sandbox/kaizala';
import { SECRET_FIELDS } from '../../scripts/lib/credentials';
import { isObject, mentions, recordsIn, textOf } from '../../scripts/lib/json';
import { failureOf } from '../../scripts/lib/n8nClient';
import { PACKAGE_NAME } from '../../scripts/lib/paths';
import { cardsIn, eventOf, STORY, tellStory, thuliumTicket, ticketProperties } from '../../scripts/lib/story';
import type { Story } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { TEMPLATE_KEYS, WORKFLOW_IDS } from '../../scripts/lib/workflows';
import { useRelay } from '../harness/relay';

const MINUTE = 60_000;
const NODES = [
	...['hubSpotTickets', 'hubSpotTicketsTrigger', 'hubSpotTicketsWebhookTrigger', 'kaizala', 'kaizalaTrigger'],
	...['thulium', 'thuliumPollingTrigger', 'thuliumTrigger', 'jtelAcd', 'jtelAcdCallbackTrigger', 'jtelAcdTrigger'],
];
const CREDENTIALS = ['hubSpotTicketsApi', 'hubSpotTicketsOAuth2Api', 'jtelAcdApi', 'kaizalaApi', 'thuliumApi'];

// One n8n for the whole file: starting it is the expensive part. The parts build on each other, as the story does.
describe('on the real n8n', () => {
	const relay = useRelay('e2e', { templates: TEMPLATE_KEYS });

	describe('the installed package', () => {
		it.each(NODES)('offers the node %s under the package’s own name', async (name) => {
			const names = (await relay.n8n.client.nodeTypes()).map((type) => type.name);
			expect(names).toContain(`${PACKAGE_NAME}.${name}`);
		});

		it('offers every credential type', async () => {
			const names = (await relay.n8n.client.credentialTypes()).map((type) => type.name);
			expect(names).toEqual(expect.arrayContaining(CREDENTIALS));
		});

		it('loads without a complaint', () => {
			expect(relay.n8n.output()).not.toMatch(/failed to load package|error loading|unrecognized node type/i);
		});

		it.each(Object.keys(SECRET_FIELDS))('tests the credential %s: the right one is accepted', async (type) => {
			expect(await relay.n8n.client.testCredential(credentialOf(type))).toMatchObject({ status: 'OK' });
		});

		it.each(Object.entries(SECRET_FIELDS))('tests the credential %s: a wrong %s is refused', async (type, field) => {
			const { name, data } = credentialOf(type);
			const response = await relay.n8n.client.testCredential({ name, type, data: { ...data, [field]: 'wrong' } });
			expect(response.status).toBe('Error');
			expect(response.message).not.toBe('');
		});

		function credentialOf(type: string) {
			const found = relay.credentials.find((credential) => credential.type === type);
			if (!found) throw new Error(`No sandbox credential of type ${type}`);
			return found;
		}
	});

	describe('the story of one ticket', () => {
		let story: Story;
		let since = 0;
		let kaizalaActions: string[];
		let jtelEvents: number;

		beforeAll(async () => {
			since = (await relay.sandbox.journal()).at(-1)?.seq ?? 0;
			kaizalaActions = actionIds(await relay.sandbox.state('kaizala'));
			jtelEvents = recordsIn((await relay.sandbox.state('jtel')).events).length;
			story = tellStory({ sandbox: relay.sandbox, n8n: relay.n8n.client });
			for (const { run } of story.steps) await run();
			await nothingRunning();
		}, 6 * MINUTE);

		it('went through every step', () => {
			expect(story.result).toEqual({
				ticketId: expect.stringMatching(/^\d+$/),
				kaizalaActionId: expect.stringMatching(/^[0-9a-f-]{36}$/i),
				jtelEventId: expect.any(Number),
				thuliumTicketId: expect.stringMatching(/^\d+$/),
			});
		});

		it('sent exactly one card to the Kaizala group', async () => {
			const [sent, ...more] = await writes('kaizala', 'POST', '^/v1/groups/[^/]+/actions$');
			expect(more).toEqual([]);
			expect(sent).toMatchObject({ status: 200, body: { id: 'com.example.desk.ticket' } });
			expect(JSON.stringify(sent?.body)).toContain(STORY.subject);
			const added = actionIds(await relay.sandbox.state('kaizala')).filter((id) => !kaizalaActions.includes(id));
			expect(added).toEqual([story.result.kaizalaActionId]);
		});

		it('created exactly one jtel ACD event', async () => {
			const [created, ...more] = await writes('jtel', 'POST', '/acd/events/create$');
			expect(more).toEqual([]);
			expect(created?.path).toBe('/rest/v1.0/1/acd/events/create');
			expect(created).toMatchObject({ status: 200, body: { AcdEventTypesID: expect.any(Number) } });
			const state = await relay.sandbox.state('jtel');
			expect(recordsIn(state.events)).toHaveLength(jtelEvents + 1);
			expect(eventOf(state, ticketId())).toMatchObject({ ID: story.result.jtelEventId });
		});

		it('stored the ids on the HubSpot ticket, and changed nothing else there', async () => {
			const state = await relay.sandbox.state('hubspot');
			expect(ticketProperties(state, ticketId())).toMatchObject({
				subject: STORY.subject,
				kaizala_action_id: story.result.kaizalaActionId,
				jtel_event_id: String(story.result.jtelEventId),
			});
			const updates = [
				...(await writes('hubspot', 'PATCH', `/tickets/${ticketId()}$`)),
				...(await writes('hubspot', 'POST', '/tickets/batch/update$')),
			];
			const written = updates.flatMap(({ body }) => {
				const changed = isObject(body) && Array.isArray(body.inputs) ? recordsIn(body.inputs) : recordsIn([body]);
				return changed.map(({ properties }) => properties);
			});
			expect(Object.assign({}, ...written.filter(isObject))).toEqual({
				kaizala_action_id: story.result.kaizalaActionId,
				kaizala_group_id: SEED_GROUPS.supportDesk,
				thulium_ticket_id: story.result.thuliumTicketId,
				jtel_event_id: String(story.result.jtelEventId),
				closing_note_sent: STORY.closingNote,
				relay_claim: expect.stringMatching(/execution/),
				closing_claim: expect.stringMatching(/execution/),
			});
			expect(updates.every(({ status }) => status === 200)).toBe(true);
		});

		it('changed the card in place, on the action that was sent', async () => {
			const puts = await writes('kaizala', 'PUT', '/actions/');
			expect(puts.length).toBeGreaterThan(0);
			for (const { path, status, body } of puts) {
				expect(path).toMatch(new RegExp(`^/v1/groups/[^/]+/actions/${story.result.kaizalaActionId}$`));
				expect(status).toBe(200);
				expect(body).toMatchObject({ version: -1 });
			}
		});

		it('sent the closing note as the agent’s reply, once', async () => {
			const replies = await writes('thulium', 'POST', '/agent_response$');
			expect(replies).toHaveLength(1);
			const [reply] = replies;
			expect(reply?.path).toBe(`/api/tickets/${story.result.thuliumTicketId}/agent_response`);
			expect([200, 201]).toContain(reply?.status);
			expect(reply?.body).toMatchObject({ user_login: expect.any(String) });
			expect(textOf(isObject(reply?.body) ? reply.body : undefined, 'body')).toContain(STORY.closingNote);
			const ticket = thuliumTicket(await relay.sandbox.state('thulium'), String(story.result.thuliumTicketId));
			expect(JSON.stringify(ticket)).toContain(STORY.closingNote);
		});

		it('answers in the Thulium ticket that a HubSpot ticket already has, and makes no other', async () => {
			const creates = await writes('thulium', 'POST', '^/api/tickets$');
			expect(creates).toHaveLength(1);
			const note = 'The parcel was found.';
			const { id } = await relay.sandbox.act<{ id: string }>('hubspot', 'raiseTicket', {
				subject: 'Parcel is missing',
				properties: { thulium_ticket_id: '1234' },
			});
			await relay.sandbox.act('hubspot', 'updateTicket', {
				id,
				properties: { hs_pipeline_stage: '4', closing_note: note },
			});
			await waitFor('The reply', async () => {
				const ticket = thuliumTicket(await relay.sandbox.state('thulium'), '1234');
				return JSON.stringify(ticket).includes(note) ? true : undefined;
			});
			await nothingRunning();
			expect(await writes('thulium', 'POST', '^/api/tickets$')).toHaveLength(1);
			const replies = await writes('thulium', 'POST', '/1234/agent_response$');
			expect(replies.map(({ body }) => body)).toEqual([{ body: note, user_login: 'testowy.agent17' }]);

			// Reopened and closed again with the same note: nothing new to tell the customer.
			const move = async (stage: string) => await relay.sandbox.act('hubspot', 'moveTicket', { id, stage });
			await move('1');
			await move('4');
			const runs = await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS.closingNote });
			await waitFor('The next run for the closed ticket', async () => {
				const later = await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS.closingNote });
				return later.length > runs.length ? true : undefined;
			});
			await nothingRunning();
			expect(await writes('thulium', 'POST', '/1234/agent_response$')).toHaveLength(1);
		});

		it('was refused nothing by any of the four systems, but for searches beyond the five of a second', async () => {
			const refused = (await relay.sandbox.journal({ since })).filter(({ status }) => status === 0 || status >= 400);
			// The demo's three triggers poll in the same second. A search that is refused is waited out and sent again.
			const waitedOut = ({ path, status }: JournalEntry) => status === 429 && path.endsWith('/search');
			expect(refused.filter((entry) => !waitedOut(entry))).toEqual([]);
		});

		it.each(TEMPLATE_KEYS)('%s ran without an error', async (key) => {
			const executions = await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS[key] });
			expect(executions.length).toBeGreaterThan(0);
			const failed = executions.filter(({ status }) => status !== 'success');
			const reasons = failed.map(async (one) =>
				failureOf({ ...one, ...(await relay.n8n.client.getExecution(one.id)) }),
			);
			expect(await Promise.all(reasons)).toEqual([]);
		});

		it(
			'tells each ticket once: no execution follows when nothing changes',
			async () => {
				const before = await relay.n8n.client.listExecutions();
				const polls = await pollCount();
				await waitFor('Two more polls', async () =>
					(await pollCount()) >= polls + 2 * TEMPLATE_KEYS.length ? true : undefined,
				);
				expect(await relay.n8n.client.listExecutions()).toHaveLength(before.length);
			},
			2 * MINUTE,
		);

		it('says so when a closed ticket has nobody to answer, and makes no Thulium ticket', async () => {
			const creates = (await writes('thulium', 'POST', '^/api/tickets$')).length;
			const { id } = await relay.sandbox.act<{ id: string }>('hubspot', 'raiseTicket', { subject: 'Nobody asked' });
			await relay.sandbox.act('hubspot', 'updateTicket', {
				id,
				properties: { hs_pipeline_stage: '4', closing_note: 'Done.' },
			});
			const [failed] = await waitFor('The failed run', async () => {
				const runs = await relay.n8n.client.listExecutions({
					workflowId: WORKFLOW_IDS.closingNote,
					status: ['error'],
				});
				return runs.length > 0 ? runs : undefined;
			});
			if (failed === undefined) throw new Error('No run');
			const reason = failureOf({ ...failed, ...(await relay.n8n.client.getExecution(failed.id)) });
			expect(reason).toContain(`Ticket ${id} was closed with a note, but it has no contact with an email address`);
			expect(await writes('thulium', 'POST', '^/api/tickets$')).toHaveLength(creates);
		});

		it('answers the others when one reply is refused, on whichever way they go', async () => {
			await relay.sandbox.addFaults({ kind: 'status', status: 400, service: 'thulium', path: '/1235/agent_response$' });
			const close = async (subject: string, note: string, more: JsonObject): Promise<void> => {
				const { id } = await relay.sandbox.act<{ id: string }>('hubspot', 'raiseTicket', { subject, ...more });
				await relay.sandbox.act('hubspot', 'updateTicket', {
					id,
					properties: { hs_pipeline_stage: '4', closing_note: note },
				});
			};
			await close('Has a Thulium ticket', 'Refused note.', { properties: { thulium_ticket_id: '1235' } });
			await close('Has an address only', 'Welcome note.', { contactEmail: STORY.contactEmail });
			await waitFor('The reply to the other one', async () => {
				const { tickets } = await relay.sandbox.state('thulium');
				return JSON.stringify(tickets).includes('Welcome note.') ? true : undefined;
			});
			await nothingRunning();
			expect(JSON.stringify(await relay.sandbox.state('thulium'))).not.toContain('Refused note.');
			const failed = await relay.n8n.client.listExecutions({
				workflowId: WORKFLOW_IDS.closingNote,
				status: ['error'],
			});
			const reasons = await Promise.all(
				failed.map(async (one) => failureOf({ ...one, ...(await relay.n8n.client.getExecution(one.id)) })),
			);
			expect(reasons.join('\n')).toMatch(/Needs attention.*Thulium says/);
		});

		it('lets the good tickets of a poll pass when one of them cannot be relayed, and shows that one as failed', async () => {
			// jtel refuses the second event.
			await relay.sandbox.addFaults({ kind: 'status', status: 400, service: 'jtel', method: 'POST', skip: 1 });
			const subjects = ['First of three', 'Second of three', 'Third of three'];
			const before = (await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS.newTicket })).length;
			for (const subject of subjects) await relay.sandbox.act('hubspot', 'raiseTicket', { subject });
			await waitFor('All cards', async () => {
				const cards = cardsIn(await relay.sandbox.state('kaizala'));
				return subjects.every((subject) => cards.some((card) => mentions(card, subject))) ? true : undefined;
			});
			await waitFor('The run', async () => {
				const runs = await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS.newTicket });
				return runs.length > before && runs.every(({ stoppedAt }) => stoppedAt !== null) ? true : undefined;
			});
			const events = recordsIn((await relay.sandbox.state('jtel')).events).filter(({ Subject }) =>
				subjects.includes(String(Subject)),
			);
			expect(events).toHaveLength(2);
			const tickets = recordsIn((await relay.sandbox.state('hubspot')).tickets)
				.map(({ properties }) => (isObject(properties) ? properties : {}))
				.filter(({ subject }) => subjects.includes(String(subject)));
			expect(tickets.filter((ticket) => textOf(ticket, 'jtel_event_id') !== '')).toHaveLength(2);
			expect(cardsIn(await relay.sandbox.state('kaizala')).filter((card) => mentions(card, 'of three'))).toHaveLength(
				3,
			);
			const runs = await relay.n8n.client.listExecutions({ workflowId: WORKFLOW_IDS.newTicket, status: ['error'] });
			expect(runs.length).toBeGreaterThan(0);
			expect(failureOf({ ...runs[0], ...(await relay.n8n.client.getExecution(String(runs[0]?.id))) })).toMatch(
				/jtel says/,
			);
		});

		function ticketId(): string {
			return String(story.result.ticketId);
		}

		async function writes(service: ServiceName, method: string, path: string): Promise<JournalEntry[]> {
			return await relay.sandbox.journal({ service, method, path, since });
		}

		/** The triggers search HubSpot; nothing else does. */
		async function pollCount(): Promise<number> {
			return (await writes('hubspot', 'POST', '/tickets/search$')).length;
		}

		async function nothingRunning(): Promise<void> {
			await waitFor('All executions end', async () => {
				const executions = await relay.n8n.client.listExecutions();
				return executions.every(({ stoppedAt }) => stoppedAt !== null) ? true : undefined;
			});
		}
	});
});

function actionIds(state: JsonObject): string[] {
	return cardsIn(state).map((action) => textOf(action, 'actionId'));
}
