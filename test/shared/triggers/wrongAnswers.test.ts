import '../../harness/waits';
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { EVENTS as JTEL_EVENTS } from '../../../nodes/JtelAcd/polling/events';
import { POLLING_EVENTS } from '../../../nodes/HubSpotTickets/polling/events';
import { EVENTS as THULIUM_EVENTS } from '../../../nodes/Thulium/polling/events';
import type { JournalEntry, ServiceName } from '../../../sandbox/core/types';
import { TriggerFixture as HubSpotTrigger } from '../../HubSpotTickets/polling/fixture';
import { TriggerFixture as JtelTrigger } from '../../JtelAcd/polling/fixture';
import type { Change } from '../../harness/changedValues';
import { changed, changesOf, describeChange, kindOf } from '../../harness/changedValues';
import { poll } from '../../harness/engine';
import { propertyRuns } from '../../harness/properties';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';

/**
 * One value of an answer is of another type than it should be, at any depth: the poll fails or can do without it. Nothing
 * is lost, nothing is told twice, and nothing old comes out after an activation that saw such an answer.
 */

useInstantWaits();
const sandbox = useSandbox();

interface Trigger {
	type: string;
	service: ServiceName;
	parameters: (event: string) => INodeParameters;
	events: string[];
	/** Something that each event is made of. */
	happen: () => Promise<unknown>;
	/** Values that may be missing, or of which another is as good: their events are told by what is there. */
	free: RegExp;
}

const act = async (...given: Parameters<typeof sandbox.current.act>) => await sandbox.current.act(...given);

const TRIGGERS: Trigger[] = [
	{
		type: 'hubSpotTicketsTrigger',
		service: 'hubspot',
		parameters: (event) => ({ event, watchedProperties: ['content'], options: {} }),
		events: Object.keys(POLLING_EVENTS),
		async happen() {
			const person = new HubSpotTrigger(sandbox.current, {});
			const gone = await person.raise('To be deleted');
			const id = await person.raise('A ticket');
			await person.update(id, { content: 'Changed' });
			await person.move(id, '4');
			await person.move(id, '1');
			await person.note(id, 'A note');
			await person.delete(gone);
		},
		// Which stages are closed, and when a value was set, is HubSpot's to say; so is a property without earlier values.
		free: /isClosed|ticketState|propertiesWithHistory\.\w+( removed|\.)|archived|updatedAt|createdAt/,
	},
	{
		type: 'thuliumPollingTrigger',
		service: 'thulium',
		parameters: (event) => ({ event }),
		events: Object.keys(THULIUM_EVENTS),
		async happen() {
			await act('thulium', 'raiseTicket', {});
			await act('thulium', 'customerWrites', { ticket_id: 1234, body: 'Any news?' });
			await act('thulium', 'changeStatus', { ticket_id: 1235, status_id: '2' });
			sandbox.current.core.clock.shift(180_000);
		},
		// A call without a disposition is still going on; a message may have no text.
		free: /disposition|\.body|\.comment|system_comment (→ null|removed)|(updated|created)_at/,
	},
	{
		type: 'jtelAcdTrigger',
		service: 'jtel',
		parameters: (event) => ({ event }),
		events: Object.keys(JTEL_EVENTS),
		async happen() {
			const person = new JtelTrigger(sandbox.current, {});
			await person.take(await person.create());
			await person.touch(2001, { Subject: 'Changed' });
		},
		// jtel leaves out what it does not know.
		free: /(AcdEventStatusID|dtLastModified|dtCreated)( → null| removed)/,
	},
];

/** What tells two items of an event apart. */
function told(item: IDataObject): string {
	const { ticketId, noteId, id, ID, ticket_id: ticket, message_id: message, connection_id: call } = item;
	return JSON.stringify([ticketId ?? id ?? ID ?? ticket ?? call, noteId ?? message]);
}

interface Story {
	before: IDataObject;
	calls: Array<JournalEntry & { skip: number }>;
	control: string[];
	tick: (state: IDataObject) => Promise<string[]>;
}

/** An activation, or a poll after something happened: its calls, and what comes of it with good answers. */
async function storyOf(trigger: Trigger, event: string, phase: 'activation' | 'poll'): Promise<Story> {
	const { type, service, parameters, happen } = trigger;
	sandbox.current.reset();
	const credentials = sandboxCredentials(sandbox.current);
	const tick = async (staticData: IDataObject) => {
		const items = await poll({ type, parameters: parameters(event), credentials, staticData });
		return (items ?? []).map(({ json }) => told(json));
	};
	const state: IDataObject = {};
	if (phase === 'poll') {
		await tick(state);
		await happen();
	}
	const before = structuredClone(state);
	const seen = sandbox.current.journal.entries().length;
	const first = await tick(state);
	const counts = new Map<string, number>();
	const entries = sandbox.current.journal.entries().slice(seen);
	const calls = entries
		.filter((entry) => entry.service === service)
		.map((entry) => {
			const key = `${entry.method} ${entry.path}`;
			const skip = counts.get(key) ?? 0;
			counts.set(key, skip + 1);
			return { ...structuredClone(entry), skip };
		});
	return { before, calls, control: [...first, ...(await tick(state))].sort(), tick };
}

/** What is wrong with the words or the items after such an answer; undefined when nothing is. */
async function wrongAfter({ before, control, tick }: Story, call: Story['calls'][number], change: Change) {
	const { service, method, path, skip, responseBody } = call;
	const state = structuredClone(before);
	sandbox.current.faults.add({
		...{ service, method, skip, kind: 'status', status: 200, times: -1 },
		path: `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(changed(responseBody, change)),
	});
	let items: string[] = [];
	let message = '';
	try {
		items = await tick(state);
	} catch (error) {
		message = error instanceof Error ? error.message : String(error);
	}
	sandbox.current.faults.clear();
	const all = [...items, ...(await tick(state))].sort();
	const isPlain = /^$|answered without|cannot be read|says that the list goes on|were not found|has no/.test(message);
	const isSame = JSON.stringify(all) === JSON.stringify(control);
	return isPlain && isSame
		? undefined
		: { what: `${method} ${path}: ${describeChange(change)}`, message, all, control };
}

const RUNS = { ...propertyRuns(125), endOnFailure: true };

const cases = TRIGGERS.flatMap((trigger) =>
	trigger.events.flatMap((event) =>
		(['activation', 'poll'] as const).map(
			(phase) => [`${trigger.type}: ${event}, ${phase}`, trigger, event, phase] as const,
		),
	),
);

test.each(cases)(
	'%s',
	async (_name, trigger, event, phase) => {
		const story = await storyOf(trigger, event, phase);
		const tried = story.calls.flatMap((call) =>
			[...changesOf(call.responseBody)]
				// An empty list is an answer like any other.
				.filter(({ path, to }) => !(kindOf(to?.value) === 'list' && path.length < 2))
				.filter((change) => !trigger.free.test(describeChange(change)))
				.map((change) => ({ call, change })),
		);
		expect(tried.length).toBeGreaterThan(20);
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...tried), async ({ call, change }) => {
				expect(await wrongAfter(story, call, change)).toBeUndefined();
			}),
			RUNS,
		);
	},
	Math.max(120_000, RUNS.numRuns * 5_000),
);
