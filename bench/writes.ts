import type { RunningSandbox } from '../scripts/lib/sandbox';
import { median } from './median';
import { byId, ours, theirs } from './nodes';
import type { Row } from './row';
import { say } from './row';
import type { Contender, Outcome } from './environment';
import { countTickets, run, seedTickets } from './environment';

export const COUNT = 1_000;
const LATENCY_MS = 40;
/** 100 tickets go in one. */
const MAX_REQUESTS = COUNT / 100;
/** The names of stages and of fields, which n8n's own node neither tells nor checks. */
const MAX_READS = 2;
const TIMES_FASTER = 50;
/** A run of a second feels what else the machine does; one of a minute does not. So there are more of the short ones. */
const SHORT_RUNS = 3;

interface Write {
	/** For the workflow IDs: 6 letters. */
	key: string;
	/** For people: "creates". */
	name: string;
	/** The field of the input that both nodes read with an expression. */
	field: string;
	ours: object;
	theirs: object;
	/** Puts into the sandbox what is needed, and returns the input items. */
	prepare(sandbox: RunningSandbox): Promise<object[]>;
	/** How many tickets are as they should be afterwards. */
	done(sandbox: RunningSandbox): Promise<number>;
}

const SUBJECT = 'Bench ticket';
const CONTENT = 'Handled by the night shift';

const seeded = async (sandbox: RunningSandbox) => (await seedTickets(sandbox, COUNT)).map((id) => ({ id }));

/** Both nodes take the same values from the same expressions. */
const create = {
	ours: ours({
		operation: 'create',
		subject: '={{ $json.subject }}',
		pipelineId: byId('0'),
		stageId: byId('1'),
	}),
	theirs: theirs({
		operation: 'create',
		pipelineId: '0',
		stageId: '1',
		ticketName: '={{ $json.subject }}',
		additionalFields: {},
	}),
};

export const newTickets = () => Array.from({ length: COUNT }, (_, index) => ({ subject: `${SUBJECT} ${index + 1}` }));

export const created = async (sandbox: RunningSandbox) =>
	await countTickets(sandbox, [{ propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'Bench' }]);

export function contendersFor(key: string, name: string, nodes: { ours: object; theirs: object }) {
	const pair: Record<'own' | 'other', Contender> = {
		own: { name: `${name}, ours`, workflowId: `bench${key}Ours0`, node: { ...nodes.ours }, legacyMode: false },
		other: { name: `${name}, n8n's`, workflowId: `bench${key}N8n00`, node: { ...nodes.theirs }, legacyMode: true },
	};
	return pair;
}

export const creating = (key: string, name: string) => contendersFor(key, name, create);

interface Measured extends Outcome {
	done: number;
}

/** What n8n needs for one expression per item whoever asks for it: its own Edit Fields node, with the same input. */
function expressionsOnly(key: string, field: string): Contender {
	const value = `={{ $json.${field} }}`;
	return {
		name: 'one expression per item, nothing else',
		workflowId: `bench${key}Expr0`,
		legacyMode: false,
		node: {
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { assignments: { assignments: [{ id: key, name: field, value, type: 'string' }] }, options: {} },
		},
	};
}

function summary(outcomes: readonly Measured[]) {
	return {
		requests: Math.max(...outcomes.map(({ requests }) => requests)),
		done: Math.min(...outcomes.map(({ done }) => done)),
		medianMs: Math.round(median(outcomes.map(({ ms }) => ms))),
		ms: outcomes.map(({ ms }) => ms),
	};
}

function writeRow(write: Write): Row {
	const { own, other } = contendersFor(write.key, write.name, write);
	const floor = expressionsOnly(write.key, write.field);
	return {
		contenders: [own, other, floor],
		takes: 'about a minute per run',
		async measure(environment, runs) {
			const measured = new Map<Contender, Measured[]>([own, other, floor].map((contender) => [contender, []]));
			const turns = Array.from({ length: SHORT_RUNS }, () => [own, floor]).flat();
			for (let count = 1; count <= runs; count++) {
				for (const contender of [...turns, other]) {
					const { sandbox } = environment;
					await sandbox.reset();
					// n8n's own node does not wait when HubSpot asks it to, so with the real limit of 190 calls in 10 s it fails
					// after some 200 tickets. The limit is lifted for both, so that there is a time to compare.
					await sandbox.setSwitches({ hubspot: { legacyMode: contender.legacyMode, burstLimit: 1_000_000 } });
					const items = await write.prepare(sandbox);
					await sandbox.setLatency(LATENCY_MS);
					const outcome = await run(environment, contender, items);
					if (outcome.status !== 'success') throw new Error(`${contender.name} failed: ${outcome.error}`);
					say(`  ${count} of ${runs}: ${contender.name}: ${outcome.requests} requests, ${outcome.ms} ms`);
					measured.get(contender)?.push({ ...outcome, done: await write.done(sandbox) });
				}
			}
			const [mine, peers] = [summary(measured.get(own) ?? []), summary(measured.get(other) ?? [])];
			const { medianMs: expressionsMs } = summary(measured.get(floor) ?? []);
			const timesFaster = Math.round((peers.medianMs / mine.medianMs) * 10) / 10;
			return {
				work: `${COUNT} ${write.name} at ${LATENCY_MS} ms latency`,
				mustShow: `at most ${MAX_REQUESTS} requests and ${MAX_READS} for the names of stages and fields, at least ${TIMES_FASTER} times faster than n8n's own node`,
				ours: mine,
				n8n: peers,
				expressionsMs,
				timesFaster,
				holds: mine.done === COUNT && mine.requests <= MAX_REQUESTS + MAX_READS && timesFaster >= TIMES_FASTER,
			};
		},
	};
}

export const creates = writeRow({
	...create,
	key: 'Create',
	name: 'creates',
	field: 'subject',
	prepare: async () => await Promise.resolve(newTickets()),
	done: created,
});

export const updates = writeRow({
	key: 'Update',
	name: 'updates',
	field: 'id',
	ours: ours({
		operation: 'update',
		lookUpBy: 'id',
		ticketId: byId('={{ $json.id }}'),
		updateFields: { content: CONTENT },
	}),
	theirs: theirs({
		operation: 'update',
		ticketId: byId('={{ $json.id }}'),
		updateFields: { description: CONTENT },
	}),
	prepare: seeded,
	done: async (sandbox) => await countTickets(sandbox, [{ propertyName: 'content', operator: 'EQ', value: CONTENT }]),
});

export const deletes = writeRow({
	key: 'Delete',
	name: 'deletes',
	field: 'id',
	ours: ours({ operation: 'delete', ticketId: byId('={{ $json.id }}') }),
	theirs: theirs({ operation: 'delete', ticketId: byId('={{ $json.id }}') }),
	prepare: seeded,
	done: async (sandbox) => {
		const left = await countTickets(sandbox, [
			{ propertyName: 'subject', operator: 'CONTAINS_TOKEN', value: 'Seeded' },
		]);
		return COUNT - left;
	},
});
