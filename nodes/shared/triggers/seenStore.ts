/** When a record was last handled, in epoch milliseconds by record ID. IDs are whole numbers below 2^52, as text. */
export type Timestamps = Map<string, number>;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const HALF = 32;

/** A whole number in as few characters as it needs: five bits each, the lowest first, the sign in the first bit. */
function writeNumber(value: number): string {
	let rest = value < 0 ? -2 * value - 1 : 2 * value;
	let text = '';
	do {
		const digit = rest % HALF;
		rest = Math.floor(rest / HALF);
		text += DIGITS.charAt(rest > 0 ? digit + HALF : digit);
	} while (rest > 0);
	return text;
}

function readNumbers(text: string): number[] {
	const numbers: number[] = [];
	let value = 0;
	let weight = 1;
	for (const character of text) {
		const digit = DIGITS.indexOf(character);
		value += (digit % HALF) * weight;
		weight *= HALF;
		if (digit >= HALF) continue;
		numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
		value = 0;
		weight = 1;
	}
	return numbers;
}

/**
 * The timestamps as one short text, the newest first, each as its distance from the one before: 12,000 records that
 * were changed at the same time take about 24 KB. What does not fit into `room` characters is left out from the oldest
 * on, and `floor` says from which timestamp on the store is complete; 0 when nothing was left out.
 * @param needed Records that must not be left out, whatever the room.
 */
export function packTimestamps(
	timestamps: Timestamps,
	room: number,
	needed: (id: string) => boolean = () => false,
): { packed: string; floor: number } {
	const entries = [...timestamps]
		.map(([id, timestamp]) => ({ id: Number(id), timestamp, needed: needed(id) }))
		.sort((a, b) => Number(b.needed) - Number(a.needed) || b.timestamp - a.timestamp || a.id - b.id);
	const parts: string[] = [];
	let length = 0;
	let before = { id: 0, timestamp: 0 };
	for (const entry of entries) {
		const part = writeNumber(entry.timestamp - before.timestamp) + writeNumber(entry.id - before.id);
		length += part.length;
		if (length > room && !entry.needed) return { packed: parts.join(''), floor: entry.timestamp + 1 };
		parts.push(part);
		before = entry;
	}
	return { packed: parts.join(''), floor: 0 };
}

/** Whether a value is whole pairs of numbers, as `packTimestamps` writes them. */
export function isPacked(value: unknown): value is string {
	if (typeof value !== 'string' || !/^[\w-]*$/.test(value)) return false;
	const numbers = readNumbers(value);
	const ends = DIGITS.indexOf(value.slice(-1)) < HALF;
	return ends && numbers.length % 2 === 0 && numbers.every((number) => Number.isSafeInteger(number));
}

/** Reads what `packTimestamps` wrote. */
export function unpackTimestamps(packed: string): Timestamps {
	const timestamps: Timestamps = new Map();
	const numbers = readNumbers(packed);
	let id = 0;
	let timestamp = 0;
	for (let at = 0; at + 1 < numbers.length; at += 2) {
		timestamp += numbers[at] ?? 0;
		id += numbers[at + 1] ?? 0;
		timestamps.set(String(id), timestamp);
	}
	return timestamps;
}
