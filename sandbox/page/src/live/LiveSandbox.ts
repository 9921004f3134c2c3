import { SERVICE_NAMES } from '../../../core/types';
import type { ArmedFault, JournalHead, Meter, ServiceName } from '../../../core/types';
import {
	clearJournal,
	KEPT_CALLS,
	readClock,
	readFaults,
	readJournal,
	readMeters,
	readState,
	readSwitches,
} from '../api';
import type { PerService, Switches } from '../api';
import type { States } from '../states';
import { Refresher } from './Refresher';

export type Link = 'connecting' | 'live' | 'lost';

export interface SandboxTime {
	/** What to add to this machine's clock to get the sandbox's. */
	shiftMs: number;
	frozen: boolean;
}

export interface Live {
	link: Link;
	states: Partial<States>;
	/** Newest first. */
	journal: JournalHead[];
	clock: SandboxTime;
	/** Faults that wait for their calls. */
	faults: ArmedFault[];
	meters?: PerService<Meter[]>;
	switches?: Switches;
}

const METER_TICK_MS = 1000;
/** A window that is longer empties too slowly to be watched. */
const WATCHED_WINDOW_MS = 60_000;

/** Keeps what the page shows equal to the sandbox: the event stream says what changed, and that is read again. */
export class LiveSandbox {
	current: Live = {
		link: 'connecting',
		states: {},
		journal: [],
		clock: { shiftMs: 0, frozen: false },
		faults: [],
	};

	private readonly listeners = new Set<() => void>();

	private lastSeq = 0;

	private tick: number | undefined;

	/** Counts up with every reset and clearing: what was asked before is not shown after. */
	private era = 0;

	private readonly journal = new Refresher(() => this.loadJournal());

	private readonly clock = new Refresher(() => this.loadClock());

	private readonly switches = new Refresher(async () => this.update({ switches: await readSwitches() }));

	private readonly faults = new Refresher(async () => this.update({ faults: await readFaults() }));

	private readonly meters = new Refresher(() => this.loadMeters());

	private readonly services = {
		hubspot: new Refresher(() => this.loadState('hubspot')),
		kaizala: new Refresher(() => this.loadState('kaizala')),
		teams: new Refresher(() => this.loadState('teams')),
		jtel: new Refresher(() => this.loadState('jtel')),
		thulium: new Refresher(() => this.loadState('thulium')),
	} satisfies Record<ServiceName, Refresher>;

	start(): void {
		const source = new EventSource('/_sandbox/events');
		source.addEventListener('open', () => {
			this.update({ link: 'live' });
			// Another sandbox may listen there now.
			this.forgetJournal();
			this.wantAll();
		});
		source.addEventListener('error', () => this.update({ link: 'lost' }));
		source.addEventListener('changed', ({ data }) => this.changed(data));
		source.addEventListener('journal', () => {
			this.journal.want();
			this.meters.want();
		});
	}

	listen(listener: () => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	async clearJournal(): Promise<void> {
		await clearJournal();
		const { lastSeq } = this;
		this.forgetJournal();
		this.lastSeq = lastSeq;
	}

	private changed(data: string): void {
		const { service, what } = JSON.parse(data) as { service?: ServiceName; what?: string };
		if (what === 'reset') {
			this.forgetJournal();
			this.wantAll();
		}
		if (service !== undefined) this.services[service].want();
		if (what === 'switches') {
			this.switches.want();
			this.meters.want();
		}
		if (what === 'faults') this.faults.want();
		if (what === 'clock') {
			this.clock.want();
			this.meters.want();
		}
	}

	private wantAll(): void {
		for (const name of SERVICE_NAMES) this.services[name].want();
		for (const each of [this.journal, this.clock, this.switches, this.faults, this.meters]) each.want();
	}

	private async loadState<Name extends ServiceName>(name: Name): Promise<void> {
		const state = await readState(name);
		this.update({ states: { ...this.current.states, [name]: state } });
	}

	private async loadJournal(): Promise<void> {
		const { era } = this;
		const entries = await readJournal(this.lastSeq);
		const newest = entries.at(-1);
		if (era !== this.era || newest === undefined) return;
		this.lastSeq = newest.seq;
		this.update({ journal: [...entries.toReversed(), ...this.current.journal].slice(0, KEPT_CALLS) });
	}

	private async loadClock(): Promise<void> {
		const { now, frozen } = await readClock();
		this.update({ clock: { shiftMs: Date.parse(now) - Date.now(), frozen } });
	}

	/** Windows empty by themselves: while one does, it is looked at again. */
	private async loadMeters(): Promise<void> {
		const meters = await readMeters();
		this.update({ meters });
		const moving = Object.values(meters)
			.flat()
			.some(({ used, windowMs }) => used > 0 && windowMs <= WATCHED_WINDOW_MS);
		window.clearTimeout(this.tick);
		if (moving) this.tick = window.setTimeout(() => this.meters.want(), METER_TICK_MS);
	}

	private forgetJournal(): void {
		this.era += 1;
		this.lastSeq = 0;
		this.update({ journal: [] });
	}

	private update(change: Partial<Live>): void {
		this.current = { ...this.current, ...change };
		for (const listener of this.listeners) listener();
	}
}
