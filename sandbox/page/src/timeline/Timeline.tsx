import { useMemo, useState } from 'preact/hooks';
import { SERVICE_NAMES } from '../../../core/types';
import type { JournalHead } from '../../../core/types';
import { Empty } from '../parts/Empty';
import { NAMES } from '../parts/icons';
import { CallRow } from './CallRow';
import { groupCalls } from './groups';
import { hasFailed } from './outcomes';

/** Thousands of rows would make the page slow. */
const LONGEST_LIST = 300;

interface TimelineProps {
	/** Newest first. */
	entries: JournalHead[];
	onClear: () => Promise<void>;
}

export function Timeline({ entries, onClear }: TimelineProps) {
	const [service, choose] = useState('');
	const [failedOnly, setFailedOnly] = useState(false);
	const [held, hold] = useState<JournalHead[]>();
	const listed = held ?? entries;
	const groups = useMemo(() => groupCalls(listed), [listed]);
	const shown = groups.filter(
		({ service: of, calls: [call] }) =>
			(service === '' || of === service) && (!failedOnly || (call !== undefined && hasFailed(call))),
	);
	const missed = held ? entries.filter(({ seq }) => seq > (held[0]?.seq ?? 0)).length : 0;
	return (
		<section class="timeline" aria-labelledby="timeline-title">
			<header>
				<h2 id="timeline-title">API calls</h2>
				<p>What n8n did, newest first. Open a row to see what went over the wire.</p>
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
				{shown.slice(0, LONGEST_LIST).map((group) => (
					<CallRow key={group.key} group={group} />
				))}
				{shown.length > LONGEST_LIST && (
					<p class="note">{(shown.length - LONGEST_LIST).toLocaleString('en-GB')} earlier rows are not shown.</p>
				)}
			</div>
		</section>
	);
}

function emptyText(listed: JournalHead[]): string {
	if (listed.length === 0) return 'No call yet: as soon as a workflow runs, its requests appear here.';
	return `None of the ${listed.length} calls is of this kind.`;
}
