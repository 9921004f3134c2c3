import { useEffect, useRef, useState } from 'preact/hooks';
import type { ServiceName } from '../../../core/types';
import { SERVICE_NAMES } from '../../../core/types';
import type { Live } from '../live/LiveSandbox';
import { NAMES } from './icons';
import { ServiceIcon } from './ServiceIcon';
import { shownServices } from './shownServices';

/** What a small screen shows: one panel at a time. */
export type View = ServiceName | 'journey' | 'calls';

interface PanelNavProps {
	view: View;
	show: (view: View) => void;
	live: Live;
}

export function PanelNav({ view, show, live }: PanelNavProps) {
	const news = useNews(live, view);
	return (
		<nav class="panel-nav" aria-label="Panels">
			{shownServices.map((service) => (
				<button
					key={service}
					type="button"
					class={service}
					aria-current={view === service}
					onClick={() => show(service)}
				>
					<ServiceIcon service={service} size={22} />
					{NAMES[service].replace(' ACD', '')}
					{news.has(service) && (
						<span class="news">
							<span class="unseen"> changed</span>
						</span>
					)}
				</button>
			))}
			<button type="button" aria-current={view === 'journey'} onClick={() => show('journey')}>
				<svg class="icon" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
					<path d="M5 4v5c0 5 12 3 12 9" stroke="currentColor" stroke-width="2.4" fill="none" stroke-linecap="round" />
					<circle cx="5" cy="4" r="3" fill="currentColor" />
					<circle cx="17" cy="18" r="3" fill="currentColor" />
				</svg>
				Journey
			</button>
			<button type="button" aria-current={view === 'calls'} onClick={() => show('calls')}>
				<svg class="icon" viewBox="0 0 22 22" width="22" height="22" aria-hidden="true">
					<path d="M3 6h16M3 11h16M3 16h10" stroke="currentColor" stroke-width="2.4" stroke-linecap="round" />
				</svg>
				API calls
			</button>
		</nav>
	);
}

/** The systems that have changed since they were last looked at. */
function useNews({ states }: Live, view: View): Set<View> {
	const [news, setNews] = useState(new Set<View>());
	const seen = useRef(states);
	useEffect(() => {
		const before = seen.current;
		seen.current = states;
		const changed = SERVICE_NAMES.filter((name) => before[name] !== undefined && before[name] !== states[name]);
		setNews((known) => new Set([...known, ...changed].filter((name) => name !== view)));
	}, [states, view]);
	return news;
}
