import { useRef, useState } from 'preact/hooks';

/** A value with a button that puts it on the clipboard. */
export function CopyRow({ label, value }: { label: string; value: string }) {
	const text = useRef<HTMLElement>(null);
	const [copied, setCopied] = useState(false);
	const copy = async () => {
		if (!(await toClipboard(value, text.current))) return;
		setCopied(true);
		window.setTimeout(() => setCopied(false), 2_000);
	};
	return (
		<div class="copy-row">
			<dt>{label}</dt>
			<dd>
				<code ref={text}>{value}</code>
				<button type="button" aria-label={`Copy ${label}`} onClick={() => void copy()}>
					Copy
				</button>
				<span class="copied" role="status">
					{copied ? 'Copied' : ''}
				</span>
			</dd>
		</div>
	);
}

/** Browsers have the clipboard on this machine and with https only; elsewhere the older way goes by what is selected. */
async function toClipboard(value: string, element: HTMLElement | null): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(value);
		return true;
	} catch {
		if (!element) return false;
		window.getSelection()?.selectAllChildren(element);
		return document.execCommand('copy');
	}
}
