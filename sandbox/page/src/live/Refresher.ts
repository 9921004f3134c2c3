/** Runs a load soon, and never twice at a time: what is wanted while it runs causes one more run. */
export class Refresher {
	private waiting = false;

	private running = false;

	private again = false;

	constructor(
		private readonly load: () => Promise<void>,
		private readonly delayMs = 100,
	) {}

	want(): void {
		if (this.running) this.again = true;
		else if (!this.waiting) {
			this.waiting = true;
			window.setTimeout(() => void this.run(), this.delayMs);
		}
	}

	private async run(): Promise<void> {
		this.waiting = false;
		this.running = true;
		try {
			await this.load();
		} catch {
			// The sandbox went away: the event stream notices too, and loads everything when it is back.
		}
		this.running = false;
		if (!this.again) return;
		this.again = false;
		this.want();
	}
}
