export interface Interruption {
	/** Rejects at the first Ctrl-C. */
	readonly promise: Promise<never>;
	seen(): boolean;
	/** Throws when it has happened. */
	check(): void;
	dispose(): void;
}

/** The first Ctrl-C ends what was started, a later one insists. A terminal and npm may both deliver the same one. */
const SAME_INTERRUPT_MS = 2_000;

export function onInterrupt(): Interruption {
	const error = new Error('Interrupted');
	let at: number | undefined;
	let reject: (reason: Error) => void = () => undefined;
	const promise = new Promise<never>((_resolve, rejectPromise) => {
		reject = rejectPromise;
	});
	// Nobody may be waiting for it when it comes.
	promise.catch(() => undefined);
	const onSignal = (): void => {
		if (at !== undefined && Date.now() - at > SAME_INTERRUPT_MS) process.exit(130);
		at ??= Date.now();
		reject(error);
	};
	process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
	return {
		promise,
		seen: () => at !== undefined,
		check: () => {
			if (at !== undefined) throw error;
		},
		dispose: () => {
			process.removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
		},
	};
}
