import { Fixture, FIRST_TICKET, LINKS, TICKETS } from './fixture';

const fixture = new Fixture().install();
const OF_FIRST = `${TICKETS}/${FIRST_TICKET}/associations`;
const UNLABELED = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 };
const REPORTER = { associationCategory: 'USER_DEFINED', associationTypeId: 101 };
const ON_SITE = { associationCategory: 'USER_DEFINED', associationTypeId: 105 };
const PRIMARY = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 26 };

/** `id: kinds` of the contacts (or companies) of the first ticket. */
async function linked(to = 'contacts', of = OF_FIRST): Promise<Record<string, number[]>> {
	const { data } = await fixture.get(`${of}/${to}`);
	return Object.fromEntries(
		(data.results ?? []).map(({ toObjectId, associationTypes }) => [
			String(toObjectId),
			(associationTypes as { typeId: number }[]).map(({ typeId }) => typeId),
		]),
	);
}

describe('one record', () => {
	test('the list has numeric ids and kinds', async () => {
		const { data } = await fixture.get(`${OF_FIRST}/companies`);
		expect(data.results).toEqual([
			{
				toObjectId: 301,
				associationTypes: [
					{ category: 'HUBSPOT_DEFINED', typeId: 26, label: 'Primary' },
					{ category: 'HUBSPOT_DEFINED', typeId: 339, label: null },
				],
			},
		]);
	});

	test('the default association answers both directions', async () => {
		const answer = await fixture.call('PUT', `${OF_FIRST}/default/contacts/202`);
		expect(answer.status).toBe(200);
		expect(answer.data.results).toEqual([
			{
				from: { id: FIRST_TICKET },
				to: { id: '202' },
				associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 16 },
			},
			{
				from: { id: '202' },
				to: { id: FIRST_TICKET },
				associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 15 },
			},
		]);
		expect(await linked('tickets', '/crm/objects/2026-09/contacts/202/associations')).toHaveProperty(
			FIRST_TICKET,
			[15],
		);
	});

	test('labels replace the labels that were there', async () => {
		const first = await fixture.call('PUT', `${OF_FIRST}/contacts/201`, [REPORTER]);
		expect([first.status, first.data.labels, first.data.toObjectId]).toEqual([201, ['Reporter'], 201]);
		await fixture.call('PUT', `${OF_FIRST}/contacts/201`, [ON_SITE]);
		expect(await linked()).toEqual({ '201': [16, 105] });
	});

	test('a ticket has one primary company', async () => {
		await fixture.call('PUT', `${OF_FIRST}/companies/302`, [PRIMARY]);
		expect(await linked('companies')).toEqual({ '301': [339], '302': [26, 339] });
	});

	test('a company stays primary of its other tickets', async () => {
		await fixture.call('PUT', `${OF_FIRST}/companies/302`, [PRIMARY]);
		expect(await linked('companies', `${TICKETS}/38402119003/associations`)).toEqual({ '302': [26, 339] });
	});

	test('the wrong direction, an unknown record and an unknown ticket are refused', async () => {
		const wrong = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 15 }];
		expect((await fixture.call('PUT', `${OF_FIRST}/contacts/202`, wrong)).status).toBe(400);
		const unknown = await fixture.call('PUT', `${OF_FIRST}/default/contacts/9`);
		expect([unknown.status, unknown.data.errors?.[0]?.code]).toEqual([400, 'INVALID_OBJECT_IDS']);
		expect((await fixture.get(`${TICKETS}/9/associations/contacts`)).status).toBe(404);
	});

	test('removing removes both directions', async () => {
		expect((await fixture.call('DELETE', `${OF_FIRST}/contacts/201`)).status).toBe(204);
		expect(await linked()).toEqual({});
		expect(await linked('tickets', '/crm/objects/2026-09/contacts/201/associations')).toEqual({});
	});

	test('pages of the list', async () => {
		fixture.set({ associationPageSize: 1 });
		await fixture.call('PUT', `${OF_FIRST}/default/contacts/202`);
		const first = await fixture.get(`${OF_FIRST}/contacts`);
		expect(first.data.paging?.next.after).toBe('202');
		const second = await fixture.get(`${OF_FIRST}/contacts?after=202`);
		expect(second.data.results?.[0]?.toObjectId).toBe(202);
	});

	test('labels of the account', async () => {
		const { data } = await fixture.get(`${LINKS}/companies/labels`);
		expect(data.results).toContainEqual({ category: 'USER_DEFINED', typeId: 103, label: 'Reseller' });
	});

	test('counts follow; the timestamp only with the switch', async () => {
		const read = async () =>
			(await fixture.get(`${TICKETS}/${FIRST_TICKET}?properties=hs_num_associated_companies`)).data;
		const before = await read();
		await fixture.call('PUT', `${OF_FIRST}/default/companies/302`);
		const after = await read();
		expect(after.properties?.hs_num_associated_companies).toBe('2');
		expect(after.updatedAt).toBe(before.updatedAt);
		fixture.set({ associationsTouch: true });
		await fixture.call('PUT', `${OF_FIRST}/default/companies/303`);
		expect((await read()).updatedAt).not.toBe(before.updatedAt);
	});

	test('the other side must be readable', async () => {
		const answer = await fixture.get(`${OF_FIRST}/contacts`, 'hubspot-tickets-read-token');
		expect(answer.status).toBe(403);
	});
});

describe('batches', () => {
	const pair = (to: string, from = FIRST_TICKET) => ({ from: { id: from }, to: { id: to } });

	test('reading tells records without associations', async () => {
		const inputs = [{ id: FIRST_TICKET }, { id: '38402119004' }];
		const answer = await fixture.post(`${LINKS}/companies/batch/read`, { inputs });
		expect(answer.status).toBe(207);
		expect(answer.data.results).toMatchObject([{ from: { id: FIRST_TICKET }, to: [{ toObjectId: 301 }] }]);
		expect(answer.data.errors?.[0]).toMatchObject({
			category: 'OBJECT_NOT_FOUND',
			subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
		});
	});

	test('reading pages each record by itself', async () => {
		fixture.set({ associationPageSize: 1 });
		await fixture.post(`${LINKS}/contacts/batch/associate/default`, { inputs: [pair('202')] });
		const first = await fixture.post(`${LINKS}/contacts/batch/read`, { inputs: [{ id: FIRST_TICKET }] });
		expect(first.data.results?.[0]?.paging?.next.after).toBe('202');
		const inputs = [{ id: FIRST_TICKET, after: '202' }];
		const second = await fixture.post(`${LINKS}/contacts/batch/read`, { inputs });
		expect(second.data.results?.[0]?.to).toMatchObject([{ toObjectId: 202 }]);
	});

	test('reading takes 1,000 records, creating 2,000', async () => {
		const inputs = Array.from({ length: 1001 }, (_, index) => ({ id: String(index + 1) }));
		expect((await fixture.post(`${LINKS}/contacts/batch/read`, { inputs })).status).toBe(400);
		const pairs = Array.from({ length: 2001 }, () => ({ ...pair('201'), types: [UNLABELED] }));
		expect((await fixture.post(`${LINKS}/contacts/batch/create`, { inputs: pairs })).status).toBe(400);
	});

	test('creating replaces labels and tells unknown records', async () => {
		await fixture.call('PUT', `${OF_FIRST}/contacts/201`, [REPORTER]);
		const inputs = [
			{ ...pair('201'), types: [ON_SITE] },
			{ ...pair('999'), types: [UNLABELED] },
		];
		const answer = await fixture.post(`${LINKS}/contacts/batch/create`, { inputs });
		expect([answer.status, answer.data.numErrors]).toEqual([207, 1]);
		expect(await linked()).toEqual({ '201': [16, 105] });
	});

	test('archiving answers 204 in v4 and a body in dated versions', async () => {
		const inputs = [{ from: { id: FIRST_TICKET }, to: [{ id: '201' }] }];
		expect((await fixture.post('/crm/v4/associations/tickets/contacts/batch/archive', { inputs })).status).toBe(204);
		expect(await linked()).toEqual({});
		const dated = await fixture.post(`${LINKS}/contacts/batch/archive`, { inputs });
		expect([dated.status, dated.data.status]).toEqual([200, 'COMPLETE']);
	});

	test('archiving takes 100 different records', async () => {
		const inputs = Array.from({ length: 101 }, (_, index) => ({ from: { id: String(index + 1) }, to: [{ id: '1' }] }));
		expect((await fixture.post(`${LINKS}/contacts/batch/archive`, { inputs })).status).toBe(400);
	});

	test('one label goes alone, the unlabeled kind takes all with it', async () => {
		await fixture.call('PUT', `${OF_FIRST}/contacts/201`, [REPORTER, ON_SITE]);
		const remove = async (types: object[]) =>
			await fixture.post(`${LINKS}/contacts/batch/labels/archive`, { inputs: [{ ...pair('201'), types }] });
		await remove([REPORTER]);
		expect(await linked()).toEqual({ '201': [16, 105] });
		await remove([UNLABELED]);
		expect(await linked()).toEqual({});
	});
});
