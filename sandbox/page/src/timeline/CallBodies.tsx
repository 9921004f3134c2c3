import { useEffect, useState } from 'preact/hooks';
import type { JournalEntry, JournalHead } from '../../../core/types';
import { readCall } from '../api';
import { useTask } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { Problem } from '../parts/Problem';
import { Body } from './Body';

/** What went over the wire, read when somebody wants to see it. */
export function CallBodies({ call: { seq, method, path, fault, handled } }: { call: JournalHead }) {
	const { run, problem } = useTask();
	const [entry, setEntry] = useState<JournalEntry>();
	useEffect(() => {
		void run(async () => setEntry(await readCall(seq)));
	}, [seq]);
	if (!entry) return problem === '' ? <Empty>Reading the call…</Empty> : <Problem text={problem} />;
	return (
		<div class="bodies">
			<p class="request-line">
				{method} {path}
			</p>
			{fault !== undefined && (
				<p class="verdict">
					This call was disturbed on purpose. {handled ? 'Its work was done.' : 'Nothing was done.'}
				</p>
			)}
			{Object.keys(entry.query).length > 0 && <Body title="Query" value={entry.query} />}
			<Body title="Request" value={entry.body} />
			<Body title="Answer" value={entry.responseBody} />
		</div>
	);
}
