import type { Meter } from '../../../core/types';

const number = (value: number) => value.toLocaleString('en-GB');

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

function windowWords(milliseconds: number): string {
	if (milliseconds === DAY) return 'a day';
	if (milliseconds === MINUTE) return 'a minute';
	return milliseconds === SECOND ? 'a second' : `${milliseconds / SECOND} s`;
}

export function MeterBar({ service, meter: { label, used, limit, windowMs } }: { service: string; meter: Meter }) {
	const share = limit === 0 ? 1 : Math.min(1, used / limit);
	const level = share >= 1 ? 'full' : share >= 0.8 ? 'high' : 'low';
	const text = `${number(used)} of ${number(limit)} in ${windowWords(windowMs)}`;
	return (
		<div class={`meter ${level}`}>
			<span class="meter-label">{label}</span>
			<span class="meter-text">{text}</span>
			<div
				role="meter"
				aria-label={`${service}: ${label}`}
				aria-valuemin={0}
				aria-valuemax={limit}
				aria-valuenow={Math.min(used, limit)}
				aria-valuetext={text}
			>
				{/* Anything above none is seen. */}
				<div style={{ width: used === 0 ? '0' : `max(3px, ${share * 100}%)` }} />
			</div>
		</div>
	);
}
