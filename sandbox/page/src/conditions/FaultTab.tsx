import type { ArmedFault } from '../../../core/types';
import { FaultForm } from './FaultForm';
import { FaultList } from './FaultList';

export function FaultTab({ faults }: { faults: ArmedFault[] }) {
	return (
		<>
			<p class="note">
				Real systems fail now and then. Switch a fault on, let a workflow run, and see what the nodes make of it. The
				calls that were hit are marked in the list of API calls.
			</p>
			<section class="armed" aria-labelledby="armed-title">
				<h3 id="armed-title">Switched on</h3>
				{faults.length === 0 ? <p class="none">Nothing: every call is answered as usual.</p> : null}
				<FaultList faults={faults} />
			</section>
			<FaultForm />
		</>
	);
}
