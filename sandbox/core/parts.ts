import { Bus } from './bus';
import { createClock } from './clock';
import { SandboxError } from './errors';
import { Faults } from './faults';
import { Journal } from './journal';
import { SeededRandom } from './random';
import { placesOf } from './places';
import type { Listening, Place } from './places';
import { Recorder } from './recorder';
import { daysUntil } from './seedDates';
import { SwitchBoard } from './switches';
import { SERVICE_NAMES } from './types';
import type { Json, JsonObject, Meter, SandboxCore, SandboxService, ServiceFactory, ServiceName } from './types';

/** The one object that knows all parts of a running sandbox; the control routes and the test API are faces of it. */
export class SandboxParts {
	readonly bus = new Bus();

	readonly clock = createClock();

	readonly journal = new Journal(this.bus);

	readonly faults = new Faults(() => this.bus.emit({ event: 'changed', data: { what: 'faults' } }));

	readonly recorder = new Recorder(this.journal, this.faults, this.clock);

	/** In the order of `SERVICE_NAMES`. */
	readonly list: readonly SandboxService[];

	/** For those who have no service of their own: tests. */
	readonly core: SandboxCore;

	private readonly board = new SwitchBoard();

	private readonly generators: SeededRandom[] = [];

	private readonly closer = new AbortController();

	readonly closing = this.closer.signal;

	private url = '';

	private listening: Listening = { address: '127.0.0.1', port: 0 };

	constructor(
		factories: readonly ServiceFactory[],
		private readonly startLatencyMs: number,
		private readonly recentSeeds = false,
	) {
		this.core = this.coreWith(this.generator('sandbox'));
		const built = factories.map((factory) => {
			const random = this.generator('service');
			const service = factory(this.coreWith(random));
			random.reset(service.name);
			return service;
		});
		this.list = SERVICE_NAMES.flatMap((name) => built.filter((service) => service.name === name));
		this.reset();
	}

	baseUrl(): string {
		return this.url;
	}

	/** What to fill in where n8n is, for each place that it may run at. */
	places(): Place[] {
		return placesOf(this.listening);
	}

	listensAt(url: string, listening: Listening): void {
		this.url = url;
		this.listening = listening;
	}

	close(): void {
		this.closer.abort();
	}

	service(name: string): SandboxService {
		const found = this.list.find((service) => service.name === name);
		if (found === undefined) throw new SandboxError(`This sandbox has no service "${name}"`, 404);
		return found;
	}

	/** Back to the seed: clock, numbers, switches, latency, faults, journal and the state of every service. */
	reset(): void {
		this.clock.reset();
		for (const random of this.generators) random.reset();
		this.faults.reset();
		this.journal.reset();
		this.recorder.latencyMs = this.startLatencyMs;
		for (const service of this.list) {
			this.board.reset(service);
			service.reset();
		}
		this.bus.emit({ event: 'changed', data: { what: 'reset' } });
	}

	switches(): Record<string, object> {
		return Object.fromEntries(this.list.map((service) => [service.name, { ...this.board.of(service) }]));
	}

	defaultSwitches(): Record<string, object> {
		return Object.fromEntries(this.list.map(({ name, defaultSwitches }) => [name, defaultSwitches]));
	}

	meters(): Record<string, Meter[]> {
		return Object.fromEntries(this.list.map((service) => [service.name, service.meters?.() ?? []]));
	}

	setSwitches(changes: Record<string, object>): void {
		for (const name of Object.keys(changes)) this.service(name);
		for (const [name, values] of Object.entries(changes)) {
			const service = this.service(name);
			this.board.set(service, values);
			this.bus.emit({ event: 'changed', data: { service: service.name, what: 'switches' } });
		}
	}

	async act(serviceName: string, action: string, input: JsonObject): Promise<Json> {
		const { actions } = this.service(serviceName);
		const run = Object.hasOwn(actions, action) ? actions[action] : undefined;
		if (run === undefined) {
			throw new SandboxError(
				`${serviceName} has no action "${action}"; it has ${Object.keys(actions).join(', ')}`,
				404,
			);
		}
		try {
			return await run(input);
		} catch (error) {
			throw error instanceof SandboxError
				? error
				: new SandboxError(error instanceof Error ? error.message : String(error));
		}
	}

	/** Each service draws its own numbers, so that its ids do not depend on which other services run. */
	private coreWith(random: SeededRandom): SandboxCore {
		const { clock, bus, board } = this;
		const url = (): string => this.url;
		return {
			clock,
			get baseUrl() {
				return url();
			},
			switches: (service) => board.of(service),
			changed: (service: ServiceName, what: string, detail: JsonObject = {}) => {
				bus.emit({ event: 'changed', data: { service, what, ...detail } });
			},
			random: () => random.next(),
			guid: () => random.guid(),
			seedShift: (lastAt) => (this.recentSeeds ? daysUntil(clock.now(), lastAt) : 0),
		};
	}

	private generator(name: string): SeededRandom {
		const random = new SeededRandom(name);
		this.generators.push(random);
		return random;
	}
}
