import { useEffect, useRef } from 'preact/hooks';
import type { ServiceName } from '../../../core/types';
import { NAMES } from '../parts/icons';
import { shortened } from '../parts/shortened';
import { clockTime, dayAndTime } from '../time';
import type { JourneyStep } from './steps';

/** A long mail is read in its own panel. */
const LONGEST = 140;

interface StepRowProps {
	step: JourneyStep;
	before?: JourneyStep;
	isLast: boolean;
	lanes: readonly ServiceName[];
	/** Of the walk through the steps. */
	state: 'done' | 'current' | 'ahead';
	show: () => void;
}

/** A step, and the piece of the line that leads to it: from the lane of the one before, at the top, to its own. */
export function StepRow({ step, before, isLast, lanes, state, show }: StepRowProps) {
	const ref = useRef<HTMLLIElement>(null);
	useEffect(() => {
		if (state === 'current') scrollWithin(ref.current);
	}, [state]);
	const { service, words, detail } = step;
	const x = lanes.indexOf(service) + 0.5;
	const from = before ? lanes.indexOf(before.service) + 0.5 : x;
	return (
		<li class={`step ${service} ${state}`} ref={ref} aria-current={state === 'current' ? 'step' : undefined}>
			<time dateTime={new Date(step.at).toISOString()}>{timeOf(step)}</time>
			<span class="graph">
				<svg viewBox={`0 0 ${lanes.length} 2`} preserveAspectRatio="none" aria-hidden="true">
					{before && <path d={`M${from} 0C${from} .7 ${x} .3 ${x} 1`} />}
					{!isLast && <path class="after" d={`M${x} 1V2`} />}
				</svg>
				<span class="dot" style={{ left: `${(x / lanes.length) * 100}%` }} />
			</span>
			<span class="what">
				<button type="button" class="plain" onClick={show} title="Show it in its panel">
					<span class="unseen">{NAMES[service]}: </span>
					{words}
				</button>
				{detail !== undefined && detail !== '' && <span class="said">{shortened(detail, LONGEST)}</span>}
			</span>
		</li>
	);
}

function timeOf({ at, toTheMinute }: JourneyStep): string {
	if (new Date(at).toDateString() !== new Date().toDateString()) return dayAndTime(at);
	const time = clockTime(new Date(at).toISOString());
	return toTheMinute === true ? time.slice(0, 5) : time;
}

/** Not the whole page: somebody may look at the panels meanwhile. */
function scrollWithin(row: HTMLElement | null): void {
	const track = row?.closest('.track');
	if (!row || !track) return;
	const { top, bottom } = track.getBoundingClientRect();
	const own = row.getBoundingClientRect();
	if (own.top < top + 44) track.scrollTop += own.top - top - 44;
	if (own.bottom > bottom) track.scrollTop += own.bottom - bottom;
}
