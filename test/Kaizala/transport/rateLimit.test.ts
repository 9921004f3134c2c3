import { useInstantWaits } from '../../harness/waits';
import { runNode } from '../../harness/engine';
import { calls, cards, CARD, setup, useKaizala } from '../setup';

const waits = useInstantWaits();
const sandbox = useKaizala();

const MINUTE = 60_000;

/** 100 calls a minute per connector. The clock of node and sandbox is moved instead of waiting. */
test('250 sends complete without a refusal, in the time that the limit itself dictates', async () => {
	const began = performance.now();
	const { json, error, hints } = await runNode(
		setup(sandbox.current, 'action', 'send', CARD, { items: Array.from({ length: 250 }, () => ({})) }),
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(250);
	expect(cards(sandbox.current)).toHaveLength(250);
	expect(calls(sandbox.current).filter(({ status }) => status !== 200)).toEqual([]);
	// 250 calls at 100 a minute: the third hundred may begin after two minutes. What the work itself took is no wait.
	expect(waits.waitedMs + performance.now() - began).toBeGreaterThan(2 * MINUTE * 0.95);
	expect(waits.waitedMs).toBeLessThan(2 * MINUTE * 1.05);
	expect(hints.map(({ message }) => message)).toEqual([
		expect.stringMatching(/waited \d+ s to keep to the limits of Kaizala/),
	]);
});

test('a limit that others have used up is waited for, as Kaizala asks', async () => {
	sandbox.current.setSwitches('kaizala', { connectorCallsPerMinute: 20 });
	const { json, error } = await runNode(
		setup(sandbox.current, 'action', 'send', CARD, { items: Array.from({ length: 50 }, () => ({})) }),
	);
	expect(error).toBeUndefined();
	expect(json).toHaveLength(50);
	expect(cards(sandbox.current)).toHaveLength(50);
	expect(calls(sandbox.current).some(({ status }) => status === 429)).toBe(true);
});
