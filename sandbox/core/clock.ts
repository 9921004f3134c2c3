import type { SandboxClock } from './types';

export function createClock(): SandboxClock {
	let offset = 0;
	let frozenAt: number | null = null;
	const now = (): number => (frozenAt ?? Date.now()) + offset;
	return {
		now,
		date: () => new Date(now()),
		get frozen() {
			return frozenAt !== null;
		},
		shift(milliseconds) {
			offset += milliseconds;
		},
		freeze(at) {
			frozenAt = at;
			offset = 0;
		},
		reset() {
			frozenAt = null;
			offset = 0;
		},
	};
}
