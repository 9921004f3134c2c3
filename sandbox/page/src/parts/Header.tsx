import { useState } from 'preact/hooks';
import { Conditions } from '../conditions/Conditions';
import { Connect } from '../connect/Connect';
import type { Link, Live } from '../live/LiveSandbox';
import mark from '../mark.svg';
import type { useTheme } from '../theme';
import { ResetDialog } from './ResetDialog';
import { ThemeSwitch } from './ThemeSwitch';

const LINKS: Record<Link, string> = { connecting: 'Connecting…', live: 'Live', lost: 'Sandbox not reachable' };

export function Header({ live, theme }: { live: Live; theme: ReturnType<typeof useTheme> }) {
	const [open, setOpen] = useState<'reset' | 'conditions' | 'connect'>();
	const close = () => setOpen(undefined);
	return (
		<header class="top">
			<img class="icon" src={mark} alt="" width={40} height={40} />
			<div class="top-text">
				<h1>Ticket Relay sandbox</h1>
				<p>
					Four simulated ticket systems and Microsoft Teams: n8n works on them through their APIs, and you play the
					people at the screens.
				</p>
			</div>
			<div class="top-tools">
				<span class={`link ${live.link}`} role="status">
					{LINKS[live.link]}
				</span>
				<ThemeSwitch {...theme} />
				<button type="button" onClick={() => setOpen('connect')}>
					Connect your n8n
				</button>
				<button type="button" onClick={() => setOpen('conditions')}>
					Test conditions
					{live.faults.length > 0 && <span class="badge">{live.faults.length}</span>}
				</button>
				<button type="button" onClick={() => setOpen('reset')}>
					Reset
				</button>
			</div>
			{open === 'reset' && <ResetDialog onClose={close} />}
			{open === 'connect' && <Connect onClose={close} />}
			{open === 'conditions' && <Conditions live={live} onClose={close} />}
		</header>
	);
}
