import type * as N8nWorkflow from 'n8n-workflow';

/**
 * Waits that take no time. A test file that imports this first gets nodes whose `sleep` moves the clock of the whole
 * process (sandbox included) instead of letting time pass, once `useInstantWaits` was called.
 */
const waits = { on: false, offset: 0 };

const realNow = Date.now.bind(Date);

jest.mock('n8n-workflow', () => {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	return {
		...actual,
		sleep: async (milliseconds: number) => {
			if (!waits.on) return await actual.sleep(milliseconds);
			waits.offset += milliseconds;
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
});

/** For one test file. `waitedMs` is what the nodes would have waited in the running test. */
export function useInstantWaits(): { readonly waitedMs: number } {
	let start = 0;
	beforeAll(() => {
		waits.on = true;
		jest.spyOn(Date, 'now').mockImplementation(() => realNow() + waits.offset);
	});
	beforeEach(() => {
		start = waits.offset;
	});
	afterAll(() => {
		waits.on = false;
		jest.restoreAllMocks();
	});
	return {
		get waitedMs() {
			return waits.offset - start;
		},
	};
}
