import { z } from 'zod';
import type { ArmedFault, Fault, Json, ServiceName } from './types';
import { SERVICE_NAMES } from './types';
import { validateInput } from './validate';

const json: z.ZodType<Json> = z.lazy(() =>
	z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(json)]),
);

const fault = z
	.object({
		kind: z.enum(['status', 'html', 'empty', 'malformedJson', 'truncate', 'drip', 'slow', 'resetBefore', 'resetAfter']),
		service: z.enum(SERVICE_NAMES).optional(),
		method: z.string().optional(),
		path: z.string().refine(isPattern, 'is not a regular expression').optional(),
		skip: z.number().int().min(0).optional(),
		times: z
			.number()
			.int()
			.min(-1)
			.refine((times) => times !== 0, 'must be positive, or -1 for all')
			.optional(),
		status: z.number().int().min(200).max(599).optional(),
		headers: z.record(z.string()).optional(),
		body: z.union([z.string(), z.record(json)]).optional(),
		delayMs: z.number().int().min(0).optional(),
	})
	.strict();

interface Armed {
	id: number;
	fault: Fault;
	pattern: RegExp | undefined;
	skip: number;
	left: number;
}

/** The faults that wait for their requests. The first one that matches wins; it is gone when it has hit often enough. */
export class Faults {
	private armed: Armed[] = [];

	private lastId = 0;

	/** `changed` is told whenever the list or its counts are no longer what they were. */
	constructor(private readonly changed: () => void) {}

	add(input: unknown): void {
		for (const entry of validateInput(z.array(fault), Array.isArray(input) ? input : [input])) {
			const pattern = entry.path === undefined ? undefined : new RegExp(entry.path);
			this.lastId += 1;
			this.armed.push({ id: this.lastId, fault: entry, pattern, skip: entry.skip ?? 0, left: entry.times ?? 1 });
		}
		this.changed();
	}

	/** The fault for this request, counted as used. */
	take(service: ServiceName, method: string, path: string): Fault | undefined {
		for (const entry of this.armed) {
			const { fault: wanted } = entry;
			if (wanted.service !== undefined && wanted.service !== service) continue;
			if (wanted.method !== undefined && wanted.method.toUpperCase() !== method) continue;
			if (entry.pattern !== undefined && !entry.pattern.test(path)) continue;
			if (entry.skip > 0) {
				entry.skip -= 1;
				this.changed();
				continue;
			}
			if (entry.left > 0) entry.left -= 1;
			if (entry.left === 0) this.armed = this.armed.filter((other) => other !== entry);
			this.changed();
			return wanted;
		}
		return undefined;
	}

	/** What is still waiting, with the counts as they are now. */
	pending(): ArmedFault[] {
		return this.armed.map(({ id, fault: wanted, skip, left }) => ({ ...wanted, id, skip, times: left }));
	}

	/** Takes one back; false when it is gone already. */
	remove(id: number): boolean {
		const others = this.armed.filter((entry) => entry.id !== id);
		const found = others.length < this.armed.length;
		this.armed = others;
		if (found) this.changed();
		return found;
	}

	clear(): void {
		this.armed = [];
		this.changed();
	}

	reset(): void {
		this.lastId = 0;
		this.clear();
	}
}

function isPattern(text: string): boolean {
	try {
		new RegExp(text);
		return true;
	} catch {
		return false;
	}
}
