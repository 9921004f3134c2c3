/** What a person sees of long work: on a terminal one line that lives while a step runs; elsewhere a line now and then. */

const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const QUIET_HEARTBEAT_MS = 15_000;
const TTY_HEARTBEAT_MS = 120;
const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

export function duration(ms) {
	if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** https://no-color.org; FORCE_COLOR is for what is no terminal and shows colors all the same. */
function showsColors(stream, { NO_COLOR, FORCE_COLOR, TERM }) {
	if (NO_COLOR) return false;
	return Boolean(FORCE_COLOR && FORCE_COLOR !== '0') || (stream.isTTY === true && TERM !== 'dumb');
}

export function createProgress(stream = process.stdout, env = process.env) {
	const live = stream.isTTY === true && env.TERM !== 'dumb';
	const colored = showsColors(stream, env);
	const line = (text = '') => stream.write(`${text}\n`);
	const style = Object.fromEntries(
		Object.entries(CODES).map(([name, code]) => [
			name,
			(text) => (colored ? `\u001b[${code}m${text}\u001b[0m` : String(text)),
		]),
	);

	/** Shown over itself again and again, so it must not be longer than the line. */
	function alive(turn, parts) {
		const text = `${SPINNER[turn % SPINNER.length]} ${parts.join(' · ')}`;
		const room = (stream.columns || 80) - 1;
		stream.write(`\r\u001b[K${style.cyan(text.length > room ? `${text.slice(0, room - 1)}…` : text)}`);
	}

	/**
	 * Runs `work` and returns its result with the time it took; a failure is marked and passed on. `work` gets a function
	 * that tells how far it is.
	 */
	async function timed(title, estimate, work) {
		const began = Date.now();
		const elapsed = () => duration(Date.now() - began);
		let detail = '';
		let turn = 0;
		const parts = () => [title, elapsed(), ...(detail ? [detail] : []), ...(estimate ? [`takes ${estimate}`] : [])];
		if (!live) line(`${style.cyan('…')} ${title}${estimate ? ` (takes ${estimate})` : ''}`);
		const heartbeat = setInterval(
			() => {
				if (live) alive(turn++, parts());
				else line(`  ${[`still at it: ${title}`, elapsed(), ...(detail ? [detail] : [])].join(', ')}`);
			},
			live ? TTY_HEARTBEAT_MS : QUIET_HEARTBEAT_MS,
		);
		const end = (mark) => {
			clearInterval(heartbeat);
			if (live) stream.write('\r\u001b[K');
			line(`${mark} ${title} ${style.dim(elapsed())}`);
		};
		try {
			const result = await work((text) => (detail = text));
			end(style.green('✓'));
			return { result, ms: Date.now() - began };
		} catch (error) {
			end(style.red('✗'));
			throw error;
		}
	}

	return {
		line,
		style,
		timed,
		step: async (title, estimate, work) => (await timed(title, estimate, work)).result,
	};
}
