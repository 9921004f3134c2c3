import { useEffect, useState } from 'preact/hooks';
import { ArmedStrip } from './conditions/ArmedStrip';
import { Board } from './hubspot/Board';
import { Journey } from './journey/Journey';
import { Queue } from './jtel/Queue';
import { Phone } from './kaizala/Phone';
import type { LiveSandbox } from './live/LiveSandbox';
import { useLive } from './live/useLive';
import { Meters } from './meters/Meters';
import { Header } from './parts/Header';
import { PanelNav } from './parts/PanelNav';
import type { View } from './parts/PanelNav';
import type { Pointer } from './parts/pointer';
import { shownServices } from './parts/shownServices';
import { Window } from './teams/Window';
import { ThemeContext, useTheme } from './theme';
import { Desk } from './thulium/Desk';
import { Timeline } from './timeline/Timeline';

export function App({ sandbox }: { sandbox: LiveSandbox }) {
	const live = useLive(sandbox);
	const theme = useTheme();
	const [pointer, setPointer] = useState<Pointer>();
	const [view, setView] = useState<View>('hubspot');
	const { hubspot, kaizala, teams, jtel, thulium } = live.states;

	const point = (target: Pointer) => {
		setPointer(target);
		setView(target.service);
	};
	// On a phone the panel that is shown may be long: another one begins at its top.
	useEffect(() => window.scrollTo({ top: 0 }), [view]);
	return (
		<ThemeContext.Provider value={theme.theme}>
			<a class="skip" href="#panels">
				Skip to the systems
			</a>
			<a class="skip" href="#calls">
				Skip to the journey and the API calls
			</a>
			<Header live={live} theme={theme} />
			<ArmedStrip faults={live.faults} clock={live.clock} />
			<main data-view={view}>
				<div class="panels" id="panels" tabIndex={-1}>
					<Board state={hubspot} point={point} />
					{shownServices.includes('kaizala') && <Phone state={kaizala} pointer={pointer} />}
					<Window state={teams} pointer={pointer} />
					<Queue state={jtel} clock={live.clock} switches={live.switches?.jtel} pointer={pointer} />
					<Desk state={thulium} switches={live.switches?.thulium} pointer={pointer} />
				</div>
				<div class="wire" id="calls" tabIndex={-1}>
					<Journey live={live} point={point} />
					<Timeline entries={live.journal} onClear={() => sandbox.clearJournal()} />
					<Meters meters={live.meters} />
				</div>
			</main>
			<PanelNav view={view} show={setView} live={live} />
		</ThemeContext.Provider>
	);
}
