import { useInstantWaits } from '../../harness/waits';

import type { INodeParameters } from 'n8n-workflow';

import type { ServiceFactory } from '../../../sandbox/core/types';
import type { CredentialStore } from '../../harness/credentials';
import { mapFields } from '../../harness/engine';
import { loadPackage } from '../../harness/package';
import { IS_ALL } from '../../harness/properties';
import type { Sandbox } from '../../harness/sandbox';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { isWithoutSample, violations } from './outcome';
import type { Target } from './parameters';
import { Enumeration, operationsOf, parametersOf } from './parameters';
import { Tape } from './requests';
import { Routes } from './routes';
import type { MakeCall, Yielded } from './run';
import { EXPRESSION, Subject } from './run';
import { NO_DATES, VALUES } from './values';

/** Processor time that one run may take, whatever it is given. What goes back and forth on 1 MB takes many times as much. */
const MAX_MS = 1_000;

export interface Base {
	/** Parameters that work, with which each parameter is tried in turn. */
	parameters: INodeParameters;
	/** For nodes that work on several items at once. */
	itemCounts?: number[];
	/** For calls that people make up themselves: the sandbox need not know them. */
	anyRoute?: true;
	/** What has to be different for the parameter of this label. */
	otherwise?: Record<string, INodeParameters>;
	/** What depends on what was chosen to show a parameter. */
	adapt?(parameters: INodeParameters): INodeParameters;
	/** Fields of credentials besides those that the sandbox gives. */
	credentials?: CredentialStore;
	/** The operation that has to run before, as its base says. */
	needs?: string;
	/** Answers by route, where the sandbox would ask somebody else first. */
	answers?: Record<string, object>;
	/** For webhook triggers. */
	call?: MakeCall;
}

interface Node {
	type: string;
	service: ServiceFactory;
	/** Keyed `resource.operation`; that of a trigger is called `trigger`. */
	bases: Record<string, Base>;
}

const report = { parameters: 0, fixed: 0, runs: 0, violations: 0 };

/**
 * All values at night. Otherwise every fourth, and from another one on for each parameter, so that each value has its
 * turn; what is no date is always tried where one is asked for.
 */
function valuesFor({ isDate = false }: Target): Array<[name: string, make: () => unknown]> {
	const values = Object.entries(VALUES);
	if (IS_ALL) return values;
	return values.filter(([name], index) => (index + report.parameters) % 4 === 0 || (isDate && NO_DATES.has(name)));
}

/** Tries every parameter of every operation of a node, or of a trigger, with every value. */
export function fuzz({ type, service, bases }: Node): void {
	describe(type, () => {
		const sandbox = useSandbox([service]);
		// A service that has refused many values wants to be left alone for a minute.
		useInstantWaits();
		let routes: Routes;
		beforeAll(async () => {
			routes = await Routes.of([service]);
		});

		it('has a valid set of parameters for each operation', async () => {
			const { description } = (await loadPackage()).node(type);
			const operations = operationsOf(description).map(({ resource, operation }) => `${resource}.${operation}`);
			expect(Object.keys(bases).sort()).toEqual(operations.length === 0 ? ['trigger'] : operations.sort());
		});

		it.each(Object.keys(bases))(
			'takes or refuses every value: %s',
			async (key) => {
				const base = bases[key];
				if (base === undefined) throw new Error(`${key} has no parameters`);
				const [resource, operation] = key === 'trigger' ? [] : key.split('.');
				const found = await new Trial(type, base, sandbox.current, routes, bases).all(resource, operation);
				expect(found).toEqual([]);
			},
			240_000,
		);

		afterAll(() => {
			const { parameters, fixed, runs } = report;
			process.stdout.write(
				`${type}: ${parameters} parameters (and ${fixed} that take no expression) x ${Object.keys(VALUES).length} values, ${runs} runs, ${report.violations} violations\n`,
			);
			Object.assign(report, { parameters: 0, fixed: 0, runs: 0, violations: 0 });
		});
	});
}

class Trial {
	private readonly found: string[] = [];

	private readonly kinds = new Map<string, { at: number; line: string; count: number }>();

	private readonly yielded: Yielded = { make: () => undefined };

	private typeVersion = 1;

	constructor(
		private readonly type: string,
		private readonly base: Base,
		private readonly sandbox: Sandbox,
		private readonly routes: Routes,
		private readonly bases: Node['bases'],
	) {}

	private get credentials(): CredentialStore {
		const given = Object.entries(sandboxCredentials(this.sandbox));
		return Object.fromEntries(given.map(([type, fields]) => [type, { ...fields, ...this.base.credentials?.[type] }]));
	}

	/** What is wrong, one line each. */
	async all(resource?: string, operation?: string): Promise<string[]> {
		const { description } = (await loadPackage()).node(this.type);
		this.typeVersion = Math.max(...[description.version].flat());
		const chosen = { ...(resource === undefined ? {} : { resource, operation }), ...this.base.parameters };
		const enumeration = await new Enumeration(
			parametersOf(description, resource, operation),
			async (property) => {
				const method = property.typeOptions?.resourceMapper?.resourceMapperMethod ?? '';
				const setup = { type: this.type, parameters: chosen, credentials: this.credentials, method };
				return (await mapFields(setup)).fields.map(({ id, displayName, type }) => ({ id, displayName, type }));
			},
			this.typeVersion,
		).all();
		report.fixed += enumeration.fixed;
		for (const target of enumeration.targets) await this.every(target, chosen);
		return this.found;
	}

	private async every(target: Target, usual: INodeParameters): Promise<void> {
		report.parameters++;
		const chosen = { ...usual, ...this.base.otherwise?.[target.label] };
		for (const count of this.base.itemCounts ?? [1]) {
			this.sandbox.reset();
			await this.prepare(this.base.needs);
			const tape = new Tape(this.sandbox.url, this.routes, this.base);
			const { type, typeVersion, credentials } = this;
			const adapted = { ...chosen, ...this.base.adapt?.(target.put(chosen, EXPRESSION).parameters) };
			const { parameters, usual } = target.put(adapted, EXPRESSION);
			const subject = await Subject.of(
				{ type, typeVersion, parameters, credentials },
				this.yielded,
				tape,
				this.base.call,
			);
			const entered = withoutExpression(parameters, usual);
			const usually = await Subject.of(
				{ type, typeVersion, parameters: entered, credentials },
				this.yielded,
				tape,
				this.base.call,
			);
			try {
				await usually.run(count);
			} catch (error) {
				if (!isWithoutSample(error) && (target.inRow !== true || tape.guessed === 0)) {
					this.add(target.label, 'valid', `failed: ${error instanceof Error ? error.message : String(error)}`);
					return;
				}
			}
			for (const problem of tape.problems) this.add(target.label, 'valid', `sent ${problem}`);
			const sends = tape.sent > 0;
			for (const [name, make] of valuesFor(target)) {
				this.yielded.make = make;
				const problems = await this.once(subject, count, tape, target, sends, name);
				for (const problem of problems) this.add(target.label, name, problem);
			}
		}
	}

	/** One line for each kind of violation of a parameter, with the first value and the number of the others. */
	private add(label: string, value: string, problem: string): void {
		const kind = `${label}: ${problem.slice(0, 40)}`;
		const before = this.kinds.get(kind);
		report.violations++;
		if (before === undefined) {
			this.kinds.set(kind, { at: this.found.length, line: `${label} = ${value}: ${problem.slice(0, 300)}`, count: 1 });
			this.found.push('');
		} else before.count++;
		const { at, line, count } = this.kinds.get(kind) ?? { at: 0, line: '', count: 0 };
		this.found[at] = count === 1 ? line : `${line} (and ${count - 1} more)`;
	}

	private async prepare(key: string | undefined): Promise<void> {
		const before = key === undefined ? undefined : this.bases[key];
		if (key === undefined || before === undefined) return;
		const [resource = '', operation = ''] = key.split('.');
		const { type, typeVersion, credentials } = this;
		const parameters = { resource, operation, ...before.parameters };
		const tape = new Tape(this.sandbox.url, this.routes);
		await (await Subject.of({ type, typeVersion, parameters, credentials }, this.yielded, tape)).run();
	}

	private async once(
		subject: Subject,
		count: number,
		tape: Tape,
		{ names, isDate = false }: Target,
		sends: boolean,
		value: string,
	): Promise<string[]> {
		const secrets = Object.values(this.credentials).flatMap(secretsIn);
		let slow = 0;
		// A slow run is tried again: the collector of garbage may have had its turn.
		for (let tries = 0; tries < 3; tries++) {
			report.runs++;
			tape.rewind();
			let error: unknown;
			const start = process.cpuUsage();
			try {
				await subject.run(count);
			} catch (thrown) {
				error = thrown;
			}
			const { user, system } = process.cpuUsage(start);
			const found = violations({ error, tape, names, secrets, sends });
			if (isDate && error === undefined && NO_DATES.has(value)) found.push('is taken for a date');
			slow = (user + system - tape.ownMicroseconds) / 1000;
			if (found.length > 0 || slow <= MAX_MS) return found;
		}
		return [`took ${Math.round(slow)} ms of processor time`];
	}
}

/** The parameters with what a person enters in the place of the expression; a list has no entry where that is nothing. */
function withoutExpression(parameters: INodeParameters, usual: unknown): INodeParameters {
	const entered = (_name: string, value: unknown): unknown => {
		if (value === EXPRESSION) return usual;
		return usual === undefined && Array.isArray(value) ? value.filter((entry) => entry !== EXPRESSION) : value;
	};
	return JSON.parse(JSON.stringify(parameters, entered)) as INodeParameters;
}

/** What a credential keeps to itself. */
function secretsIn(credential: object): string[] {
	return Object.entries(credential).flatMap(([name, value]) => {
		if (typeof value === 'object' && value !== null) return secretsIn(value);
		return typeof value === 'string' && /token|secret|password/i.test(name) && !/url/i.test(name) ? [value] : [];
	});
}
