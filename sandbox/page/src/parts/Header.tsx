import { useState } from 'preact/hooks';
import type { Link } from '../live/LiveSandbox';
import mark from '../mark.svg';
import { ResetDialog } from './ResetDialog';

const LINKS: Record<Link, string> = { connecting: 'Connecting…', live: 'Live', lost: 'Sandbox not reachable' };

export function Header({ link }: { link: Link }) {
	const [asking, setAsking] = useState(false);
	return (
		<header class="top">
			<img class="icon" src={mark} alt="" width={40} height={40} />
			<div class="top-text">
				<h1>Ticket Relay sandbox</h1>
				<p>
					Four simulated ticket systems side by side: n8n reads and writes them through their APIs, and you play the
					people in front of the screens.
				</p>
			</div>
			<span class={`link ${link}`} role="status">
				{LINKS[link]}
			</span>
			<button type="button" onClick={() => setAsking(true)}>
				Reset
			</button>
			{asking && <ResetDialog onClose={() => setAsking(false)} />}
		</header>
	);
}
