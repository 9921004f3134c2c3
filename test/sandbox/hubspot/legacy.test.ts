import { Fixture, NEW } from './fixture';

/** What n8n's own node calls; only the benchmark asks for it. */
const fixture = new Fixture().install();
const OLD = '/crm-objects/v1/objects/tickets';

interface OldTicket {
	objectId: number;
	properties: Record<string, { value: string }>;
}

const listOf = (data: Record<string, unknown>): OldTicket[] => (Array.isArray(data.objects) ? data.objects : []);

beforeEach(() => fixture.set({ legacyMode: true }));

async function make(): Promise<string> {
	const { data } = await fixture.post(
		OLD,
		Object.entries(NEW).map(([name, value]) => ({ name, value })),
	);
	return `${OLD}/${String(data.objectId)}`;
}

test('a ticket is changed by a list of names and values, and deleted', async () => {
	const path = await make();
	const changed = await fixture.call('PUT', path, [{ name: 'content', value: 'Read' }]);
	expect(changed.data).toMatchObject({ properties: { content: { value: 'Read' }, subject: { value: NEW.subject } } });
	expect((await fixture.call('DELETE', path)).status).toBe(204);
	expect((await fixture.get(path)).status).toBe(404);
});

test('the list has pages of 100, whatever limit is sent, and tells only the properties that are asked for', async () => {
	const before = listOf((await fixture.get(`${OLD}/paged`)).data).length;
	await fixture.act('seedTickets', { count: 150 });
	const first = await fixture.get(`${OLD}/paged?limit=250&count=100&properties=subject&properties=content`);
	expect([listOf(first.data).length, first.data.hasMore]).toEqual([100, true]);
	expect(Object.keys(listOf(first.data)[99]?.properties ?? {})).toEqual(['subject']);
	const second = await fixture.get(`${OLD}/paged?offset=${String(first.data.offset)}`);
	expect([listOf(second.data).length, second.data.hasMore]).toEqual([before + 50, false]);
	const all = [...listOf(first.data), ...listOf(second.data)].map(({ objectId }) => objectId);
	expect(new Set(all).size).toBe(before + 150);
});

test.each([
	['GET', `${OLD}/paged`],
	['DELETE', `${OLD}/38402119001`],
])('%s %s is gone without the legacy mode', async (method, path) => {
	fixture.set({ legacyMode: false });
	expect((await fixture.call(method, path)).status).toBe(404);
});
