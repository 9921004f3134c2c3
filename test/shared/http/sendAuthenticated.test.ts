import { getEventListeners } from 'node:events';
import { PassThrough } from 'node:stream';
import type { IExecuteFunctions } from 'n8n-workflow';

import { sendAuthenticated } from '../../../nodes/shared/http/sendAuthenticated';

/** An execution that can be canceled, a deadline, and what listens to either. */
function start() {
	const [execution, deadline] = [new AbortController(), new AbortController()];
	const listeners = () => [execution, deadline].flatMap(({ signal }) => getEventListeners(signal, 'abort')).length;
	const send = async (answer: (signal: AbortSignal | undefined) => Promise<unknown>): Promise<unknown> => {
		const helpers = {
			async httpRequestWithAuthentication(this: IExecuteFunctions) {
				return await answer(this.getExecutionCancelSignal());
			},
		} as Partial<IExecuteFunctions['helpers']> as IExecuteFunctions['helpers'];
		const context = {
			getExecutionCancelSignal: () => execution.signal,
			helpers,
		} as Partial<IExecuteFunctions> as IExecuteFunctions;
		return await sendAuthenticated(context, 'aCredential', {
			url: 'http://127.0.0.1',
			abortSignal: deadline.signal,
		});
	};
	return { execution, deadline, listeners, send };
}

test.each(['execution', 'deadline'] as const)('the end of the %s ends the request, with its reason', async (ends) => {
	const { send, ...started } = start();
	await send(async (signal) => {
		expect(signal?.aborted).toBe(false);
		started[ends].abort('over');
		expect(signal?.aborted).toBe(true);
		expect(signal?.reason).toBe('over');
	});
});

test('what is over before the request ends it at once', async () => {
	const { execution, send } = start();
	execution.abort('canceled');
	await send(async (signal) => expect(signal?.reason).toBe('canceled'));
});

test('an execution keeps nothing of a request that is answered or has failed', async () => {
	const { listeners, send } = start();
	await send(async () => expect(listeners()).toBe(2));
	expect(listeners()).toBe(0);
	await expect(send(async () => await Promise.reject(new Error('cut')))).rejects.toThrow('cut');
	expect(listeners()).toBe(0);
});

test('a file that is still on its way can be ended until it has arrived', async () => {
	const { execution, listeners, send } = start();
	const body = new PassThrough();
	const signal = await new Promise<AbortSignal | undefined>((resolve, reject) => {
		send(async (given) => {
			resolve(given);
			return { body };
		}).catch(reject);
	});
	await new Promise(setImmediate);
	expect(listeners()).toBe(2);
	execution.abort();
	expect(signal?.aborted).toBe(true);
	body.destroy();
	await new Promise(setImmediate);
	expect(listeners()).toBe(0);
});
