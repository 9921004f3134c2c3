import { Fixture, FIRST_TICKET, TICKETS } from './fixture';

const fixture = new Fixture().install();

const OLD = [
	'/crm/v3/objects/tickets',
	`/crm/v3/objects/tickets/${FIRST_TICKET}`,
	`/crm/v4/objects/tickets/${FIRST_TICKET}/associations/contacts`,
	'/crm/v4/associations/tickets/contacts/labels',
	'/crm/v3/pipelines/tickets',
	'/crm/v3/properties/tickets',
	'/crm/v3/owners',
	'/account-info/v3/details',
	'/crm-pipelines/v1/pipelines/tickets',
	'/crm-objects/v1/objects/tickets/1',
	'/contacts/v1/lists/all/contacts/all',
	'/companies/v2/companies/paged',
];

test.each(OLD)('%s is refused when only dated addresses count', async (path) => {
	fixture.set({ strictDated: true, legacyMode: true });
	expect((await fixture.get(path)).status).toBe(404);
	expect((await fixture.get(TICKETS)).status).toBe(200);
});

test('the old addresses that the product knows are answered otherwise', async () => {
	const statuses = await Promise.all(OLD.slice(0, 8).map(async (path) => (await fixture.get(path)).status));
	expect(statuses).toEqual(Array(8).fill(200));
});
