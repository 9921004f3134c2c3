import type { SandboxTime } from '../live/LiveSandbox';

/** What the way to the sandbox and back may make of equal clocks. */
const SAME_MS = 1500;

const UNITS: [string, number][] = [
	['day', 86_400],
	['hour', 3_600],
	['minute', 60],
	['second', 1],
];

/** "The sandbox’s clock is 1 hour 5 minutes ahead"; empty when it shows the right time. */
export function clockWords({ shiftMs, frozen }: SandboxTime): string {
	if (frozen) return 'The sandbox’s clock stands still';
	if (Math.abs(shiftMs) < SAME_MS) return '';
	return `The sandbox’s clock is ${spanWords(Math.abs(shiftMs))} ${shiftMs > 0 ? 'ahead' : 'behind'}`;
}

function spanWords(milliseconds: number): string {
	let rest = Math.round(milliseconds / 1000);
	const parts: string[] = [];
	for (const [unit, seconds] of UNITS) {
		const count = Math.floor(rest / seconds);
		rest -= count * seconds;
		if (count > 0) parts.push(`${count} ${unit}${count === 1 ? '' : 's'}`);
	}
	return parts.slice(0, 2).join(' ');
}
