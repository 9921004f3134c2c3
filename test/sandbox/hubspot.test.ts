import { Fixture, FIRST_TICKET, ids, LINKS, NEW, TICKETS } from './hubspot/fixture';

const fixture = new Fixture().install();

describe('authentication', () => {
	test('an unknown token is refused with the vendor envelope', async () => {
		const answer = await fixture.get(TICKETS, 'nobody');
		expect(answer.status).toBe(401);
		expect(answer.data).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' });
		expect(answer.data.correlationId).toBe(answer.headers['x-hubspot-correlation-id']);
	});

	test('an expired token has its own category', async () => {
		const answer = await fixture.get(TICKETS, 'hubspot-expired-token');
		expect([answer.status, answer.data.category]).toEqual([401, 'EXPIRED_AUTHENTICATION']);
	});

	test('a missing scope is named', async () => {
		const answer = await fixture.get(TICKETS, 'hubspot-no-tickets-token');
		expect([answer.status, answer.data.category]).toEqual([403, 'MISSING_SCOPES']);
		expect(answer.data.errors?.[0]?.context?.requiredGranularScopes).toContain('crm.objects.tickets.read');
	});

	test('the granular pair is as good as the old scope', async () => {
		expect((await fixture.post(TICKETS, { properties: NEW }, 'hubspot-granular-token')).status).toBe(201);
	});

	test('a reading scope does not write', async () => {
		expect((await fixture.get(TICKETS, 'hubspot-tickets-read-token')).status).toBe(200);
		expect((await fixture.post(TICKETS, { properties: NEW }, 'hubspot-tickets-read-token')).status).toBe(403);
	});

	test('the account answers any token', async () => {
		const { status, data } = await fixture.get('/account-info/2026-09/details', 'hubspot-no-tickets-token');
		expect(status).toBe(200);
		expect(data).toMatchObject({ portalId: 24816357, uiDomain: 'app-eu1.hubspot.com' });
		expect(data).not.toHaveProperty('portalName');
		fixture.set({ accountExtras: true });
		const { data: more } = await fixture.get('/account-info/2026-09/details');
		expect(more).toMatchObject({ portalName: expect.any(String), createdAt: expect.any(String) });
	});
});

describe('paths', () => {
	test.each(['2026-09', '2026-03', '2025-09'])('version %s answers', async (version) => {
		expect((await fixture.get(`/crm/objects/${version}/0-5/${FIRST_TICKET}`)).status).toBe(200);
	});

	test('v3 is the same, until only dated paths are allowed', async () => {
		expect((await fixture.get(`/crm/v3/objects/tickets/${FIRST_TICKET}`)).status).toBe(200);
		fixture.set({ strictDated: true });
		expect((await fixture.get(`/crm/v3/objects/tickets/${FIRST_TICKET}`)).status).toBe(404);
		expect((await fixture.get('/crm/v4/associations/tickets/contacts/labels')).status).toBe(404);
		expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).status).toBe(200);
	});

	test('an unknown version is no path', async () => {
		expect((await fixture.get('/crm/objects/2024-01/tickets')).status).toBe(404);
	});

	test('the old paths of the built-in node are gone', async () => {
		const answer = await fixture.get('/crm-pipelines/v1/pipelines/tickets');
		expect([answer.status, answer.data.status]).toEqual([404, 'error']);
	});

	test('the old paths come back for the benchmark', async () => {
		fixture.set({ legacyMode: true });
		const body = Object.entries(NEW).map(([name, value]) => ({ name, value }));
		const made = await fixture.post('/crm-objects/v1/objects/tickets', body);
		expect(made.data).toMatchObject({ objectType: 'TICKET', properties: { subject: { value: NEW.subject } } });
		const read = await fixture.get(`/crm-objects/v1/objects/tickets/${String(made.data.objectId)}?properties=subject`);
		expect(read.data.objectId).toBe(made.data.objectId);
		const pipelines = await fixture.get('/crm-pipelines/v1/pipelines/tickets');
		expect(pipelines.data.results?.[0]).toMatchObject({ pipelineId: '0', stages: expect.any(Array) });
	});

	test('a long address is refused', async () => {
		const answer = await fixture.get(`${TICKETS}?properties=${'a'.repeat(8000)}`);
		expect(answer.status).toBe(414);
	});

	test('broken JSON is told in the vendor envelope', async () => {
		const headers = { 'content-type': 'application/json' };
		const answer = await fixture.call('POST', TICKETS, '{"properties":', undefined, { headers });
		expect(answer.status).toBe(400);
		expect(answer.data.message).toMatch(/^Invalid input JSON on line/);
	});

	test('unknown query parameters and body fields are refused', async () => {
		expect((await fixture.get(`${TICKETS}?propertys=subject`)).status).toBe(400);
		expect((await fixture.post(TICKETS, { properties: NEW, props: {} })).status).toBe(400);
	});
});

describe('limits', () => {
	test('the burst window refuses, tells its policy and rolls on', async () => {
		fixture.set({ burstLimit: 2, retryAfter: 3 });
		fixture.sandbox.core.clock.freeze(Date.now());
		const first = await fixture.get(TICKETS);
		expect(first.headers['x-hubspot-ratelimit-remaining']).toBe('1');
		expect(first.headers['x-hubspot-ratelimit-interval-milliseconds']).toBe('10000');
		await fixture.get(TICKETS);
		const refused = await fixture.get(TICKETS);
		expect(refused.status).toBe(429);
		expect(refused.data).toMatchObject({ errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' });
		expect(refused.headers['retry-after']).toBe('3');
		fixture.sandbox.core.clock.shift(10_001);
		expect((await fixture.get(TICKETS)).status).toBe(200);
	});

	test('a 429 has no Retry-After unless asked for', async () => {
		fixture.set({ burstLimit: 0 });
		const { status, headers } = await fixture.get(TICKETS);
		expect([status, headers['retry-after']]).toEqual([429, undefined]);
	});

	test('searches have a second of their own and no rate headers', async () => {
		fixture.sandbox.core.clock.freeze(Date.now());
		for (let count = 0; count < 5; count += 1) {
			const answer = await fixture.post(`${TICKETS}/search`, {});
			expect(answer.status).toBe(200);
			expect(Object.keys(answer.headers).filter((name) => name.includes('ratelimit'))).toEqual([]);
		}
		const refused = await fixture.post(`${TICKETS}/search`, {});
		expect([refused.status, refused.data.policyName]).toEqual([429, 'SECONDLY']);
		expect((await fixture.get(TICKETS)).headers['x-hubspot-ratelimit-remaining']).toBe('189');
	});

	test('the daily limit counts searches and ends the day', async () => {
		fixture.set({ dailyLimit: 2 });
		await fixture.post(`${TICKETS}/search`, {});
		expect((await fixture.get(TICKETS)).headers['x-hubspot-ratelimit-daily-remaining']).toBe('0');
		const refused = await fixture.get(TICKETS);
		expect([refused.status, refused.data.policyName]).toEqual([429, 'DAILY']);
		fixture.sandbox.core.clock.shift(24 * 3_600_000);
		expect((await fixture.get(TICKETS)).status).toBe(200);
	});

	test('associations have a ceiling of their own', async () => {
		fixture.set({ associationsLimit: 1 });
		await fixture.get(`${LINKS}/contacts/labels`);
		expect((await fixture.get(`${LINKS}/contacts/labels`)).status).toBe(429);
		expect((await fixture.get(TICKETS)).status).toBe(200);
	});

	test('OAuth tokens get no daily headers', async () => {
		const { status, headers } = await fixture.get(TICKETS, 'hubspot-oauth-token');
		expect(status).toBe(200);
		expect(headers['x-hubspot-ratelimit-max']).toBe('110');
		expect(headers['x-hubspot-ratelimit-daily']).toBeUndefined();
	});
});

describe('what describes the account', () => {
	test('properties of every kind, without archived and sensitive ones', async () => {
		const { data } = await fixture.get('/crm/properties/2026-09/tickets');
		const names = (data.results ?? []).map((result) => result.name);
		expect(names).toEqual(expect.arrayContaining(['subject', 'kaizala_action_id', 'external_ref', 'relay_cursor']));
		expect(names).not.toContain('old_region');
		expect(names).not.toContain('patient_ref');
	});

	test('sensitive properties need their scope', async () => {
		const url = '/crm/properties/2026-09/tickets?dataSensitivity=sensitive';
		expect((await fixture.get(url)).data.results).toHaveLength(1);
		expect((await fixture.get(url, 'hubspot-granular-token')).status).toBe(403);
	});

	test('an unknown property is 404 with a category', async () => {
		const answer = await fixture.get('/crm/properties/2026-09/tickets/nope');
		expect([answer.status, answer.data.category]).toEqual([404, 'OBJECT_NOT_FOUND']);
	});

	test('pipelines with text metadata and ids of several shapes', async () => {
		const { data } = await fixture.get('/crm/pipelines/2026-09/tickets');
		const [support, returns] = data.results ?? [];
		expect(support).toMatchObject({ id: '0', stages: [{ id: '1' }, { id: '2' }, { id: '3' }, { id: '4' }] });
		expect(support?.stages).toContainEqual(
			expect.objectContaining({ id: '4', metadata: { ticketState: 'CLOSED', isClosed: 'true' } }),
		);
		expect(returns).toMatchObject({ label: 'Returns' });
		const stage = await fixture.get(`/crm/pipelines/2026-09/tickets/${returns?.id ?? ''}/stages/1094427713`);
		expect(stage.data.label).toBe('Announced');
	});

	test('owners come in pages and include one queue', async () => {
		const first = await fixture.get('/crm/owners/2026-09');
		expect(first.data.results).toHaveLength(100);
		const second = await fixture.get(`/crm/owners/2026-09?after=${first.data.paging?.next.after ?? ''}`);
		// Of the 120, one has left.
		expect(second.data.results).toHaveLength(19);
		expect(second.data.paging).toBeUndefined();
		const queues = second.data.results?.filter((owner) => owner.type === 'QUEUE');
		expect(queues).toHaveLength(1);
		expect(queues?.[0]).not.toHaveProperty('userId');
	});

	test('owners are found by address and by user id', async () => {
		const { data } = await fixture.get('/crm/owners/2026-09?email=ada.abend.1@relay.example');
		expect(data.results).toHaveLength(1);
		const byUser = await fixture.get(`/crm/owners/2026-09/${String(data.results?.[0]?.userId)}?idProperty=userId`);
		expect(byUser.data.id).toBe(data.results?.[0]?.id);
	});

	test('contacts and companies can be listed and searched', async () => {
		expect(ids(await fixture.get('/crm/objects/2026-09/contacts'))).toContain('201');
		const found = await fixture.post('/crm/objects/2026-09/0-2/search', { query: 'harbour' });
		expect(ids(found)).toEqual(['301']);
	});
});

describe('people in the vendor screens', () => {
	test('a raised ticket has its contact and tells where it came from', async () => {
		const { id } = await fixture.act('raiseTicket', { subject: 'By hand', contactEmail: 'new.person@relay.example' });
		const { data } = await fixture.get(`${TICKETS}/${String(id)}?properties=hs_object_source&associations=contacts`);
		expect(data.properties?.hs_object_source).toBe('CRM_UI');
		expect(data.associations?.contacts?.results[0]?.type).toBe('ticket_to_contact');
	});

	test('a move to a stage of another pipeline is refused', async () => {
		await fixture.act('moveTicket', { id: FIRST_TICKET, stage: '2' });
		await expect(fixture.act('moveTicket', { id: FIRST_TICKET, stage: '1094427713' })).rejects.toThrow('1094427713');
	});

	test('a deleted ticket is gone', async () => {
		await fixture.act('deleteTicket', { id: FIRST_TICKET });
		expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).status).toBe(404);
	});

	test('12,000 seeded tickets with one timestamp, and a snapshot that stays small', async () => {
		await fixture.act('seedTickets', { count: 12_000, sameModifiedStamp: true });
		const snapshot = fixture.sandbox.services.hubspot.snapshot();
		expect(snapshot.ticketCount).toBe(12_005);
		expect(snapshot.tickets).toHaveLength(500);
		const { data } = await fixture.post(`${TICKETS}/search`, { sorts: ['-createdate'], limit: 200 });
		expect(new Set(data.results?.map((result) => result.updatedAt)).size).toBe(1);
		const beyond = await fixture.post(`${TICKETS}/search`, {
			filterGroups: [
				{
					filters: [
						{ propertyName: 'hs_lastmodifieddate', operator: 'GTE', value: '1700000000000' },
						{ propertyName: 'hs_object_id', operator: 'GT', value: '38402125000' },
					],
				},
			],
			sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
			limit: 200,
		});
		expect(beyond.data.total).toBe(6_005);
		expect(ids(beyond)[0]).toBe('38402125001');
	});

	test('a reset brings back the same ids', async () => {
		const first = await fixture.ticket();
		fixture.sandbox.reset();
		expect(await fixture.ticket()).toBe(first);
	});
});
