import { Fixture, FIRST_TICKET, NEW, TICKETS } from './fixture';

const fixture = new Fixture().install();
const PROPERTIES = '/crm/properties/2026-09/tickets';
const TEXT = {
	name: 'work_order',
	label: 'Work order',
	type: 'string',
	fieldType: 'text',
	groupName: 'ticketinformation',
};
const choice = (value: string) => ({ label: value, value, displayOrder: 0, hidden: false });

test('a new property can be read, written and searched until the reset', async () => {
	const made = await fixture.post(PROPERTIES, { ...TEXT, hasUniqueValue: true });
	expect(made.status).toBe(201);
	expect(made.data).toMatchObject({ ...TEXT, hasUniqueValue: true, hubspotDefined: false, archived: false });
	expect((await fixture.get(`${PROPERTIES}/work_order`)).data).toEqual(made.data);
	const id = await fixture.ticket({ work_order: 'W-1' });
	const again = await fixture.post(TICKETS, { properties: { ...NEW, work_order: 'W-1' } });
	expect(again.data.errors?.[0]?.code).toBe('CONFLICTING_UNIQUE_VALUE');
	expect((await fixture.get(`${TICKETS}/W-1?idProperty=work_order`)).data.id).toBe(id);
	fixture.sandbox.reset();
	expect((await fixture.get(`${PROPERTIES}/work_order`)).status).toBe(404);
});

test('a name that is taken is 409, with the sub-category of the properties API', async () => {
	const taken = await fixture.post(PROPERTIES, { ...TEXT, name: 'subject' });
	expect(taken.status).toBe(409);
	expect(taken.data).toMatchObject({
		category: 'OBJECT_ALREADY_EXISTS',
		subCategory: 'Properties.PROPERTY_WITH_NAME_EXISTS',
	});
});

test.each([
	['a name in capitals', { name: 'WorkOrder' }],
	['a field that does not fit the type', { type: 'number' }],
	['an unknown group', { groupName: 'nowhere' }],
	['an unknown key', { colour: 'blue' }],
	['options for a text', { options: [choice('a')] }],
	['choices without options', { type: 'enumeration', fieldType: 'select' }],
	['choices with a repeated value', { type: 'enumeration', fieldType: 'select', options: [choice('a'), choice('a')] }],
	['a yes or no with other options', { type: 'bool', fieldType: 'booleancheckbox', options: [choice('a')] }],
	['unique dates', { type: 'date', fieldType: 'date', hasUniqueValue: true }],
])('%s is refused', async (_what, change) => {
	expect((await fixture.post(PROPERTIES, { ...TEXT, ...change })).status).toBe(400);
});

test('at most ten properties have unique values', async () => {
	const statuses: number[] = [];
	for (let index = 0; index < 10; index++) {
		const made = await fixture.post(PROPERTIES, { ...TEXT, name: `unique_${index}`, hasUniqueValue: true });
		statuses.push(made.status);
	}
	expect(statuses).toEqual([...Array<number>(6).fill(201), ...Array<number>(4).fill(400)]);
});

test('making one needs the scope for it', async () => {
	const refused = await fixture.post(PROPERTIES, TEXT, 'hubspot-tickets-read-token');
	expect(refused.status).toBe(403);
	expect((await fixture.post(PROPERTIES, TEXT, 'hubspot-granular-token')).status).toBe(201);
});

test('the switches for the record address and for the delete of an unknown ticket', async () => {
	expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).data.url).toMatch(/^https:/);
	expect((await fixture.call('DELETE', `${TICKETS}/999`)).status).toBe(204);
	fixture.set({ recordUrls: false, deleteMissing404: true });
	expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).data).not.toHaveProperty('url');
	expect((await fixture.call('DELETE', `${TICKETS}/999`)).status).toBe(404);
});
