import { Fixture, codes, FIRST_TICKET, NEW, TICKETS } from './fixture';

const fixture = new Fixture().install();

async function write(properties: Record<string, unknown>, version = '2026-09', id = FIRST_TICKET) {
	return await fixture.call('PATCH', `/crm/objects/${version}/tickets/${id}`, { properties });
}

describe('refused values', () => {
	test.each([
		['nonsense', 'x', 'PROPERTY_DOESNT_EXIST'],
		['old_region', 'x', 'PROPERTY_DOESNT_EXIST'],
		['hs_object_id', '1', 'READ_ONLY_VALUE'],
		['hs_is_closed', 'true', 'READ_ONLY_VALUE'],
		['age_score', '1', 'READ_ONLY_VALUE'],
		['hs_routing_state', '{}', 'READ_ONLY_VALUE'],
		['hs_ticket_priority', 'high', 'INVALID_OPTION'],
		['warranty', 'yes', 'INVALID_OPTION'],
		['affected_sites', 'NORTH;', 'INVALID_OPTION'],
		['affected_sites', 'NORTH;MOON', 'INVALID_OPTION'],
		['hubspot_owner_id', '9120001', 'INVALID_OPTION'],
		['deputy_owner', '71440120', 'INVALID_OPTION'],
		['hs_pipeline_stage', '77', 'INVALID_OPTION'],
		['hs_pipeline_stage', '1094427713', 'INVALID_OPTION'],
		['hs_pipeline_stage', '', 'INVALID_OPTION'],
		['affected_users', '1.5', 'INVALID_LONG'],
		['impact_score', 'many', 'INVALID_INTEGER'],
		['promised_on', '2026-02-30', 'INVALID_DATE'],
		['callback_at', '2026-11-20T10:00:00', 'INVALID_DATE'],
		['impact_score', ' 4', 'LEADING_TRAILING_WHITESPACE'],
		['hs_ticket_priority', 'HIGH\u200b', 'LEADING_TRAILING_WHITESPACE'],
		['content', 'x'.repeat(65_537), 'PROPERTY_VALUE_TOO_LONG'],
		['external_ref', 'RET-2026-0001', 'CONFLICTING_UNIQUE_VALUE'],
	])('%s = %.20s is %s', async (name, value, code) => {
		const answer = await write({ [name]: value });
		expect([answer.status, answer.data.category]).toEqual([400, 'VALIDATION_ERROR']);
		expect(codes(answer)).toEqual([code]);
		expect(answer.data.errors?.[0]?.context?.propertyName).toEqual([name]);
	});

	test('a new pipeline without one of its stages is a problem of the stage', async () => {
		const answer = await write({ hs_pipeline: '748215903' });
		expect(codes(answer)).toEqual(['INVALID_OPTION']);
		expect(answer.data.errors?.[0]?.context?.propertyName).toEqual(['hs_pipeline_stage']);
	});

	test('values are texts', async () => {
		expect((await write({ impact_score: 4 })).status).toBe(400);
	});

	test('an option error lists what is allowed', async () => {
		const answer = await write({ hs_ticket_priority: 'NOW' });
		expect(answer.data.errors?.[0]?.message).toContain('[LOW, MEDIUM, HIGH, URGENT]');
	});

	test('all problems of one write are told at once', async () => {
		expect(codes(await write({ nonsense: '1', warranty: 'maybe' }))).toEqual([
			'PROPERTY_DOESNT_EXIST',
			'INVALID_OPTION',
		]);
	});

	test('the older shape hides them in the message', async () => {
		fixture.set({ validationErrorShape: 'message' });
		const { data } = await write({ nonsense: '1' });
		expect(data).not.toHaveProperty('errors');
		const [, json = ''] = /^Property values were not valid: (.*)$/.exec(data.message ?? '') ?? [];
		expect(JSON.parse(json)).toMatchObject([{ isValid: false, error: 'PROPERTY_DOESNT_EXIST', name: 'nonsense' }]);
	});

	test('a taken unique value can be a conflict by status', async () => {
		fixture.set({ uniqueConflictStatus: 409 });
		expect((await write({ external_ref: 'RET-2026-0001' })).status).toBe(409);
	});

	test('a refused write changes nothing', async () => {
		await write({ content: 'new', nonsense: '1' });
		expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).data.properties?.content).toBeNull();
	});

	test('sensitive properties need their scope', async () => {
		const body = { properties: { account_hint: 'x' } };
		const answer = await fixture.call('PATCH', `${TICKETS}/${FIRST_TICKET}`, body, 'hubspot-granular-token');
		expect(answer.status).toBe(403);
	});
});

describe('stored values', () => {
	test.each([
		['hs_pinned_engagement_id', '67020410001', '67020410001'],
		['impact_score', '-2.5', '-2.5'],
		['warranty', 'false', 'false'],
		['promised_on', '2026-11-20', '2026-11-20'],
		['promised_on', String(Date.UTC(2026, 10, 20)), '2026-11-20'],
		['callback_at', '2026-11-20T10:00:00+01:00', '2026-11-20T09:00:00.000Z'],
		['callback_at', String(Date.UTC(2026, 10, 20, 9)), '2026-11-20T09:00:00.000Z'],
		['product_line', 'discontinued', 'discontinued'],
		['relay_cursor', ' spaces stay ', ' spaces stay '],
		['content', 'x'.repeat(65_536), 'x'.repeat(65_536)],
		['hubspot_owner_id', '71440119', '71440119'],
	])('%s = %.30s', async (name, value, stored) => {
		const { status, data } = await write({ [name]: value });
		expect(status).toBe(200);
		expect(data.properties?.[name]).toBe(stored);
	});

	test('a leading semicolon adds', async () => {
		await write({ affected_sites: 'NORTH;SOUTH' });
		expect((await write({ affected_sites: ';DEPOT;NORTH' })).data.properties?.affected_sites).toBe('NORTH;SOUTH;DEPOT');
		expect((await write({ affected_sites: 'HARBOUR' })).data.properties?.affected_sites).toBe('HARBOUR');
	});

	test('a date with a time is rounded with a warning in 2026-09, refused before', async () => {
		const value = '2026-11-20T15:00:00Z';
		expect(codes(await write({ promised_on: value }, '2026-03'))).toEqual(['INVALID_DATE']);
		const { data } = await write({ promised_on: value });
		expect(data.properties?.promised_on).toBe('2026-11-20');
		expect(data.warnings).toEqual([
			{
				category: 'PROPERTY_VALUE_NORMALIZED',
				message: expect.any(String),
				context: { propertyName: ['promised_on'], rawValue: [value], normalizedValue: ['2026-11-20'] },
			},
		]);
	});

	test('another pipeline with its stage', async () => {
		const { data } = await write({ hs_pipeline: '748215903', hs_pipeline_stage: '1094427713' });
		expect(data.properties).toMatchObject({ hs_pipeline: '748215903', hs_pipeline_stage: '1094427713' });
	});

	test('a unique value is free again after its ticket was deleted', async () => {
		await fixture.call('DELETE', `${TICKETS}/38402119005`);
		expect((await write({ external_ref: 'RET-2026-0001' })).status).toBe(200);
	});
});

describe('the account rules of 2026-09', () => {
	test('are off at first', async () => {
		expect((await fixture.post(TICKETS, { properties: NEW })).status).toBe(201);
	});

	test('ask for properties of the create form, on create only', async () => {
		fixture.set({ validationRules: true });
		const answer = await fixture.post(TICKETS, { properties: NEW });
		expect(codes(answer)).toEqual(['MISSING_REQUIRED_PROPERTY']);
		expect(answer.data.errors?.[0]?.context?.propertyName).toEqual(['hs_ticket_category']);
		expect((await write({ content: 'x' })).status).toBe(200);
	});

	test('ask for a property because of the value of another', async () => {
		fixture.set({ validationRules: true });
		expect(codes(await write({ hs_ticket_priority: 'URGENT' }))).toEqual(['MISSING_CONDITIONAL_REQUIRED_PROPERTY']);
		expect((await write({ hs_ticket_priority: 'URGENT', customer_phone: '+48 1' })).status).toBe(200);
	});

	test('are not enforced in older versions', async () => {
		fixture.set({ validationRules: true });
		expect((await fixture.post('/crm/objects/2026-03/tickets', { properties: NEW })).status).toBe(201);
	});
});
