import type { ArmedFault } from '../../../core/types';
import type { SandboxTime } from '../live/LiveSandbox';
import { clockWords } from './clockWords';
import { FaultList } from './FaultList';

interface ArmedStripProps {
	faults: ArmedFault[];
	clock: SandboxTime;
}

/** Whatever is not as usual stays in sight, so that nobody wonders later. */
export function ArmedStrip({ faults, clock }: ArmedStripProps) {
	const time = clockWords(clock);
	if (faults.length === 0 && time === '') return null;
	return (
		<section class="strip" aria-label="Test conditions in force">
			{time !== '' && <p>{time}</p>}
			{faults.length > 0 && <FaultList faults={faults} />}
		</section>
	);
}
