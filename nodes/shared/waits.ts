import type { IExecuteFunctions } from 'n8n-workflow';

const LONG_WAIT_MS = 5_000;

interface Waits {
	service: string;
	/** Because the service refused a call. */
	askedMs: number;
	/** So as not to be refused. */
	pacedMs: number;
}

const waits = new WeakMap<object, Waits>();

/** Notes how long a run waited for a service. */
export function noteWait(context: object, service: string, kind: 'askedMs' | 'pacedMs', milliseconds: number): void {
	const noted = waits.get(context) ?? { service, askedMs: 0, pacedMs: 0 };
	noted[kind] += milliseconds;
	waits.set(context, noted);
}

/** Tells at the end of a run what made it slow, if anything did. */
export function tellWaits(context: IExecuteFunctions): void {
	const noted = waits.get(context);
	if (noted === undefined) return;
	const { service, askedMs, pacedMs } = noted;
	const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1000)} s`;
	if (askedMs >= LONG_WAIT_MS) {
		const message = `${service} asked to slow down: this run waited ${seconds(askedMs)} for it.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
	if (pacedMs >= LONG_WAIT_MS) {
		const message = `This run waited ${seconds(pacedMs)} to keep to the limits of ${service}.`;
		context.addExecutionHints({ message, location: 'outputPane' });
	}
}
