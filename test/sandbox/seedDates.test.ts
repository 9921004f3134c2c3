import { moveDates } from '../../sandbox/core/seedDates';
import type { Sandbox } from '../../sandbox/server';
import { startSandbox } from '../../sandbox/server';

/** The seeds lie near today for people, and on fixed days for tests. */

const DAY = 86_400_000;
const LONGEST_AGO = 9 * DAY;

/** Everything in the state that is a point in time. */
function instants(sandbox: Sandbox): number[] {
	const { tickets } = sandbox.services.hubspot.snapshot() as { tickets: { properties: Record<string, string> }[] };
	const { events } = sandbox.services.jtel.snapshot() as { events: Record<string, string>[] };
	const { tickets: mails } = sandbox.services.thulium.snapshot() as { tickets: Record<string, string>[] };
	return [
		...tickets.map(({ properties }) => properties.createdate),
		...events.map(({ dtCreated }) => dtCreated),
		...mails.map(({ created_at: created }) => created),
	].map((text) => Date.parse(text ?? ''));
}

test('near today where that is wanted, also after a reset, and never in the future', async () => {
	const sandbox = await startSandbox({ port: 0, recentSeeds: true });
	for (let round = 0; round < 2; round += 1) {
		const found = instants(sandbox);
		expect(found.length).toBeGreaterThan(10);
		for (const at of found) {
			expect(at).toBeGreaterThan(Date.now() - LONGEST_AGO);
			expect(at).toBeLessThan(Date.now());
		}
		sandbox.reset();
	}
	await sandbox.close();
});

test('moved by whole days: the same records, with the same numbers, at the same hours', async () => {
	const [recent, fixed] = await Promise.all([startSandbox({ port: 0, recentSeeds: true }), startSandbox({ port: 0 })]);
	const [moved, kept] = [instants(recent), instants(fixed)];
	expect(moved).toHaveLength(kept.length);
	const { tickets } = fixed.services.hubspot.snapshot() as { tickets: { id: string }[] };
	const { tickets: own } = recent.services.hubspot.snapshot() as { tickets: { id: string }[] };
	expect(own.map(({ id }) => id)).toEqual(tickets.map(({ id }) => id));
	// jtel and Thulium name no zone; an hour is what summer time takes.
	for (const [index, at] of moved.entries()) {
		const beside = (at - (kept[index] ?? 0)) % DAY;
		expect([0, DAY / 24, DAY - DAY / 24]).toContain(beside);
	}
	await Promise.all([recent.close(), fixed.close()]);
});

test('only points in time move', () => {
	const seed = {
		at: Date.UTC(2025, 0, 1),
		text: '2025-01-01T00:00:00.000Z',
		id: '1736758800.70',
		day: '2025-01-01',
		n: 42,
	};
	const moved = moveDates({ list: [seed] }, DAY);
	expect(moved).toEqual({ list: [{ ...seed, at: seed.at + DAY, text: '2025-01-02T00:00:00.000Z' }] });
	expect(seed.at).toBe(Date.UTC(2025, 0, 1));
});
