import { Fixture, ids, TICKETS } from './fixture';

/** Where HubSpot's descriptions are stricter than what a lenient server would take. */

const fixture = new Fixture().install();
const FIRST = '38402119001';

test('a trailing slash is good in the list of owners of v3, and nowhere else', async () => {
	expect((await fixture.get('/crm/v3/owners/?limit=2')).data.results).toHaveLength(2);
	expect((await fixture.get('/crm/v3/owners?limit=2')).data.results).toHaveLength(2);
	expect((await fixture.get('/crm/owners/2026-09/?limit=2')).status).not.toBe(200);
	fixture.set({ strictDated: true });
	expect((await fixture.get('/crm/v3/owners/')).status).toBe(404);
});

test.each([
	['GET', '/crm/properties/2026-09/tickets'],
	['GET', '/crm/properties/2026-09/tickets/subject'],
	['GET', '/crm/properties/2026-09/tickets/groups'],
	['GET', '/crm/pipelines/2026-09/tickets/0'],
	['GET', '/crm/pipelines/2026-09/tickets/0/stages'],
	['GET', '/crm/pipelines/2026-09/tickets/0/audit'],
	['GET', '/account-info/2026-09/details'],
	['GET', '/account-info/2026-09/api-usage/daily/private-apps'],
	['GET', '/files/2026-03/files/search'],
	['GET', '/crm/v3/associations/tickets/contacts/types'],
	['GET', `/crm/v3/objects/tickets/${FIRST}/associations/contacts`],
	['POST', `${TICKETS}/merge`],
	['POST', `${TICKETS}/batch/create`],
	['POST', `${TICKETS}/batch/update`],
	['POST', `${TICKETS}/batch/upsert`],
	['POST', `${TICKETS}/batch/archive`],
	['POST', '/crm/properties/2026-09/tickets/batch/read'],
])('%s %s refuses a query parameter that it does not know', async (method, path) => {
	const { status, data } = await fixture.call(method, `${path}?property=subject`, method === 'GET' ? undefined : {});
	expect(status).toBe(400);
	expect(data.message).toMatch(/^Invalid request parameters/);
});

test('properties= names the fields of files and of properties', async () => {
	const { data } = await fixture.get('/crm/properties/2026-09/tickets?properties=label');
	expect(data.results?.[0]).toHaveProperty('label');
	expect(data.results?.[0]).not.toHaveProperty('createdAt');
});

test('a batch of properties says when it was read', async () => {
	const body = { archived: false, inputs: [{ name: 'subject' }] };
	const { data } = await fixture.post('/crm/properties/2026-09/tickets/batch/read', body);
	expect(data).toMatchObject({ status: 'COMPLETE', startedAt: expect.any(String), completedAt: expect.any(String) });
});

test('a new token says what it is for', async () => {
	const form = {
		grant_type: 'refresh_token',
		refresh_token: 'hubspot-sandbox-refresh-token',
		client_id: 'hubspot-sandbox-client',
		client_secret: 'hubspot-sandbox-client-secret',
	};
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const send = async (path: string, fields: Record<string, string>) =>
		await fixture.call('POST', path, new URLSearchParams(fields).toString(), undefined, { headers });
	const { data } = await send('/oauth/2026-03/token', form);
	expect(data.token_use).toBe('access_token');
	const { client_id, client_secret } = form;
	const known = await send('/oauth/2026-03/token/introspect', {
		token: String(data.access_token),
		client_id,
		client_secret,
	});
	expect(known.data).toMatchObject({ active: true, token_use: 'access_token', hub_id: 24816357 });
	const unknown = await send('/oauth/2026-03/token/introspect', { token: 'x', client_id, client_secret });
	expect(unknown.data).toEqual({ active: false });
});

test.each(['messages', 'replies'])('the delivery identifier of %s is there or absent, never null', async (kind) => {
	const thread = '/conversations/conversations/2026-09/threads/9134500001/messages';
	if (kind === 'replies') {
		const deliveryIdentifiers = [{ type: 'HS_EMAIL_ADDRESS', value: 'marta.lindqvist@harbour-pumps.example' }];
		const answer = await fixture.post(thread, {
			type: 'MESSAGE',
			text: 'On our way',
			attachments: [],
			senderActorId: 'A-9120002',
			channelId: '1002',
			channelAccountId: '610001',
			recipients: [{ recipientField: 'TO', deliveryIdentifiers }],
		});
		expect(answer.status).toBe(201);
	}
	const { data } = await fixture.get(thread);
	expect(data.results?.length).toBeGreaterThan(3);
	expect(JSON.stringify(data)).not.toContain('"deliveryIdentifier":null');
});

test('files: each call exists under the versions whose descriptions have it', async () => {
	const upload = async (version: string) => {
		const form = new FormData();
		form.append('file', new Blob(['A plan']), 'plan.txt');
		form.append('folderPath', '/plans');
		form.append('options', '{"access":"PRIVATE"}');
		return await fixture.call('POST', `/files/${version}/files`, form);
	};
	expect((await upload('2026-09')).status).toBe(404);
	expect((await upload('2025-09')).status).toBe(404);
	const made = await upload('2026-03');
	expect(made.status).toBe(201);
	const id = String(made.data.id);
	expect((await fixture.get(`/files/2026-03/files/${id}`)).status).toBe(200);
	expect((await fixture.get(`/files/2025-09/files/${id}/signed-url`)).status).toBe(200);
	expect((await fixture.get(`/files/2026-09/files/${id}`)).status).toBe(404);
	expect((await fixture.get(`/files/2026-09/files/${id}/signed-url`)).status).toBe(404);
	expect(ids(await fixture.get('/files/2026-03/files/search?name=plan'))).toEqual([id]);
	expect((await fixture.get('/files/2026-03/files/stat/plans/plan.txt')).data).toMatchObject({ file: { id } });
	expect((await fixture.get('/files/2026-03/files/stat/nowhere')).status).toBe(404);
});

test('a choice needs a displayOrder', async () => {
	const option = { label: 'One', value: 'one', hidden: false };
	const property = {
		name: 'size_class',
		label: 'Size',
		type: 'enumeration',
		fieldType: 'select',
		groupName: 'ticketinformation',
	};
	const make = async (options: object[]) =>
		(await fixture.post('/crm/properties/2026-09/tickets', { ...property, options })).status;
	expect(await make([option])).toBe(400);
	expect(await make([{ ...option, displayOrder: 0 }])).toBe(201);
});

test('each error of a batch carries links and errors', async () => {
	const read = await fixture.post(`${TICKETS}/batch/read`, { inputs: [{ id: '7' }], properties: [] });
	const inputs = [
		{ id: '7', properties: {}, objectWriteTraceId: 'a' },
		{ id: FIRST, properties: { nonsense: 'x' }, objectWriteTraceId: 'b' },
	];
	const update = await fixture.post(`${TICKETS}/batch/update`, { inputs });
	const links = await fixture.post('/crm/associations/2026-09/tickets/contacts/batch/read', { inputs: [{ id: '7' }] });
	for (const { status, data } of [read, update, links]) {
		expect(status).toBe(207);
		for (const error of data.errors ?? []) {
			expect(error).toMatchObject({ status: 'error', links: {}, errors: expect.any(Array) });
			expect(error.category).toEqual(expect.any(String));
		}
	}
	expect(update.data.errors).toHaveLength(2);
});

test('associations of v3 are read by their names, in batches', async () => {
	const path = '/crm/v3/associations/tickets/companies/batch/read';
	const { status, data } = await fixture.post(path, { inputs: [{ id: FIRST }] });
	expect(status).toBe(200);
	expect(data.results).toEqual([
		{
			from: { id: FIRST },
			to: [
				{ id: '301', type: 'ticket_to_company' },
				{ id: '301', type: 'ticket_to_company_unlabeled' },
			],
		},
	]);
});

test('pipelines remember who changed what', async () => {
	const path = '/crm/pipelines/2026-09/tickets/748215903';
	await fixture.call('PATCH', path, { label: 'Send-backs' });
	const { data } = await fixture.get(`${path}/audit`);
	expect(data.results).toMatchObject([{ action: 'UPDATE', identifier: '748215903', portalId: 24816357 }]);
	const archived = await fixture.call('PATCH', path, { archived: true });
	expect(archived.data.message).toMatch(/only be given to restore/);
	const { data: labels } = await fixture.get('/crm/properties/2026-09/tickets/hs_pipeline');
	expect(JSON.stringify(labels.options)).toContain('Send-backs');
});

test('a replaced pipeline keeps stages by their labels, and loses one only when nothing is in it', async () => {
	const path = '/crm/pipelines/2026-09/tickets/0';
	const stage = (label: string, displayOrder: number) => ({ label, displayOrder, metadata: { ticketState: 'OPEN' } });
	const body = { label: 'Support Pipeline', displayOrder: 0, stages: [stage('New', 0), stage('Extra', 1)] };
	const refused = await fixture.call('PUT', path, body);
	expect(refused.data).toMatchObject({ subCategory: 'PipelineError.STAGE_ID_IN_USE' });
	const forced = await fixture.call('PUT', `${path}?validateReferencesBeforeDelete=false`, body);
	expect(forced.status).toBe(200);
	expect(JSON.stringify(forced.data.stages)).toContain('"id":"1"');
});

test('writing of definitions needs its scope', async () => {
	const token = 'hubspot-tickets-read-token';
	const changes: Array<[string, string]> = [
		['PATCH', '/crm/pipelines/2026-09/tickets/0'],
		['POST', '/crm/pipelines/2026-09/tickets/0/stages'],
		['PATCH', '/crm/properties/2026-09/tickets/closing_note'],
		['DELETE', '/crm/properties/2026-09/tickets/closing_note'],
	];
	for (const [method, path] of changes) expect((await fixture.call(method, path, {}, token)).status).toBe(403);
});
