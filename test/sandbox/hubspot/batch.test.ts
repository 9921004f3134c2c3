import { Fixture, FIRST_TICKET, ids, NEW, RETURN_TICKET, TICKETS } from './fixture';

const fixture = new Fixture().install();
const SECOND = '38402119002';

function many(count: number, from = 0) {
	return Array.from({ length: count }, (_, index) => ({
		properties: { ...NEW, subject: `Batch ${from + index}` },
		objectWriteTraceId: `i${from + index}`,
	}));
}

async function batch(name: string, body: object) {
	return await fixture.post(`${TICKETS}/batch/${name}`, body);
}

describe('batch create', () => {
	test('100 at once, matched by trace id and not by place', async () => {
		const { status, data } = await batch('create', { inputs: many(100) });
		expect(status).toBe(201);
		expect(data.results).toHaveLength(100);
		for (const result of data.results ?? []) {
			expect(result.properties?.subject).toBe(`Batch ${String(result.objectWriteTraceId).slice(1)}`);
		}
		const order = data.results?.map((result) => result.objectWriteTraceId);
		expect(order).not.toEqual(many(100).map((input) => input.objectWriteTraceId));
	});

	test('in order with the switch off', async () => {
		fixture.set({ shuffleResults: false });
		const { data } = await batch('create', { inputs: many(3) });
		expect(data.results?.map((result) => result.objectWriteTraceId)).toEqual(['i0', 'i1', 'i2']);
	});

	test('refuses none and more than 100', async () => {
		expect((await batch('create', { inputs: [] })).status).toBe(400);
		expect((await batch('create', { inputs: many(101) })).status).toBe(400);
	});

	const bad = { properties: { ...NEW, nonsense: '1' } };

	test('one bad input fails all without trace ids', async () => {
		const answer = await batch('create', { inputs: [{ properties: NEW }, bad] });
		expect(answer.status).toBe(400);
		expect((await fixture.get(TICKETS)).data.results).toHaveLength(5);
	});

	test('equal trace ids are as good as none', async () => {
		const objectWriteTraceId = 'same';
		const inputs = [
			{ properties: NEW, objectWriteTraceId },
			{ ...bad, objectWriteTraceId },
		];
		expect((await batch('create', { inputs })).status).toBe(400);
	});

	test('with trace ids the good ones pass', async () => {
		const inputs = [...many(2), { ...bad, objectWriteTraceId: 'bad' }];
		const { status, data } = await batch('create', { inputs });
		expect([status, data.numErrors]).toEqual([207, 1]);
		expect(data.results).toHaveLength(2);
		expect(data.errors?.[0]).toMatchObject({
			status: 'error',
			category: 'VALIDATION_ERROR',
			context: { objectWriteTraceId: ['bad'] },
			errors: [{ code: 'PROPERTY_DOESNT_EXIST' }],
		});
	});

	test('one unique value cannot be taken twice in a batch', async () => {
		const inputs = many(2).map((input) => ({ ...input, properties: { ...input.properties, external_ref: 'A-1' } }));
		const { status, data } = await batch('create', { inputs });
		expect([status, data.results?.length]).toEqual([207, 1]);
	});
});

describe('batch read', () => {
	test('unknown ids are told beside the others', async () => {
		const inputs = [{ id: FIRST_TICKET }, { id: '999' }];
		const answer = await batch('read', { inputs, properties: ['subject'] });
		expect(answer.status).toBe(207);
		expect(ids(answer)).toEqual([FIRST_TICKET]);
		expect(answer.data.errors?.[0]).toMatchObject({ category: 'OBJECT_NOT_FOUND', context: { ids: ['999'] } });
	});

	test('a repeated id is answered once, a merged one not at all', async () => {
		await fixture.post(`${TICKETS}/merge`, { primaryObjectId: FIRST_TICKET, objectIdToMerge: SECOND });
		const inputs = [{ id: RETURN_TICKET }, { id: RETURN_TICKET }, { id: SECOND }];
		const answer = await batch('read', { inputs });
		expect([answer.status, ids(answer)]).toEqual([200, [RETURN_TICKET]]);
	});

	test('by a unique property', async () => {
		const answer = await batch('read', { inputs: [{ id: 'RET-2026-0001' }], idProperty: 'external_ref' });
		expect(ids(answer)).toEqual([RETURN_TICKET]);
	});

	test('the order is not the one that was asked for', async () => {
		const inputs = [{ id: FIRST_TICKET }, { id: SECOND }];
		expect(ids(await batch('read', { inputs }))).toEqual([SECOND, FIRST_TICKET]);
	});

	test('at most 50 with history, 100 without', async () => {
		const inputs = Array.from({ length: 51 }, (_, index) => ({ id: String(index + 1) }));
		const refused = await batch('read', { inputs, properties: [], propertiesWithHistory: ['subject'] });
		expect(refused.status).toBe(400);
		expect(refused.data.message).toMatch(
			/^The maximum number of inputs supported in a batch request for property histories is 50\./,
		);
		expect((await batch('read', { inputs, properties: ['subject'] })).status).toBe(207);
		expect((await batch('read', { inputs: [...inputs, ...inputs] })).status).toBe(400);
	});

	test('archived tickets only when asked', async () => {
		await fixture.call('DELETE', `${TICKETS}/${FIRST_TICKET}`);
		expect((await batch('read', { inputs: [{ id: FIRST_TICKET }] })).status).toBe(207);
		expect(ids(await batch('read?archived=true', { inputs: [{ id: FIRST_TICKET }] }))).toEqual([FIRST_TICKET]);
	});
});

describe('batch update', () => {
	test('changes all, and unknown ids do not stop the others', async () => {
		const properties = { content: 'seen' };
		const answer = await batch('update', {
			inputs: [
				{ id: FIRST_TICKET, properties },
				{ id: '999', properties },
			],
		});
		expect([answer.status, ids(answer)]).toEqual([207, [FIRST_TICKET]]);
		expect(answer.data.errors?.[0]?.context).toEqual({ ids: ['999'] });
	});

	test('an error of a traced input repeats its trace id', async () => {
		const inputs = [{ id: '999', properties: { content: 'x' }, objectWriteTraceId: 't1' }];
		const answer = await batch('update', { inputs });
		expect(answer.data.errors?.[0]?.context).toEqual({ ids: ['999'], objectWriteTraceId: ['t1'] });
	});

	test('a bad value fails all without trace ids', async () => {
		const inputs = [
			{ id: FIRST_TICKET, properties: { content: 'x' } },
			{ id: SECOND, properties: { warranty: 'x' } },
		];
		expect((await batch('update', { inputs })).status).toBe(400);
		expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).data.properties?.content).toBeNull();
	});

	test('merged ids are not followed', async () => {
		await fixture.post(`${TICKETS}/merge`, { primaryObjectId: FIRST_TICKET, objectIdToMerge: SECOND });
		const answer = await batch('update', { inputs: [{ id: SECOND, properties: { content: 'x' } }] });
		expect([answer.status, answer.data.results]).toEqual([207, []]);
	});

	test('one ticket cannot be in it twice', async () => {
		const input = { id: FIRST_TICKET, properties: { content: 'x' } };
		expect((await batch('update', { inputs: [input, input] })).status).toBe(400);
	});
});

describe('batch upsert', () => {
	const upsert = (id: string, properties: object, idProperty = 'external_ref') => ({ id, idProperty, properties });

	test('changes what is there and makes what is not', async () => {
		const inputs = [upsert('RET-2026-0001', { content: 'again' }), upsert('RET-2', NEW)];
		const { status, data } = await batch('upsert', { inputs });
		expect(status).toBe(200);
		const news = Object.fromEntries((data.results ?? []).map((one) => [one.properties?.external_ref, one.new]));
		expect(news).toEqual({ 'RET-2026-0001': false, 'RET-2': true });
	});

	test('a new one still needs subject and stage', async () => {
		expect((await batch('upsert', { inputs: [upsert('RET-3', { content: 'x' })] })).status).toBe(400);
	});

	test('needs one unique property', async () => {
		expect((await batch('upsert', { inputs: [upsert('x', NEW, 'subject')] })).status).toBe(400);
		expect((await batch('upsert', { inputs: [upsert(FIRST_TICKET, NEW, 'hs_object_id')] })).status).toBe(400);
		const mixed = [upsert('RET-4', NEW), upsert('RET-5', NEW, 'subject')];
		expect((await batch('upsert', { inputs: mixed })).status).toBe(400);
	});
});

test('batch archive says nothing about missing ids', async () => {
	const answer = await batch('archive', { inputs: [{ id: FIRST_TICKET }, { id: '999' }] });
	expect([answer.status, answer.data]).toEqual([204, '']);
	expect((await fixture.get(`${TICKETS}/${FIRST_TICKET}`)).status).toBe(404);
});
