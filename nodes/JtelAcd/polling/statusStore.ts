/**
 * The statuses of events, for the static data. The shared store spends at least two characters on an event: 200,000 for
 * 100,000 events, where a whole state has 64 KB. Written as bits they take from 17,000 to 55,000.
 */

/** The status of events by ID. */
export type Statuses = ReadonlyMap<number, number>;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DIGIT_BITS = 6;

/** Bits as text, six a character. */
class BitWriter {
	private readonly text: string[] = [];

	private digit = 0;

	private filled = 0;

	get length(): number {
		return this.text.length + 1;
	}

	bits(value: number, count: number): void {
		for (let at = count - 1; at >= 0; at--) {
			// Shifting is for 32 bits only; IDs may be longer.
			this.digit = this.digit * 2 + (at < 31 && value < 2 ** 31 ? (value >> at) & 1 : Math.floor(value / 2 ** at) % 2);
			if (++this.filled < DIGIT_BITS) continue;
			this.text.push(DIGITS.charAt(this.digit));
			[this.digit, this.filled] = [0, 0];
		}
	}

	/** A number from 1 on, the smaller the shorter: Elias gamma. */
	count(value: number): void {
		// The logarithm of a large number just below a power of two is rounded up to it.
		const rounded = Math.floor(Math.log2(value));
		const bits = 2 ** rounded > value ? rounded - 1 : rounded;
		this.bits(0, bits);
		this.bits(value, bits + 1);
	}

	end(): string {
		if (this.filled > 0) this.bits(0, DIGIT_BITS - this.filled);
		return this.text.join('');
	}
}

class BitReader {
	private readonly digits: Uint8Array;

	private at = 0;

	constructor(text: string) {
		this.digits = Uint8Array.from(text, (digit) => DIGITS.indexOf(digit));
	}

	bits(count: number): number {
		let value = 0;
		for (let left = count; left > 0; left--, this.at++) {
			const digit = this.digits[Math.floor(this.at / DIGIT_BITS)] ?? 0;
			value = value * 2 + ((digit >> (DIGIT_BITS - 1 - (this.at % DIGIT_BITS))) & 1);
		}
		return value;
	}

	count(): number {
		let bits = 0;
		while (this.at < this.digits.length * DIGIT_BITS && this.bits(1) === 0) bits++;
		return 2 ** bits + this.bits(bits);
	}
}

/** How many bits it takes to distinguish so many values. */
const widthOf = (count: number): number => (count < 2 ? 0 : Math.ceil(Math.log2(count)));

/** No event takes more digits: two numbers of at most 53 bits, written twice as long, and a status. */
const LONGEST = 40;

/** jtel has a handful of statuses; more than that is something else and is not stored. */
const MAX_STATUSES = 500;

/**
 * Statuses by ID as one short text: the distance of each ID from the one above it, and how many in a row have the same
 * status. The more mixed they are, the longer the text. What does not fit into
 * `room` characters is left out, the lowest IDs first; the text is not `complete` then.
 */
export function packStatuses(statuses: Statuses, room: number): { packed: string; complete: boolean } {
	const table = [...new Set(statuses.values())].slice(0, MAX_STATUSES);
	const indexes = new Map(table.map((status, index) => [status, index]));
	const entries = [...statuses].filter(([, status]) => indexes.has(status)).sort(([a], [b]) => b - a);
	const head = `${entries[0]?.[0] ?? 0};${table.join(',')};`;
	const writer = new BitWriter();
	let written = 0;
	let [idBefore, indexBefore] = [entries[0]?.[0] ?? 0, -1];
	for (const [at, [id, status]] of entries.entries()) {
		if (head.length + writer.length + LONGEST > room) break;
		const index = indexes.get(status) ?? 0;
		if (index !== indexBefore) {
			// A new row has another status than the one before.
			if (indexBefore < 0) writer.bits(index, widthOf(table.length));
			else writer.bits(index < indexBefore ? index : index - 1, widthOf(table.length - 1));
			let end = at + 1;
			while (entries[end]?.[1] === status) end++;
			writer.count(end - at);
		}
		if (at > 0) writer.count(idBefore - id);
		[idBefore, indexBefore] = [id, index];
		written++;
	}
	const complete = written === entries.length && table.length < MAX_STATUSES;
	return { packed: `${head}${written};${writer.end()}`, complete };
}

/** Whether a value is what `packStatuses` writes: its head, and at least a bit for each event. */
export function isPackedStatuses(value: unknown): value is string {
	if (typeof value !== 'string') return false;
	const [, first, written, body = ''] = /^(-?\d+);[-\d,]*;(\d+);([\w-]*)$/.exec(value) ?? [];
	return (
		Number.isSafeInteger(Number(first)) && written !== undefined && Number(written) <= body.length * DIGIT_BITS + 1
	);
}

/** Reads what `packStatuses` wrote. */
export function unpackStatuses(packed: string): Map<number, number> {
	const statuses = new Map<number, number>();
	const [first = '', list = '', written = '', body = ''] = packed.split(';');
	const table = list.split(',').map(Number);
	const reader = new BitReader(body);
	let id = Number(first);
	let [index, left] = [0, 0];
	for (let at = 0; at < Number(written); at++, left--) {
		if (left === 0) {
			const code = reader.bits(widthOf(at === 0 ? table.length : table.length - 1));
			index = at === 0 || code < index ? code : code + 1;
			left = reader.count();
		}
		if (at > 0) id -= reader.count();
		statuses.set(id, table[index] ?? 0);
	}
	return statuses;
}
