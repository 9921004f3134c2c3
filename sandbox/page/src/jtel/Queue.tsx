import { useState } from 'preact/hooks';
import type { Json } from '../../../core/types';
import type { SandboxTime } from '../live/LiveSandbox';
import { useAction } from '../live/useAction';
import { AddButton } from '../parts/AddButton';
import { zoneOf } from '../parts/clocks';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import type { Pointer } from '../parts/pointer';
import type { JtelState } from '../states';
import { useNow } from '../time';
import { EventCard } from './EventCard';
import { inOrder, stateOf } from './events';
import { NewEvent } from './NewEvent';

interface QueueProps {
	state?: JtelState;
	clock: SandboxTime;
	switches?: Record<string, Json>;
	pointer?: Pointer;
}

export function Queue({ state, clock, switches, pointer }: QueueProps) {
	const action = useAction('jtel');
	const now = useNow() + clock.shiftMs;
	const [userId, chooseUser] = useState<number>();
	const [adding, setAdding] = useState(false);
	const zone = zoneOf('jtel', switches);
	const agent = state?.users.find(({ ID }) => ID === userId) ?? state?.users[0];
	const waiting = state?.events.filter((event) => stateOf(event) === 'waiting').length ?? 0;
	return (
		<Panel
			service="jtel"
			title="jtel agent queue"
			hint="What agents take next"
			action={action}
			tools={<AddButton label="New event" disabled={!state} onClick={() => setAdding(true)} />}
		>
			{state && agent ? (
				<>
					<div class="bar">
						<label>
							You are
							<select value={agent.ID} onChange={(event) => chooseUser(Number(event.currentTarget.value))}>
								{state.users.map(({ ID, FirstName, Name }) => (
									<option key={ID} value={ID}>
										{FirstName} {Name}
									</option>
								))}
							</select>
						</label>
						<span class="count">{waiting} waiting</span>
					</div>
					<div class="queue" tabIndex={0} role="group" aria-label="Events">
						{state.events.length === 0 && (
							<Empty>The queue is empty: raise a ticket and n8n will put an event here.</Empty>
						)}
						{inOrder(state.events).map((event) => (
							<EventCard
								key={event.ID}
								event={event}
								state={state}
								now={now}
								zone={zone}
								busy={action.busy}
								take={() => void action.run('takeEvent', { ID: event.ID, UsersID: agent.ID })}
								finish={() => void action.run('finishEvent', { ID: event.ID })}
								pointer={pointer}
							/>
						))}
					</div>
				</>
			) : (
				<Empty>Loading the queue…</Empty>
			)}
			{state && adding && <NewEvent state={state} onClose={() => setAdding(false)} />}
		</Panel>
	);
}
