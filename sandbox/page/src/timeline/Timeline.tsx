import { useState } from 'preact/hooks';
import { SERVICE_NAMES } from '../../../core/types';
import type { JournalEntry } from '../../../core/types';
import { Empty } from '../parts/Empty';
import { NAMES } from '../parts/icons';
import { CallRow } from './CallRow';
import { hasFailed } from './outcomes';

interface TimelineProps {
	/** Newest first. */
	entries: JournalEntry[];
	onClear: () => Promise<void>;
}

export function Timeline({ entries, onClear }: TimelineProps) {
	const [service, choose] = useState('');
	const [failedOnly, setFailedOnly] = useState(false);
	const [held, hold] = useState<JournalEntry[]>();
	const listed = held ?? entries;
	const shown = listed.filter(
		(entry) => (service === '' || entry.service === service) && (!failedOnly || hasFailed(entry)),
	);
	const missed = held ? entries.filter(({ seq }) => seq > (held[0]?.seq ?? 0)).length : 0;
	return (
		<section class="timeline" aria-labelledby="timeline-title">
			<header>
				<h2 id="timeline-title">API calls</h2>
				<p>What n8n sent, newest first. Open a call to see what went over the wire.</p>
				<label>
					<span>Show</span>
					<select value={service} onChange={(event) => choose(event.currentTarget.value)}>
						<option value="">all systems</option>
						{SERVICE_NAMES.map((name) => (
							<option key={name} value={name}>
								{NAMES[name]}
							</option>
						))}
					</select>
				</label>
				<label class="check">
					<input type="checkbox" checked={failedOnly} onChange={() => setFailedOnly(!failedOnly)} />
					Failed only
				</label>
				<button type="button" aria-pressed={held !== undefined} onClick={() => hold(held ? undefined : entries)}>
					Pause
				</button>
				<button
					type="button"
					disabled={listed.length === 0}
					onClick={() => {
						hold(undefined);
						void onClear();
					}}
				>
					Clear
				</button>
			</header>
			{held && (
				<p class="paused" role="status">
					Paused: {missed === 0 ? 'no new call' : `${missed} new ${missed === 1 ? 'call' : 'calls'}`} since.{' '}
					<button type="button" class="plain" onClick={() => hold(undefined)}>
						Go on
					</button>
				</p>
			)}
			<div class="calls" tabIndex={0} role="log" aria-label="API calls, newest first">
				{shown.length === 0 && <Empty>{emptyText(listed)}</Empty>}
				{shown.map((entry) => (
					<CallRow key={entry.seq} entry={entry} />
				))}
			</div>
		</section>
	);
}

function emptyText(listed: JournalEntry[]): string {
	if (listed.length === 0) return 'No call yet: as soon as a workflow runs, its requests appear here.';
	return `None of the ${listed.length} calls is of this kind.`;
}
