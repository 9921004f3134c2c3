import { useState } from 'preact/hooks';
import { SERVICE_NAMES } from '../../../core/types';
import type { JournalEntry } from '../../../core/types';
import { Empty } from '../parts/Empty';
import { NAMES } from '../parts/icons';
import { CallRow } from './CallRow';

interface TimelineProps {
	entries: JournalEntry[];
	onClear: () => Promise<void>;
}

export function Timeline({ entries, onClear }: TimelineProps) {
	const [service, choose] = useState('');
	const shown = entries.filter((entry) => service === '' || entry.service === service);
	return (
		<section class="timeline" aria-labelledby="timeline-title">
			<header>
				<h2 id="timeline-title">API calls</h2>
				<p>What n8n sent, newest first. Open a call to see what went over the wire.</p>
				<label>
					Show
					<select value={service} onChange={(event) => choose(event.currentTarget.value)}>
						<option value="">all systems</option>
						{SERVICE_NAMES.map((name) => (
							<option key={name} value={name}>
								{NAMES[name]}
							</option>
						))}
					</select>
				</label>
				<button type="button" disabled={entries.length === 0} onClick={() => void onClear()}>
					Clear
				</button>
			</header>
			<div class="calls" tabIndex={0} role="log" aria-label="API calls, newest first">
				{shown.length === 0 && <Empty>No call yet: as soon as a workflow runs, its requests appear here.</Empty>}
				{shown.map((entry) => (
					<CallRow key={entry.seq} entry={entry} />
				))}
			</div>
		</section>
	);
}
