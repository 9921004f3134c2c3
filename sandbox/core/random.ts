/** A small seeded generator (mulberry32): the same numbers after every reset. Never used for anything secret. */
export class SeededRandom {
	private state: number;

	private seed: number;

	constructor(name: string) {
		this.seed = hash(name);
		this.state = this.seed;
	}

	reset(name?: string): void {
		if (name !== undefined) this.seed = hash(name);
		this.state = this.seed;
	}

	next(): number {
		this.state = (this.state + 0x6d2b79f5) | 0;
		let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	}

	/** A GUID of version 4. */
	guid(): string {
		return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
			const digit = Math.floor(this.next() * 16);
			return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
		});
	}
}

function hash(text: string): number {
	let value = 2166136261;
	for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 16777619);
	return value >>> 0;
}
