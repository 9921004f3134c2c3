import type { RunSetup } from '../harness/engine';
import { runNode } from '../harness/engine';
import { wire } from '../harness/sandbox';
import { failure, fields, held, list, more, output, sandbox, sent, setup } from './setup';

const set = (changes: object) => sandbox.current.setSwitches('thulium', changes);
const address = (parts: Record<string, string>) => ({ address: parts });
const person = (id: number) => held('customers').find(({ customer_id }) => customer_id === id);

describe('Customer', () => {
	test('Create sends no more than the surname when nothing else is given', async () => {
		expect(await output('customer', 'create', { surname: 'Nowak' })).toEqual([{ customer_id: 5600 }]);
		expect(wire(sent())).toEqual([{ method: 'POST', path: '/api/customers', body: { surname: 'Nowak' } }]);
	});

	test('Create sends every field under the name and in the type that Thulium documents', async () => {
		await output('customer', 'create', {
			surname: 'Nowak',
			additionalFields: {
				accountManager: list('mnowak'),
				address: address({ street: 'Długa', building: '7', city: 'Łódź', flat: '' }),
				birthdate: '1990-05-17T00:00:00',
				companyId: '28',
				customFields: fields([['City', 'Łódź']]),
				email: ['a@example.com', 'b@example.com'],
				fillReadOnly: true,
				gender: 'f',
				group: 'VIP',
				homepage: 'https://example.com',
				identifier: 'C-99',
				invoiceAddress: address({ country: 'PL' }),
				job: 'Firma',
				jobTitle: 'CEO',
				mailDropAddress: address({ postcode: '90-001' }),
				name: 'Anna',
				nip: '5260250274',
				note: 'Prefers mail',
				pesel: '90051712345',
				phoneNumber: ['600 100-300, 22 1', '(48) 5'],
				stripNumbers: true,
				type: 'B2B',
				vip: false,
			},
		});
		expect(sent()[0]?.body).toEqual({
			surname: 'Nowak',
			name: 'Anna',
			email: ['a@example.com', 'b@example.com'],
			phone_number: ['600100300', '221', '485'],
			company_id: 28,
			type: 'B2B',
			group: 'VIP',
			identifier: 'C-99',
			gender: 'f',
			homepage: 'https://example.com',
			birthdate: '1990-05-17',
			nip: '5260250274',
			note: 'Prefers mail',
			pesel: '90051712345',
			job: 'Firma',
			job_title: 'CEO',
			account_manager: 'mnowak',
			custom_fields: { City: 'Łódź' },
			fill_read_only_custom_fields: true,
			vip: false,
			address: { street: 'Długa', building: '7', city: 'Łódź' },
			invoice_address: { country: 'PL' },
			mail_drop_address: { postcode: '90-001' },
		});
	});

	test.each([
		[
			'a birthdate that is none',
			{ birthdate: 'in May' },
			'The field "Additional Fields > Birthdate" is "in May", which is not a date',
		],
		[
			'two values for one custom field',
			{
				customFields: fields([
					['City', 'A'],
					['City', 'B'],
				]),
			},
			'The custom field "City" has two values',
		],
	])('Create refuses %s before anything is sent', async (_name, additionalFields, message) => {
		expect((await failure('customer', 'create', { surname: 'Nowak', additionalFields })).message).toBe(message);
		expect(sent()).toEqual([]);
	});

	test('Create shows that a customer exists already', async () => {
		const additionalFields = { identifier: 'C-77' };
		const { message } = await failure('customer', 'create', { surname: 'Lis', additionalFields });
		expect(message).toBe('Thulium says: Duplicated value of "identifier".');
	});

	test.each([
		['asTyped', false, undefined],
		['digitsOnly', false, 'Thulium says: Field "phone_number" has a wrong value.'],
		['asTyped', true, undefined],
		['digitsOnly', true, undefined],
	])(
		'phone numbers are sent as typed unless stripped (%s, stripped: %s)',
		async (phoneNumbers, stripNumbers, message) => {
			set({ phoneNumbers });
			const additionalFields = { phoneNumber: ['600-100 300'], stripNumbers };
			const result = await runNode(setup('customer', 'create', { surname: 'Nowak', additionalFields }));
			expect(result.error?.message).toBe(message);
			expect(sent()[0]?.body).toMatchObject({ phone_number: stripNumbers ? '600100300' : '600-100 300' });
		},
	);

	test('Update changes what is given and nothing else', async () => {
		const updateFields = { surname: 'Lis-Nowak', email: ['new@example.com'], group: '' };
		expect(await output('customer', 'update', { customerId: '5521', updateFields })).toEqual([
			{ success: true, customer_id: 5521 },
		]);
		expect(wire(sent())).toEqual([
			{ method: 'PUT', path: '/api/customers/5521', body: { surname: 'Lis-Nowak', email: 'new@example.com' } },
		]);
		expect(person(5521)).toMatchObject({ surname: 'Lis-Nowak', email: 'new@example.com', group: 'VIP', name: 'Ewa' });
	});

	test('Update refuses a change of nothing before anything is sent', async () => {
		const { message } = await failure('customer', 'update', { customerId: '5521', updateFields: { name: '' } });
		expect(message).toBe('There is nothing to change');
		expect(sent()).toEqual([]);
	});

	test('Get returns a customer, with the parts that are asked for', async () => {
		expect(await output('customer', 'get', { customerId: '5521' })).toEqual([
			expect.objectContaining({ customer_id: 5521, surname: 'Lis', company_id: 28 }),
		]);
		const [whole] = await output('customer', 'get', {
			customerId: '5521',
			options: { include: ['address', 'custom_fields'] },
		});
		expect(whole).toMatchObject({ address: {}, custom_fields: {} });
		expect(sent().map(({ path, query }) => [path, query])).toEqual([
			['/api/customers/5521', {}],
			['/api/customers/5521', { include_address: 'true', include_custom_fields: 'true' }],
		]);
	});

	test.each(['../tickets', '0x1', '={{ "" }}'])(
		'Get refuses %j for an ID before anything is sent',
		async (customerId) => {
			await failure('customer', 'get', { customerId });
			expect(sent()).toEqual([]);
		},
	);

	test('Get refuses to include what there is not', async () => {
		const { message } = await failure('customer', 'get', { customerId: '5521', options: { include: ['notes'] } });
		expect(message).toBe(
			'The field "Options > Include" has no choice "notes": choose Address, Custom Fields, Invoice Address, Mail Drop Address',
		);
	});

	test.each<[RunSetup['parameters'], object, number[]]>([
		[{}, {}, [5521, 5522]],
		[{ email: 'adam.kot@example.com' }, { email: 'adam.kot@example.com' }, [5522]],
		[{ phoneNumber: '221234567' }, { phone_number: '221234567' }, [5521]],
		[{ identifier: 'C-77' }, { identifier: 'C-77' }, [5521]],
		[{ without: ['identifier', 'phone_number'] }, { identifier: '', phone_number: '' }, [5522]],
		[{ companyId: '28' }, { company_id: '28' }, [5521]],
		[{ group: 'VIP' }, { group: 'VIP' }, [5521]],
		[{ nip: '1', type: 'B2B', companyFlag: true }, { nip: '1', type: 'B2B', company_flag: 'true' }, []],
		[{ companyFlag: false }, {}, [5521, 5522]],
		[{ customFields: fields([['City', 'Łódź']]) }, { 'custom_fields[City][0]': 'Łódź' }, []],
		[{ include: ['address'] }, { include_address: 'true' }, [5521, 5522]],
	])('Get Many filters by %j', async (filters, wanted, ids) => {
		const found = await output('customer', 'getAll', { returnAll: true, filters });
		expect(found.map(({ customer_id }) => customer_id)).toEqual(ids);
		expect(sent()[0]?.query).toEqual({ ...wanted, limit: '1000', offset: '0' });
	});

	test.each(['array', 'result'])('Get Many reads all pages in either shape (%s)', async (customerList) => {
		set({ customerList });
		for (let n = 0; n < 3; n++) {
			const customers = Array.from({ length: 400 }, (_, i) => ({ surname: `Nowak ${n}-${i}` }));
			await output('customApiCall', 'call', { method: 'POST', path: 'batch/customers', body: { customers } });
		}
		const before = sent().length;
		const found = await output('customer', 'getAll', { returnAll: true });
		expect(new Set(found.map(({ customer_id }) => customer_id)).size).toBe(1202);
		expect(
			sent()
				.slice(before)
				.map(({ query }) => [query.limit, query.offset]),
		).toEqual([
			['1000', '0'],
			['1000', '1000'],
		]);
		expect(await output('customer', 'getAll', { limit: 7 })).toHaveLength(7);
	});

	test.each([
		['accept', [5522, 5521], undefined],
		['refuse', [], 'Thulium says: Unknown field "order".'],
	])('Get Many takes an order as an additional query parameter (%s)', async (orderParameter, ids, message) => {
		set({ orderParameter });
		const result = await runNode(setup('customer', 'getAll', more([['order', '-customer_id']])));
		expect(result.json.map(({ customer_id }) => customer_id)).toEqual(ids);
		expect(result.error?.message).toBe(message);
	});

	test('Delete deletes the customer', async () => {
		expect(await output('customer', 'delete', { customerId: '5522' })).toEqual([{ success: true, customer_id: 5522 }]);
		expect(wire(sent())).toEqual([{ method: 'DELETE', path: '/api/customers/5522', body: null }]);
		expect(person(5522)).toBeUndefined();
	});
});

describe('Company', () => {
	const company = (id: number) => held('companies').find(({ company_id }) => company_id === id);

	test('Create sends what is given', async () => {
		const additionalFields = {
			customFields: fields([['City', 'Kraków']]),
			email: 'office@example.com',
			note: 'New',
			phoneNumber: '22 100-00',
			stripNumbers: true,
		};
		expect(await output('company', 'create', { name: 'Kot SA', additionalFields })).toEqual([{ company_id: 29 }]);
		expect(wire(sent())).toEqual([
			{
				method: 'POST',
				path: '/api/companies',
				body: {
					name: 'Kot SA',
					phone_number: '2210000',
					email: 'office@example.com',
					note: 'New',
					custom_fields: { City: 'Kraków' },
				},
			},
		]);
	});

	test('Create needs a name', async () => {
		expect((await failure('company', 'create', { name: ' ' })).message).toBe('The field "Name" is empty');
		expect(sent()).toEqual([]);
	});

	test('Update changes what is given and nothing else', async () => {
		const parameters = { companyId: '28', updateFields: { name: 'Lis SA', email: '' } };
		expect(await output('company', 'update', parameters)).toEqual([{ success: true, company_id: 28 }]);
		expect(wire(sent())).toEqual([{ method: 'PUT', path: '/api/companies/28', body: { name: 'Lis SA' } }]);
		expect(company(28)).toMatchObject({ name: 'Lis SA' });
	});

	test('Get returns a company, with the parts that are asked for', async () => {
		const parameters = { companyId: '28', options: { include: ['address', 'custom_fields'] } };
		expect(await output('company', 'get', parameters)).toEqual([
			expect.objectContaining({
				company_id: 28,
				customer_id: 5500,
				address: expect.objectContaining({ street: null }),
				custom_fields: {},
			}),
		]);
		expect(sent()[0]?.query).toEqual({ include_address: 'true', include_custom_fields: 'true' });
	});

	test.each(['array', 'result'])('Get Many finds companies in either shape (%s)', async (customerList) => {
		set({ customerList });
		const filters = { phoneNumber: '221000111', include: ['invoice_address'] };
		const found = await output('company', 'getAll', { returnAll: true, filters });
		expect(found.map(({ company_id }) => company_id)).toEqual([28]);
		expect(sent()[0]?.query).toEqual({
			phone_number: '221000111',
			include_invoice_address: 'true',
			limit: '1000',
			offset: '0',
		});
	});

	test('Delete deletes the company', async () => {
		expect(await output('company', 'delete', { companyId: '28' })).toEqual([{ success: true, company_id: 28 }]);
		expect(company(28)).toBeUndefined();
	});
});
