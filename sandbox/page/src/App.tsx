import { useState } from 'preact/hooks';
import { Board } from './hubspot/Board';
import { Queue } from './jtel/Queue';
import { Phone } from './kaizala/Phone';
import type { LiveSandbox } from './live/LiveSandbox';
import { useLive } from './live/useLive';
import { Header } from './parts/Header';
import type { Pointer } from './parts/pointer';
import { Desk } from './thulium/Desk';
import { Timeline } from './timeline/Timeline';

export function App({ sandbox }: { sandbox: LiveSandbox }) {
	const live = useLive(sandbox);
	const [pointer, point] = useState<Pointer>();
	const { hubspot, kaizala, jtel, thulium } = live.states;
	return (
		<>
			<Header link={live.link} />
			<main>
				<div class="panels">
					<Board state={hubspot} point={point} />
					<Phone state={kaizala} pointer={pointer} />
					<Queue state={jtel} clock={live.clock} pointer={pointer} />
					<Desk state={thulium} pointer={pointer} />
				</div>
				<Timeline entries={live.journal} onClear={() => sandbox.clearJournal()} />
			</main>
		</>
	);
}
