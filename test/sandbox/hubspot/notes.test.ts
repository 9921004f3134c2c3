import { Fixture, codes, FIRST_TICKET, ids, RETURN_TICKET, TICKETS } from './fixture';

const fixture = new Fixture().install();

const NOTES = '/crm/objects/2026-09/notes';
const FIRST_NOTE = '67020410001';
const onTicket = (id: string, associationTypeId = 228) => ({
	to: { id },
	types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }],
});
const NEW_NOTE = { hs_timestamp: '2026-11-20T10:00:00Z', hs_note_body: '<p>Seal <b>ordered</b>.</p>' };

test('a note is made on a ticket, read, changed and deleted', async () => {
	const made = await fixture.post(NOTES, { properties: NEW_NOTE, associations: [onTicket(RETURN_TICKET)] });
	expect(made.status).toBe(201);
	expect(made.data).toMatchObject({
		createdAt: made.data.properties?.hs_createdate,
		properties: { hs_timestamp: '2026-11-20T10:00:00.000Z', hs_body_preview: 'Seal ordered .' },
	});
	expect(made.data.properties).not.toHaveProperty('hs_ticket_id');
	const url = `${NOTES}/${made.data.id ?? ''}`;
	const links = `${TICKETS}/${RETURN_TICKET}/associations/notes`;
	expect((await fixture.get(links)).data.results).toEqual([
		{ toObjectId: Number(made.data.id), associationTypes: [{ category: 'HUBSPOT_DEFINED', typeId: 227, label: null }] },
	]);
	expect((await fixture.call('PATCH', url, { properties: { hs_note_body: 'x' } })).data.properties).toMatchObject({
		hs_note_body: 'x',
		hs_body_preview: 'x',
	});
	expect((await fixture.call('DELETE', url)).status).toBe(204);
	expect((await fixture.get(url)).status).toBe(404);
	expect((await fixture.get(links)).data.results).toEqual([]);
});

test('without properties a note is read with its default ones', async () => {
	const { data } = await fixture.get(`${NOTES}/${FIRST_NOTE}`);
	expect(Object.keys(data.properties ?? {})).toEqual(['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id']);
});

test('notes are found by their timestamps and their ticket', async () => {
	const made = await fixture.act('writeNote', { ticketId: RETURN_TICKET, body: 'Later' });
	const filters = [
		{ propertyName: 'hs_createdate', operator: 'GTE', value: '2026-10-01T00:00:00Z' },
		{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: '1790000000000' },
		{ propertyName: 'associations.ticket', operator: 'IN', values: [FIRST_TICKET, RETURN_TICKET] },
		{ propertyName: 'hs_object_id', operator: 'GT', value: FIRST_NOTE },
	];
	const sorts = [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }];
	const found = await fixture.post(`${NOTES}/search`, { filterGroups: [{ filters }], sorts });
	expect(ids(found)).toEqual([made.id]);
});

describe('strictness', () => {
	test.each([
		['without a time', { hs_note_body: 'x' }, 400],
		['with 65,536 characters', { ...NEW_NOTE, hs_note_body: 'x'.repeat(65_536) }, 201],
		['with 65,537 characters', { ...NEW_NOTE, hs_note_body: 'x'.repeat(65_537) }, 400],
		['with an unknown owner', { ...NEW_NOTE, hubspot_owner_id: '7' }, 400],
		['with an unknown file', { ...NEW_NOTE, hs_attachment_ids: '7' }, 400],
		['with a property of tickets', { ...NEW_NOTE, subject: 'x' }, 400],
	])('a note %s', async (_name, properties, status) => {
		expect((await fixture.post(NOTES, { properties })).status).toBe(status);
	});

	test('unknown files pass when the switch says so', async () => {
		fixture.set({ checkAttachmentIds: false });
		const properties = { ...NEW_NOTE, hs_attachment_ids: '7;8' };
		expect((await fixture.post(NOTES, { properties })).status).toBe(201);
	});

	test('the type of the association has a direction', async () => {
		const wrong = await fixture.post(NOTES, { properties: NEW_NOTE, associations: [onTicket(FIRST_TICKET, 227)] });
		expect(wrong.data.message).toMatch(/invalid from object type 0-46, expected 0-5/);
	});

	test('the time cannot be cleared', async () => {
		const answer = await fixture.call('PATCH', `${NOTES}/${FIRST_NOTE}`, { properties: { hs_timestamp: '' } });
		expect(codes(answer)).toEqual(['INVALID_DATE']);
	});

	test('only a note of the ticket can be pinned to it', async () => {
		const pin = (id: string) =>
			fixture.call('PATCH', `${TICKETS}/${id}`, { properties: { hs_pinned_engagement_id: FIRST_NOTE } });
		expect((await pin(FIRST_TICKET)).status).toBe(200);
		expect(codes(await pin(RETURN_TICKET))).toEqual(['INVALID_OPTION']);
		fixture.set({ checkPinned: false });
		expect((await pin(RETURN_TICKET)).status).toBe(200);
	});

	test('notes need the scopes of contacts', async () => {
		const body = { properties: NEW_NOTE };
		expect((await fixture.get(NOTES, 'hubspot-tickets-read-token')).status).toBe(403);
		expect((await fixture.post(NOTES, body, 'hubspot-no-tickets-token')).status).toBe(403);
		expect((await fixture.post(NOTES, body, 'hubspot-granular-token')).status).toBe(201);
	});
});
