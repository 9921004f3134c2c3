import { Fixture, FIRST_TICKET, ids, NEW, RETURN_TICKET, TICKETS } from './fixture';

const fixture = new Fixture().install();

describe("the requests of the vendor's own page", () => {
	const example = {
		properties: {
			hs_pipeline: '0',
			hs_pipeline_stage: '1',
			hs_ticket_priority: 'HIGH',
			subject: 'troubleshoot report',
		},
		associations: [
			{ to: { id: 201 }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 }] },
			{ to: { id: 301 }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 26 }] },
		],
	};

	test('create with associations, read them, change, associate, remove, delete', async () => {
		const made = await fixture.post('/crm/v3/objects/tickets', example);
		expect(made.status).toBe(201);
		const url = `/crm/v3/objects/tickets/${made.data.id ?? ''}`;
		const read = await fixture.get(`${url}?properties=subject,hs_pipeline&associations=contacts,companies`);
		expect(read.data.associations?.contacts?.results).toEqual([{ id: '201', type: 'ticket_to_contact' }]);
		expect(read.data.associations?.companies?.results.map(({ type }) => type).sort()).toEqual([
			'ticket_to_company',
			'ticket_to_company_unlabeled',
		]);
		const changed = await fixture.call('PATCH', url, { properties: { hs_pipeline_stage: '2' } });
		expect(changed.data.properties?.hs_pipeline_stage).toBe('2');
		expect((await fixture.call('PUT', `${url}/associations/contacts/202/16`)).status).toBe(200);
		expect((await fixture.get(`${url}?associations=contacts`)).data.associations?.contacts?.results).toHaveLength(2);
		expect((await fixture.call('DELETE', `${url}/associations/contacts/202/16`)).status).toBe(204);
		expect((await fixture.get(`${url}?associations=contacts`)).data.associations?.contacts?.results).toHaveLength(1);
		expect((await fixture.call('DELETE', url)).status).toBe(204);
		expect((await fixture.get(url)).status).toBe(404);
	});

	test('list and properties', async () => {
		expect((await fixture.get('/crm/v3/objects/tickets')).data.results).toHaveLength(5);
		expect((await fixture.get('/crm/v3/properties/tickets')).status).toBe(200);
		expect((await fixture.get('/crm/v4/associations/tickets/contacts/labels')).data.results).toContainEqual({
			category: 'HUBSPOT_DEFINED',
			typeId: 16,
			label: null,
		});
	});
});

describe('create', () => {
	test('answers 201, the place and the timestamps', async () => {
		const answer = await fixture.post(TICKETS, { properties: NEW });
		expect(answer.status).toBe(201);
		expect(answer.headers.location).toMatch(new RegExp(`${TICKETS}/${answer.data.id ?? ''}$`));
		expect(answer.data.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
		expect(answer.data).toMatchObject({ archived: false, properties: { hs_is_closed: 'false' } });
	});

	test('needs subject and stage', async () => {
		const answer = await fixture.post(TICKETS, { properties: { content: 'x' } });
		expect(answer.status).toBe(400);
		expect(answer.data.context?.properties).toEqual(['subject', 'hs_pipeline_stage']);
	});

	test('takes the default pipeline, unless the switch asks for one', async () => {
		const properties = { subject: 'x', hs_pipeline_stage: '1' };
		expect((await fixture.post(TICKETS, { properties })).data.properties?.hs_pipeline).toBe('0');
		fixture.set({ requirePipeline: true });
		expect((await fixture.post(TICKETS, { properties })).data.context?.properties).toEqual(['hs_pipeline']);
	});

	const link = (toId: string, category: string, typeId: number) => ({
		properties: NEW,
		associations: [{ to: { id: toId }, types: [{ associationCategory: category, associationTypeId: typeId }] }],
	});

	test.each([
		['the wrong direction', '201', 'HUBSPOT_DEFINED', 15, /invalid from object type 0-5, expected 0-1/],
		['the wrong category', '201', 'USER_DEFINED', 16, /is HUBSPOT_DEFINED, not USER_DEFINED/],
		['an unknown type', '201', 'HUBSPOT_DEFINED', 9999, /does not exist/],
		['an unknown record', '9999', 'HUBSPOT_DEFINED', 16, /CONTACT 9999 does not exist/],
	])('refuses associations of %s and makes nothing', async (_, toId, category, typeId, text) => {
		const answer = await fixture.post(TICKETS, link(toId, category, typeId));
		expect(answer.status).toBe(400);
		expect(answer.data.message).toMatch(text);
		expect((await fixture.get(TICKETS)).data.results).toHaveLength(5);
	});

	test('an unknown record has its code', async () => {
		const answer = await fixture.post(TICKETS, link('9999', 'HUBSPOT_DEFINED', 16));
		expect(answer.data.errors?.[0]?.code).toBe('INVALID_OBJECT_IDS');
	});
});

describe('read', () => {
	test('properties are sorted, unset ones null, unknown ones left out', async () => {
		const { data } = await fixture.get(`${TICKETS}/${FIRST_TICKET}?properties=subject,content,nonsense,old_region`);
		expect(Object.keys(data.properties ?? {})).toEqual([
			'content',
			'createdate',
			'hs_lastmodifieddate',
			'hs_object_id',
			'subject',
		]);
		expect(data.properties?.content).toBeNull();
	});

	test('the default set', async () => {
		const { data } = await fixture.get(`${TICKETS}/${FIRST_TICKET}`);
		expect(Object.keys(data.properties ?? {})).toHaveLength(9);
		expect(data.url).toBe(`https://app-eu1.hubspot.com/contacts/24816357/record/0-5/${FIRST_TICKET}`);
	});

	test('sensitive values need their scope', async () => {
		const id = await fixture.ticket({ patient_ref: 'P-1' });
		const url = `${TICKETS}/${id}?properties=patient_ref`;
		expect((await fixture.get(url)).data.properties?.patient_ref).toBe('P-1');
		expect((await fixture.get(url, 'hubspot-granular-token')).data.properties).not.toHaveProperty('patient_ref');
	});

	test('by a unique property, and only by such', async () => {
		const found = await fixture.get(`${TICKETS}/RET-2026-0001?idProperty=external_ref`);
		expect(found.data.id).toBe(RETURN_TICKET);
		expect((await fixture.get(`${TICKETS}/x?idProperty=subject`)).status).toBe(400);
		expect((await fixture.get(`${TICKETS}/RET-404?idProperty=external_ref`)).status).toBe(404);
	});

	test('a missing ticket is bare, an id that is none has a category', async () => {
		const missing = await fixture.get(`${TICKETS}/999`);
		expect(missing.status).toBe(404);
		expect(missing.data).toEqual({ status: 'error', message: 'resource not found', correlationId: expect.any(String) });
		const odd = await fixture.get(`${TICKETS}/abc`);
		expect(odd.data).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { id: ['abc'] } });
	});

	test('history is newest first and has cleared values', async () => {
		const id = await fixture.ticket({ content: 'one' });
		await fixture.call('PATCH', `${TICKETS}/${id}`, { properties: { content: 'two' } });
		await fixture.call('PATCH', `${TICKETS}/${id}`, { properties: { content: '' } });
		const { data } = await fixture.get(`${TICKETS}/${id}?propertiesWithHistory=content`);
		expect(data.propertiesWithHistory?.content?.map(({ value }) => value)).toEqual(['', 'two', 'one']);
		expect(data.propertiesWithHistory?.content?.[0]).toMatchObject({ sourceType: 'INTEGRATION' });
		expect(data.properties?.content).toBeNull();
	});
});

describe('list', () => {
	test('pages by the next id', async () => {
		const first = await fixture.get(`${TICKETS}?limit=2`);
		expect(ids(first)).toEqual(['38402119001', '38402119002']);
		expect(first.data.paging?.next.after).toBe('38402119003');
		const rest = await fixture.get(`${TICKETS}?limit=100&after=38402119003`);
		expect(rest.data.results).toHaveLength(3);
		expect(rest.data.paging).toBeUndefined();
	});

	test.each(['limit=101', 'limit=0', 'limit=x', 'limit=51&propertiesWithHistory=subject', 'after=abc'])(
		'refuses %s',
		async (query) => {
			expect((await fixture.get(`${TICKETS}?${query}`)).status).toBe(400);
		},
	);

	test('archived lists the recycle bin only', async () => {
		await fixture.call('DELETE', `${TICKETS}/${FIRST_TICKET}`);
		const bin = await fixture.get(`${TICKETS}?archived=true`);
		expect(ids(bin)).toEqual([FIRST_TICKET]);
		expect(bin.data.results?.[0]).toMatchObject({ archived: true, archivedAt: expect.any(String) });
		expect(ids(await fixture.get(TICKETS))).not.toContain(FIRST_TICKET);
		expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}?archived=true`)).status).toBe(200);
	});
});

describe('update and delete', () => {
	test('an update moves the timestamp, always', async () => {
		fixture.sandbox.core.clock.freeze(Date.now());
		const timestamps = [];
		for (const content of ['a', 'b', 'b']) {
			const { data } = await fixture.call('PATCH', `${TICKETS}/${FIRST_TICKET}`, { properties: { content } });
			timestamps.push(data.updatedAt);
		}
		expect(new Set(timestamps).size).toBe(3);
		expect(timestamps).toEqual([...timestamps].sort());
	});

	test('an empty text clears', async () => {
		await fixture.call('PATCH', `${TICKETS}/${FIRST_TICKET}`, { properties: { hs_ticket_priority: '' } });
		const { data } = await fixture.get(`${TICKETS}/${FIRST_TICKET}`);
		expect(data.properties?.hs_ticket_priority).toBeNull();
	});

	test('associations cannot be changed by an update', async () => {
		const answer = await fixture.call('PATCH', `${TICKETS}/${FIRST_TICKET}`, { properties: {}, associations: [] });
		expect(answer.status).toBe(400);
	});

	test('deleting twice answers 204 with nothing in it', async () => {
		for (let time = 0; time < 2; time += 1) {
			const answer = await fixture.call('DELETE', `${TICKETS}/${FIRST_TICKET}`);
			expect([answer.status, answer.data]).toEqual([204, '']);
		}
	});

	test('moving to a closed stage sets the dates, moving back the reopening', async () => {
		const id = await fixture.ticket();
		const closed = await fixture.call('PATCH', `${TICKETS}/${id}`, { properties: { hs_pipeline_stage: '4' } });
		expect(closed.data.properties).toMatchObject({
			hs_is_closed: 'true',
			closed_date: closed.data.updatedAt,
			hs_last_closed_date: closed.data.updatedAt,
		});
		const open = await fixture.call('PATCH', `${TICKETS}/${id}`, { properties: { hs_pipeline_stage: '1' } });
		expect(open.data.properties).toMatchObject({ hs_is_closed: 'false', hs_ticket_reopened_at: open.data.updatedAt });
	});

	test('an owner brings the team and the date', async () => {
		const properties = { hubspot_owner_id: '71440001' };
		const { data } = await fixture.call('PATCH', `${TICKETS}/${FIRST_TICKET}`, { properties });
		expect(data.properties).toMatchObject({ hubspot_team_id: '51020001', hubspot_owner_assigneddate: data.updatedAt });
	});
});

describe('merge', () => {
	const body = { primaryObjectId: FIRST_TICKET, objectIdToMerge: '38402119002' };

	test('a new id comes out, both old ones lead to it', async () => {
		const { status, data } = await fixture.post(`${TICKETS}/merge`, body);
		expect(status).toBe(200);
		expect([FIRST_TICKET, '38402119002']).not.toContain(data.id);
		expect(data.properties?.hs_merged_object_ids).toBe(`${FIRST_TICKET};38402119002`);
		expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).data.id).toBe(data.id);
		const patched = await fixture.call('PATCH', `${TICKETS}/38402119002`, { properties: { content: 'x' } });
		expect(patched.data.id).toBe(data.id);
		const links = await fixture.get(`${TICKETS}/${data.id ?? ''}?associations=contacts,companies`);
		expect(links.data.associations?.contacts?.results.map(({ id }) => id)).toEqual(['201', '202']);
	});

	test('with the switch off the first id stays', async () => {
		fixture.set({ mergeIssuesNewId: false });
		const { data } = await fixture.post(`${TICKETS}/merge`, body);
		expect(data.id).toBe(FIRST_TICKET);
		expect((await fixture.get(`${TICKETS}/38402119002`)).data.id).toBe(FIRST_TICKET);
	});

	test('the values of the first ticket win', async () => {
		const { data } = await fixture.post(`${TICKETS}/merge`, body);
		expect(data.properties).toMatchObject({ subject: 'Pump 7 does not start', hs_ticket_priority: 'HIGH' });
	});

	test('a ticket is not merged with itself or with nothing', async () => {
		expect((await fixture.post(`${TICKETS}/merge`, { ...body, objectIdToMerge: FIRST_TICKET })).status).toBe(400);
		expect((await fixture.post(`${TICKETS}/merge`, { ...body, objectIdToMerge: '999' })).status).toBe(404);
	});
});
