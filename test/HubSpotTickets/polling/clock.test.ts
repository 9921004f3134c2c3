import { createHubSpot } from '../../../sandbox/hubspot';
import { acquire } from '../../../nodes/shared/http/rateLimiter';
import { useSandbox } from '../../harness/sandbox';
import { MINUTE, NO_LIMITS, TriggerFixture } from './fixture';

const sandbox = useSandbox([createHubSpot]);

const OLDEST = '38402119001';

/** Sets this host's clock; HubSpot's goes on as before. */
function setHostClock(offsetMs: number): void {
	const before = Date.now();
	jest.spyOn(Date, 'now').mockImplementation(() => new Date().getTime() + offsetMs);
	sandbox.current.core.clock.shift(before - Date.now());
}

afterEach(() => jest.restoreAllMocks());

test.each([
	['forward', 60 * MINUTE],
	['back', -60 * MINUTE],
])('a host whose clock is set %s between two polls', async (_name, offsetMs) => {
	const trigger = new TriggerFixture(sandbox.current, { event: 'updated' });
	trigger.switches(NO_LIMITS);
	await trigger.poll();
	await trigger.update(OLDEST, { content: 'before' });
	expect(await trigger.poll()).toHaveLength(1);
	setHostClock(offsetMs);
	expect(await trigger.poll()).toEqual([]);
	await trigger.update(OLDEST, { content: 'after' });
	expect(await trigger.poll()).toEqual([expect.objectContaining({ content: 'after' })]);
	expect(await trigger.poll()).toEqual([]);
});

test('a clock that is set back does not make a trigger wait for it: its context lives across polls', async () => {
	const owner = {};
	const limit = { bucket: 'search', calls: 1, perMs: 1_000 };
	await acquire(owner, limit, async () => true);
	jest.spyOn(Date, 'now').mockReturnValue(new Date().getTime() - 60 * MINUTE);
	expect(await acquire(owner, limit, async () => false)).toBe(0);
});
