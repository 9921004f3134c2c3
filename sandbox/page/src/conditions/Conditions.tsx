import { useState } from 'preact/hooks';
import type { Live } from '../live/LiveSandbox';
import { closeDialog, Modal } from '../parts/Modal';
import { TabList } from '../parts/TabList';
import type { Tab } from '../parts/TabList';
import { ClockTab } from './ClockTab';
import { FaultTab } from './FaultTab';
import { SwitchTab } from './SwitchTab';

type Name = 'faults' | 'clock' | 'switches';

const TABS: Tab<Name>[] = [
	{ name: 'faults', label: 'Faults' },
	{ name: 'clock', label: 'Clock and delay' },
	{ name: 'switches', label: 'Open questions' },
];

/** The sheet from which a person makes the four systems misbehave. */
export function Conditions({ live, onClose }: { live: Live; onClose: () => void }) {
	const [chosen, choose] = useState<Name>('faults');
	return (
		<Modal class="sheet-right" labelledBy="conditions-title" onClose={onClose}>
			<div class="sheet-head">
				<h2 id="conditions-title">Test conditions</h2>
				<button type="button" class="plain close" aria-label="Close" onClick={closeDialog}>
					×
				</button>
			</div>
			<TabList label="Test conditions" tabs={TABS} chosen={chosen} choose={choose} />
			<div class="tab-content" role="tabpanel" id={`tab-${chosen}`} aria-labelledby={`tab-of-${chosen}`} tabIndex={0}>
				{chosen === 'faults' && <FaultTab faults={live.faults} />}
				{chosen === 'clock' && <ClockTab clock={live.clock} switches={live.switches} />}
				{chosen === 'switches' && <SwitchTab switches={live.switches} />}
			</div>
		</Modal>
	);
}
