import { useEffect, useRef, useState } from 'preact/hooks';
import type { JournalEntry } from '../../../core/types';
import { NAMES } from '../parts/icons';
import { clockTime } from '../time';
import { Body } from './Body';
import { FAULT_LABELS } from './outcomes';

export function CallRow({ entry }: { entry: JournalEntry }) {
	const ref = useRef<HTMLDetailsElement>(null);
	const [open, setOpen] = useState(false);
	useEffect(() => {
		if (open) ref.current?.scrollIntoView({ block: 'nearest' });
	}, [open]);
	const { at, service, method, path, query, body, status, responseBody, durationMs, fault, handled } = entry;
	const hasQuery = Object.keys(query).length > 0;
	return (
		<details class="call" ref={ref} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<time dateTime={at}>{clockTime(at)}</time>
				<span class={`service ${service}`}>{NAMES[service]}</span>
				<span class={method === 'GET' ? 'method' : 'method write'}>{method}</span>
				<span class="path" title={path}>
					{path}
				</span>
				{fault !== undefined && <span class="fault">fault: {FAULT_LABELS[fault]}</span>}
				<span class={`code ${kindOf(status)}`}>{status === 0 ? 'cut off' : status}</span>
				<span class="duration">{durationMs} ms</span>
			</summary>
			{open && (
				<div class="bodies">
					{fault !== undefined && (
						<p class="verdict">
							This call was disturbed on purpose. {handled ? 'Its work was done.' : 'Nothing was done.'}
						</p>
					)}
					{hasQuery && <Body title="Query" value={query} />}
					<Body title="Request" value={body} />
					<Body title="Answer" value={responseBody} />
				</div>
			)}
		</details>
	);
}

function kindOf(status: number): string {
	if (status === 0 || status >= 500) return 'bad';
	return status >= 400 ? 'refused' : 'good';
}
