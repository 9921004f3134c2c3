interface ProblemProps {
	/** Nothing is shown while it is empty. */
	text: string;
	dismiss?: () => void;
}

/** What went wrong, in the sandbox's words. */
export function Problem({ text, dismiss }: ProblemProps) {
	if (text === '') return null;
	return (
		<p class="problem" role="alert">
			{text}
			{dismiss && (
				<button type="button" class="plain" onClick={dismiss} aria-label="Dismiss">
					×
				</button>
			)}
		</p>
	);
}
