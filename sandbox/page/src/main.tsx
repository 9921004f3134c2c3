import { render } from 'preact';
import { App } from './App';
import { LiveSandbox } from './live/LiveSandbox';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/board.css';
import './styles/phone.css';
import './styles/queue.css';
import './styles/desk.css';
import './styles/timeline.css';

const root = document.getElementById('app');
if (root) {
	const sandbox = new LiveSandbox();
	sandbox.start();
	render(<App sandbox={sandbox} />, root);
}
