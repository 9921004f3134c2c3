import { useRef } from 'preact/hooks';
import { isPointedAt, useSpotlight } from '../parts/pointer';
import type { Pointer } from '../parts/pointer';
import type { JtelEvent, JtelState } from '../states';
import { age, instantOf } from '../time';
import { stateOf, typeLabel } from './events';

interface EventCardProps {
	event: JtelEvent;
	state: JtelState;
	now: number;
	zone: string;
	busy: boolean;
	take: () => void;
	finish: () => void;
	pointer?: Pointer;
}

const LABELS = { waiting: 'Waiting', taken: 'Taken', finished: 'Finished' };
const BEFORE_AGENT = { waiting: 'for', taken: 'by', finished: 'by' };

export function EventCard({ event, state, now, zone, busy, take, finish, pointer }: EventCardProps) {
	const ref = useRef<HTMLElement>(null);
	useSpotlight(ref, pointer, isPointedAt(pointer, 'jtel', String(event.ID)));
	const status = stateOf(event);
	const type =
		state.eventTypes.find(({ ID }) => ID === event.AcdEventTypesID)?.ShortText ?? `Type ${event.AcdEventTypesID}`;
	const group = state.groups.find(({ ID }) => ID === event.AcdGroupsID)?.Name ?? `Group ${event.AcdGroupsID}`;
	const agent = state.users.find(({ ID }) => ID === event.UsersID);
	return (
		<article class={`event ${status}`} ref={ref} data-event={event.ID}>
			<p class="event-head">
				<span class="kind">{typeLabel(type)}</span>
				<span>{group}</span>
				<time dateTime={event.dtCreated} title={event.dtCreated}>
					{age(now - instantOf(event.dtCreated, zone))}
				</time>
			</p>
			<h3>{event.Subject}</h3>
			<p class="event-from">
				from {event.Sender} · #{event.ID}
			</p>
			{event.CrmURL !== null && (
				<a class="event-link" href={event.CrmURL} target="_blank" rel="noreferrer noopener" title={event.CrmURL}>
					Open {event.UserData ?? event.CrmURL}
				</a>
			)}
			<div class="event-foot">
				<span class={`status ${status}`}>
					{LABELS[status]}
					{agent && ` ${BEFORE_AGENT[status]} ${agent.FirstName} ${agent.Name}`}
				</span>
				{status === 'waiting' && (
					<button type="button" class="primary" disabled={busy} onClick={take} aria-label={`Take ${event.Subject}`}>
						Take
					</button>
				)}
				{status === 'taken' && (
					<button type="button" disabled={busy} onClick={finish} aria-label={`Finish ${event.Subject}`}>
						Finish
					</button>
				)}
			</div>
		</article>
	);
}
