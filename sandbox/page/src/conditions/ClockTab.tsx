import { setSwitch, shiftClock, unshiftClock } from '../api';
import type { Switches } from '../api';
import type { SandboxTime } from '../live/LiveSandbox';
import { useTask } from '../live/useAction';
import { textIn } from '../parts/forms';
import { Problem } from '../parts/Problem';
import { dayAndTime, useNow } from '../time';
import { clockWords } from './clockWords';

const STEPS: [string, number][] = [
	['1 minute', 60_000],
	['1 hour', 3_600_000],
	['1 day', 86_400_000],
	['30 days', 30 * 86_400_000],
];

export function ClockTab({ clock, switches }: { clock: SandboxTime; switches?: Switches }) {
	const { run, busy, problem } = useTask();
	const now = useNow() + clock.shiftMs;
	const lag = Number(switches?.hubspot.searchLagMs ?? 0) / 1000;
	return (
		<>
			<section aria-labelledby="clock-title">
				<h3 id="clock-title">The sandbox’s clock</h3>
				<p class="clock-face">
					<time dateTime={new Date(now).toISOString()}>{dayAndTime(new Date(now).toISOString())}</time>
					<span role="status">{clockWords(clock) || 'The same time as here'}</span>
				</p>
				<p class="note">
					Move it to make tokens expire, to make repeated webhooks due, or to see what a workflow makes of tickets that
					have waited for long.
				</p>
				<div class="buttons">
					{STEPS.map(([label, milliseconds]) => (
						<button key={label} type="button" disabled={busy} onClick={() => void run(() => shiftClock(milliseconds))}>
							+ {label}
						</button>
					))}
					<button type="button" disabled={busy} onClick={() => void run(unshiftClock)}>
						Back to now
					</button>
				</div>
			</section>
			<form
				aria-labelledby="lag-title"
				onSubmit={(event) => {
					event.preventDefault();
					const seconds = Number(textIn(new FormData(event.currentTarget), 'lag'));
					void run(() => setSwitch('hubspot', 'searchLagMs', Math.round(seconds * 1000)));
				}}
			>
				<h3 id="lag-title">HubSpot’s search index</h3>
				<p class="note">
					HubSpot finds a change only some moments after it was made; half a minute and more was seen. Triggers and
					searches see the old state until then.
				</p>
				<div class="inline-form">
					<label class="field short">
						Behind by (seconds)
						<input
							key={lag}
							name="lag"
							type="number"
							min="0"
							max="3600"
							step="0.1"
							required
							defaultValue={String(lag)}
						/>
					</label>
					<button type="submit" class="primary" disabled={busy || !switches}>
						Set
					</button>
				</div>
				<p role="status" class="none">
					{lag === 0 ? 'Now: no delay' : `Now: ${lag} s behind`}
				</p>
			</form>
			<Problem text={problem} />
		</>
	);
}
