import { useState } from 'preact/hooks';
import type { JournalHead } from '../../../core/types';
import { clockTime } from '../time';
import { CallBodies } from './CallBodies';

/** Thousands of rows would make the page slow. */
const STEP = 50;

export function Repeats({ calls }: { calls: JournalHead[] }) {
	const [shown, show] = useState(STEP);
	const left = calls.length - shown;
	return (
		<div class="repeats">
			{calls.slice(0, shown).map((call) => (
				<Repeat key={call.seq} call={call} />
			))}
			{left > 0 && (
				<button type="button" onClick={() => show(shown + STEP)}>
					Show {Math.min(STEP, left)} of {left} earlier ones
				</button>
			)}
		</div>
	);
}

function Repeat({ call }: { call: JournalHead }) {
	const [open, setOpen] = useState(false);
	return (
		<details class="repeat" onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<time dateTime={call.at}>{clockTime(call.at)}</time>
				<span class="path">
					{call.method} {call.path}
				</span>
				<span class="duration">{call.durationMs} ms</span>
			</summary>
			{open && <CallBodies call={call} />}
		</details>
	);
}
