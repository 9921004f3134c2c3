import { LATE } from './networkErrors';

/** As networks say it. */
export const lateError = (): Error => Object.assign(new Error(LATE.text), { code: 'ETIMEDOUT' });

/** What comes of the work, or an error when the deadline has passed: a byte now and then keeps a timeout off for ever. */
export async function inTime<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
	let onAbort = (): void => undefined;
	const expired = new Promise<never>((_resolve, reject) => {
		onAbort = () => reject(lateError());
	});
	deadline.addEventListener('abort', onAbort);
	try {
		return await Promise.race([work, expired]);
	} finally {
		// Node.js keeps a signal that somebody listens to until its time has come, and with it the answer that came before.
		deadline.removeEventListener('abort', onAbort);
	}
}
