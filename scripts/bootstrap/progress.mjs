/** One line when a step begins, a sign of life while it runs, one line when it ends. */

const SPINNER = ['|', '/', '-', '\\'];
const QUIET_HEARTBEAT_MS = 15_000;
const TTY_HEARTBEAT_MS = 200;

export function duration(ms) {
	if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

export function createProgress(stream = process.stdout) {
	const tty = stream.isTTY === true;
	const colour = (code, text) => (tty && !process.env.NO_COLOR ? `\u001b[${code}m${text}\u001b[0m` : text);
	const line = (text = '') => stream.write(`${text}\n`);

	/** Runs `work` and returns its result with the time it took; a failure is marked and passed on. */
	async function timed(title, estimate, work) {
		const began = Date.now();
		const elapsed = () => duration(Date.now() - began);
		line(`${colour(36, '…')} ${title}${estimate ? ` (${estimate})` : ''}`);
		let turn = 0;
		const heartbeat = setInterval(
			() => {
				if (tty) stream.write(`\r  ${SPINNER[turn++ % SPINNER.length]} ${elapsed()} `);
				else line(`  still at it: ${title}, ${elapsed()}`);
			},
			tty ? TTY_HEARTBEAT_MS : QUIET_HEARTBEAT_MS,
		);
		const end = (mark) => {
			clearInterval(heartbeat);
			if (tty) stream.write('\r\u001b[K');
			line(`${mark} ${title}, ${elapsed()}`);
		};
		try {
			const result = await work();
			end(colour(32, '✓'));
			return { result, ms: Date.now() - began };
		} catch (error) {
			end(colour(31, '✗'));
			throw error;
		}
	}

	return {
		line,
		timed,
		step: async (title, estimate, work) => (await timed(title, estimate, work)).result,
	};
}
