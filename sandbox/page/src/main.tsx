import { render } from 'preact';
import { App } from './App';
import { LiveSandbox } from './live/LiveSandbox';
import { applyTheme } from './theme';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/board.css';
import './styles/phone.css';
import './styles/teams.css';
import './styles/queue.css';
import './styles/desk.css';
import './styles/journey.css';
import './styles/timeline.css';
import './styles/meters.css';
import './styles/dialogs.css';
import './styles/conditions.css';
import './styles/connect.css';
import './styles/details.css';
import './styles/small.css';

const root = document.getElementById('app');
if (root) {
	applyTheme();
	const sandbox = new LiveSandbox();
	sandbox.start();
	render(<App sandbox={sandbox} />, root);
}
