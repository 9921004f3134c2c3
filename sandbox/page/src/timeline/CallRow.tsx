import { useEffect, useRef, useState } from 'preact/hooks';
import { NAMES } from '../parts/icons';
import { clockTime } from '../time';
import { CallBodies } from './CallBodies';
import type { CallGroup } from './groups';
import { FAULT_LABELS, outcomeKind, outcomeText } from './outcomes';
import { Repeats } from './Repeats';

/** A call and its repeats, named in words; what went over the wire opens on demand. */
export function CallRow({ group }: { group: CallGroup }) {
	const ref = useRef<HTMLDetailsElement>(null);
	const [open, setOpen] = useState(false);
	useEffect(() => {
		if (open) ref.current?.scrollIntoView({ block: 'nearest' });
	}, [open]);
	const { service, words, status, fault, calls } = group;
	const [newest] = calls;
	if (!newest) return null;
	const count = calls.length;
	return (
		<details class="call" ref={ref} onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>
				<time dateTime={newest.at}>{clockTime(newest.at)}</time>
				<span class={`service ${service}`}>{NAMES[service]}</span>
				<span class={newest.reads ? 'words' : 'words write'}>
					{words}
					{count > 1 && (
						<>
							, <b class="times">{count.toLocaleString('en-GB')} times</b>
						</>
					)}
				</span>
				{fault !== undefined && <span class="fault">fault: {FAULT_LABELS[fault]}</span>}
				<span class={`code ${outcomeKind(status)}`}>{outcomeText(status)}</span>
				<span class="duration">{count === 1 ? `${newest.durationMs} ms` : ''}</span>
			</summary>
			{open && (count === 1 ? <CallBodies call={newest} /> : <Repeats calls={calls} />)}
		</details>
	);
}
