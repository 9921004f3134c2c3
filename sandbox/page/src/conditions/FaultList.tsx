import type { ArmedFault } from '../../../core/types';
import { disarmFault, disarmFaults } from '../api';
import { useTask } from '../live/useAction';
import { Problem } from '../parts/Problem';
import { describeFault } from './faultWords';

/** What waits for its calls, in words, each to be taken back. */
export function FaultList({ faults }: { faults: ArmedFault[] }) {
	const { run, busy, problem } = useTask();
	return (
		<>
			<ul class="faults" aria-label="Faults that are switched on">
				{faults.map((fault) => (
					<li key={fault.id}>
						<span>{describeFault(fault)}</span>
						<button
							type="button"
							disabled={busy}
							aria-label={`Take back: ${describeFault(fault)}`}
							onClick={() => void run(() => disarmFault(fault.id))}
						>
							Take back
						</button>
					</li>
				))}
			</ul>
			{faults.length > 1 && (
				<button type="button" disabled={busy} onClick={() => void run(disarmFaults)}>
					Take all back
				</button>
			)}
			<Problem text={problem} />
		</>
	);
}
