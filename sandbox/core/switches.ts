import { SandboxError } from './errors';
import type { Json, SandboxService } from './types';

/** The live switches of each service: one object per service that keeps its identity, so that handlers may hold it. */
export class SwitchBoard {
	private readonly live = new Map<string, Record<string, unknown>>();

	of<Switches extends object>(service: SandboxService<Switches>): Switches {
		let switches = this.live.get(service.name);
		if (switches === undefined) {
			switches = structuredClone({ ...service.defaultSwitches }) as Record<string, unknown>;
			this.live.set(service.name, switches);
		}
		return switches as Switches;
	}

	/** All or nothing: an unknown name or a wrong type leaves every switch as it was. */
	set(service: SandboxService, changes: object): void {
		const defaults = service.defaultSwitches as Record<string, unknown>;
		for (const [name, value] of Object.entries(changes)) {
			if (!Object.hasOwn(defaults, name)) {
				throw new SandboxError(`${service.name} has no switch "${name}"; it has ${Object.keys(defaults).join(', ')}`);
			}
			const allowed = service.switchValues?.[name];
			if (allowed !== undefined && !allowed.includes(value as Json)) {
				throw new SandboxError(`Switch ${service.name}.${name} must be one of ${JSON.stringify(allowed)}`);
			}
			if (allowed === undefined && defaults[name] !== null && kind(value) !== kind(defaults[name])) {
				throw new SandboxError(`Switch ${service.name}.${name} must be of type ${kind(defaults[name])}`);
			}
		}
		Object.assign(this.of(service), structuredClone(changes));
	}

	reset(service: SandboxService): void {
		Object.assign(this.of(service), structuredClone({ ...service.defaultSwitches }));
	}
}

function kind(value: unknown): string {
	if (Array.isArray(value)) return 'array';
	return value === null ? 'null' : typeof value;
}
