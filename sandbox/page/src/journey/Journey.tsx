import { useEffect, useMemo, useState } from 'preact/hooks';
import { subjectOf } from '../hubspot/tickets';
import type { Live } from '../live/LiveSandbox';
import { zoneOf } from '../parts/clocks';
import { Empty } from '../parts/Empty';
import { NAMES } from '../parts/icons';
import { LINKS } from '../parts/links';
import type { Point } from '../parts/pointer';
import { ServiceIcon } from '../parts/ServiceIcon';
import { shortened } from '../parts/shortened';
import { shownServices } from '../parts/shownServices';
import type { HubSpotTicket } from '../states';
import { StepRow } from './StepRow';
import { stepsOf } from './steps';

/** How long each step is shown. */
const STEP_MS = 1600;
const OFFERED_TICKETS = 100;
/** A drop-down cuts off what is longer. */
const LONGEST_NAME = 36;

interface JourneyProps {
	live: Live;
	point: Point;
}

/** The way of one ticket, as a line from system to system; it can be walked again, step by step. */
export function Journey({ live, point }: JourneyProps) {
	const { states, switches } = live;
	const [chosenId, choose] = useState<string>();
	const [at, go] = useState<number>();
	const [playing, play] = useState(false);
	const tickets = useMemo(
		() =>
			(states.hubspot?.tickets ?? [])
				.filter(({ archived, mergedInto }) => !archived && mergedInto === null)
				.toReversed(),
		[states.hubspot],
	);
	const ticket = tickets.find(({ id }) => id === chosenId) ?? tickets.find(isLinked) ?? tickets[0];
	const steps = useMemo(() => {
		const zones = { jtel: zoneOf('jtel', switches?.jtel), thulium: zoneOf('thulium', switches?.thulium) };
		const all = ticket ? stepsOf({ ticket, states, zones }) : [];
		return all.filter(({ service }) => shownServices.includes(service));
	}, [ticket, states, switches]);
	const last = steps.length - 1;

	useEffect(() => {
		if (!playing) return undefined;
		if (at !== undefined && at >= last) {
			play(false);
			return undefined;
		}
		const timer = window.setTimeout(() => go((at ?? -1) + 1), at === undefined ? 0 : STEP_MS);
		return () => window.clearTimeout(timer);
	}, [playing, at, last]);

	const walk = (to: number) => {
		play(false);
		go(Math.min(Math.max(to, 0), last));
	};
	const current = at === undefined ? undefined : steps[at];
	return (
		<section class="journey" aria-labelledby="journey-title">
			<header>
				<h2 id="journey-title">One ticket’s journey</h2>
				<label>
					<span>Ticket</span>
					<select
						value={ticket?.id}
						disabled={!ticket}
						onChange={({ currentTarget }) => {
							choose(currentTarget.value);
							play(false);
							go(undefined);
						}}
					>
						{tickets.slice(0, OFFERED_TICKETS).map((each) => (
							<option key={each.id} value={each.id}>
								{shortened(subjectOf(each), LONGEST_NAME)}
							</option>
						))}
					</select>
				</label>
				<div class="walk" role="group" aria-label="Walk through the steps">
					<button
						type="button"
						class="primary"
						disabled={steps.length === 0}
						onClick={() => {
							if (!playing) go(undefined);
							play(!playing);
						}}
					>
						{playing ? 'Stop' : 'Play'}
					</button>
					<button type="button" disabled={at === undefined || at === 0} onClick={() => walk((at ?? 0) - 1)}>
						Back
					</button>
					<button type="button" disabled={last < 0 || at === last} onClick={() => walk((at ?? -1) + 1)}>
						Next
					</button>
				</div>
			</header>
			<p class="unseen" aria-live="polite">
				{current && `Step ${(at ?? 0) + 1} of ${steps.length}: ${NAMES[current.service]}, ${current.words}`}
			</p>
			{steps.length === 0 ? (
				<Empty>No ticket yet: raise one on the HubSpot board.</Empty>
			) : (
				<div class="track" style={{ '--lanes': shownServices.length }} tabIndex={0} role="group" aria-label="Steps">
					<div class="lanes">
						{shownServices.map((name) => (
							<span key={name} class={`lane ${name}`}>
								<ServiceIcon service={name} size={20} />
								<span class="lane-name">{NAMES[name]}</span>
							</span>
						))}
					</div>
					<ol>
						{steps.map((step, index) => (
							<StepRow
								key={`${step.service} ${step.id} ${step.words} ${step.at}`}
								step={step}
								before={steps[index - 1]}
								isLast={index === last}
								lanes={shownServices}
								state={at === undefined || index < at ? 'done' : index === at ? 'current' : 'ahead'}
								show={() => point({ service: step.service, id: step.id, at: Date.now() })}
							/>
						))}
					</ol>
					{last === 0 && (
						<p class="none hint">
							It has not left HubSpot yet. As soon as a workflow sends a card, an event or a reply for it, the line goes
							on.
						</p>
					)}
				</div>
			)}
		</section>
	);
}

const isLinked = ({ properties }: HubSpotTicket) => LINKS.some(({ property }) => (properties[property] ?? '') !== '');
