import type { Json } from '../../../core/types';

const LONGEST = 8_000;

export function Body({ title, value }: { title: string; value: Json }) {
	const text = value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value, null, 2);
	return (
		<div class="body">
			<h3>{title}</h3>
			{text === '' ? (
				<p class="none">No body</p>
			) : (
				<pre tabIndex={0}>
					{text.length > LONGEST ? `${text.slice(0, LONGEST)}\n… ${text.length - LONGEST} more characters` : text}
				</pre>
			)}
		</div>
	);
}
