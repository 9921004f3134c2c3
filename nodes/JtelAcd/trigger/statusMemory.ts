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
		const bits = Math.floor(Math.log2(value));
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
		const values = new Map([...DIGITS].map((digit, value) => [digit, value]));
		this.digits = Uint8Array.from(text, (digit) => values.get(digit) ?? 0);
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

/** Neighbours in status: `length` IDs in a row from `first` down, `gap` IDs below the run before. */
interface Run {
	first: number;
	gap: number;
	length: number;
	status: number;
}

/** From the greatest ID down. */
function runsOf(entries: Array<[id: number, status: number]>): Run[] {
	const runs: Run[] = [];
	let run: Run | undefined;
	for (const [id, status] of entries.sort(([a], [b]) => b - a)) {
		const gap = run === undefined ? 0 : run.first - run.length - id;
		if (run !== undefined && gap === 0 && run.status === status) run.length++;
		else runs.push((run = { first: id, gap, length: 1, status }));
	}
	return runs;
}

/** Bits to tell so many things apart. */
const widthOf = (count: number): number => (count < 2 ? 0 : Math.ceil(Math.log2(count)));

/** A run takes less than that: two counts of at most 53 bits, written twice as long, and a status. */
const LONGEST_RUN = 40;

/** jtel has a handful of statuses; more than that is something else and is not remembered. */
const MOST_STATUSES = 500;

/**
 * Statuses by ID as one short text. Neighbours with one status count as one, so that 100,000 events take from a few
 * characters to some 57,000, by how mixed they are. What does not fit into `room` characters is left out, the lowest IDs
 * first; the text is not `complete` then.
 */
export function packStatuses(statuses: Statuses, room: number): { packed: string; complete: boolean } {
	const table = [...new Set(statuses.values())].slice(0, MOST_STATUSES);
	const indexes = new Map(table.map((status, index) => [status, index]));
	const runs = runsOf([...statuses].filter(([, status]) => indexes.has(status)));
	const head = `${runs[0]?.first ?? 0};${table.join(',')};`;
	const writer = new BitWriter();
	let written = 0;
	let before = -1;
	for (const { gap, length, status } of runs) {
		if (head.length + writer.length + LONGEST_RUN > room) break;
		const index = indexes.get(status) ?? 0;
		if (before < 0) writer.bits(index, widthOf(table.length));
		else {
			writer.count(gap + 1);
			// Without a gap the status is another one, or the run would not have ended.
			if (gap > 0) writer.bits(Number(index !== before), 1);
			if (index !== before) writer.bits(index < before ? index : index - 1, widthOf(table.length - 1));
		}
		writer.count(length);
		before = index;
		written++;
	}
	const complete = written === runs.length && table.length < MOST_STATUSES;
	return { packed: `${head}${written};${writer.end()}`, complete };
}

/** Reads what `packStatuses` wrote. */
export function unpackStatuses(packed: string): Map<number, number> {
	const statuses = new Map<number, number>();
	const [first = '', list = '', written = '', body = ''] = packed.split(';');
	const table = list.split(',').map(Number);
	const reader = new BitReader(body);
	let id = Number(first);
	let index = 0;
	for (let run = 0; run < Number(written); run++) {
		if (run === 0) index = reader.bits(widthOf(table.length));
		else {
			const gap = reader.count() - 1;
			id -= gap;
			if (gap === 0 || reader.bits(1) === 1) {
				const other = reader.bits(widthOf(table.length - 1));
				index = other < index ? other : other + 1;
			}
		}
		const status = table[index] ?? 0;
		for (let left = reader.count(); left > 0; left--, id--) statuses.set(id, status);
	}
	return statuses;
}
