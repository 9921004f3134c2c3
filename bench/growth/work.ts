/** One piece of work with so many items, in a process of its own. Prints its figures as one line of JSON. */
import '../../test/harness/environment';
import './instantWaits';

import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { SEED_GROUPS } from '../../sandbox/kaizala';
import { poll, runNode } from '../../test/harness/engine';
import { sandboxCredentials } from '../../test/harness/sandbox';
import type { Measured } from './figures';
import type { RowName } from './rows';

const MEGABYTE = 1024 * 1024;
const [row, size, url = ''] = [process.argv[2] as RowName, Number(process.argv[3]), process.argv[4]];
const credentials = sandboxCredentials({ url });
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

async function control(order: object): Promise<number> {
	const response = await fetch(`${url}/_growth`, { method: 'POST', body: JSON.stringify(order) });
	const { requests } = (await response.json()) as { requests: number };
	return requests;
}

const asked = async (): Promise<number> =>
	((await (await fetch(`${url}/_growth`)).json()) as { requests: number }).requests;

/**
 * What is held now. Garbage does not count: how much of it lies about depends on the machine. Node.js takes the timer of a
 * signal away a moment after the signal itself.
 */
async function held(): Promise<number> {
	globalThis.gc?.();
	await new Promise((resolve) => setImmediate(resolve));
	globalThis.gc?.();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

const spent = (): number => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
};

/** Looks at the memory now and then, and takes no more than a tenth of the time for it. */
class Watch {
	peak = 0;
	costMs = 0;
	private timer: NodeJS.Timeout | undefined;

	start(): void {
		this.timer = setTimeout(() => void this.look(), 20);
	}

	private async look(): Promise<void> {
		const before = spent();
		this.peak = Math.max(this.peak, await held());
		const cost = spent() - before;
		this.costMs += cost;
		if (this.timer !== undefined) this.timer = setTimeout(() => void this.look(), Math.max(20, 10 * cost));
	}

	stop(): void {
		clearTimeout(this.timer);
		this.timer = undefined;
	}
}

interface Work {
	type: string;
	parameters: INodeParameters;
	/** The input; one empty item where the node makes the items itself. */
	input?: (index: number) => IDataObject;
}

const hubSpot = (parameters: INodeParameters, input?: Work['input']): Work => ({
	type: 'hubSpotTickets',
	parameters: { authentication: 'accessToken', resource: 'ticket', ...parameters },
	input,
});

const onTicket = (index: number): IDataObject => ({ id: String(10_000_000_000 + index), text: `Text ${index}` });

const WORK: Record<Exclude<RowName, 'poll'>, Work> = {
	creates: hubSpot(
		{ operation: 'create', subject: '={{ $json.text }}', pipelineId: byId('0'), stageId: byId('1') },
		onTicket,
	),
	updates: hubSpot(
		{ operation: 'update', ticketId: byId('={{ $json.id }}'), updateFields: { subject: '={{ $json.text }}' } },
		onTicket,
	),
	getMany: hubSpot({ operation: 'getAll', returnAll: true }),
	search: hubSpot({ operation: 'search', returnAll: true }),
	kaizalaSends: {
		type: 'kaizala',
		parameters: {
			resource: 'message',
			operation: 'send',
			groupId: byId(SEED_GROUPS.supportDesk),
			recipients: 'group',
			message: '={{ $json.text }}',
		},
		input: onTicket,
	},
	thuliumReplies: {
		type: 'thulium',
		parameters: {
			resource: 'ticket',
			operation: 'agentResponse',
			ticketId: '={{ $json.id }}',
			body: '={{ $json.text }}',
			userLogin: byId('mnowak'),
			options: { checkBeforeRetry: true },
		},
		input: onTicket,
	},
};

const polled = {
	type: 'hubSpotTicketsTrigger',
	parameters: { event: 'propertyChanged', watchedProperties: ['content'] },
	credentials,
	// More than any of these takes.
	budgetMs: 3_600_000,
};

async function make(count: number): Promise<{ run: () => Promise<unknown[]>; input: unknown[] }> {
	if (row === 'poll') {
		const staticData: IDataObject = {};
		await control({ count });
		await poll({ ...polled, staticData });
		await control({ count, changed: true });
		return { run: async () => (await poll({ ...polled, staticData })) ?? [], input: [] };
	}
	const { type, parameters, input } = WORK[row];
	// As n8n keeps them.
	const items: INodeExecutionData[] =
		input === undefined
			? [{ json: {} }]
			: Array.from({ length: count }, (_, item) => ({ json: input(item), pairedItem: { item } }));
	await control({ count });
	return {
		input: items,
		async run() {
			const { error, items: output } = await runNode({ type, parameters, credentials, items });
			if (error !== undefined) throw error;
			return output;
		},
	};
}

async function main(): Promise<void> {
	// Loads the engine and the package, and lets Node.js compile what is used.
	await (await make(300)).run();
	const empty = await held();
	const { run, input } = await make(size);
	const watch = new Watch();
	const [cpu, wall] = [spent(), performance.now()];
	watch.start();
	const output = await run();
	const wallMs = performance.now() - wall;
	watch.stop();
	const cpuMs = spent() - cpu - watch.costMs;
	const itemsBytes = (await held()) - empty;
	const measured: Measured = {
		requests: await asked(),
		items: output.length,
		cpuMs,
		wallMs,
		// Both are held until here.
		itemsMb: input.length + output.length > 0 ? itemsBytes / MEGABYTE : 0,
		peakMb: (Math.max(watch.peak, itemsBytes + empty) - empty) / MEGABYTE,
	};
	process.stdout.write(`${JSON.stringify(measured)}\n`);
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
