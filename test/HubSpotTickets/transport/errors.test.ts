import type { JsonObject } from '../../../sandbox/core/types';
import { createHubSpot } from '../../../sandbox/hubspot';
import { withoutLink } from '../../harness/errorLink';
import type { RunResult } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import { byId, hubSpot, list, mapped } from '../setup';

/** One test per row of the vendor's errors: its words, the field, the value or option, and what to do. */

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const node = hubSpot(sandbox);

const VALVE = { subject: 'Valve leaks', stageId: list('1') };
const create = async (properties: Parameters<typeof mapped>[0], settings = {}) =>
	await runNode(hubSpot(sandbox, settings)('ticket', 'create', { ...VALVE, properties: mapped(properties) }));
const get = async (id = '999') => await runNode(node('ticket', 'get', { ticketId: byId(id) }));

/** What a person reads: the message, then the description. */
const texts = (result: RunResult) => [messageOf(result), withoutLink(result.error?.description)];

/** The next call is answered with this. */
function answer(
	status: number,
	body: JsonObject | string,
	rest: { times?: number; headers?: Record<string, string> } = {},
) {
	sandbox.current.faults.add({ kind: 'status', service: 'hubspot', status, body, ...rest });
}

const bad = (message: string, extra: JsonObject = {}): JsonObject => ({
	status: 'error',
	message,
	correlationId: 'c-1',
	category: 'VALIDATION_ERROR',
	...extra,
});
const badValue = (code: string, name: string, message: string) =>
	bad('Property values were not valid', { errors: [{ message, code, context: { propertyName: [name] } }] });

describe('a property that HubSpot does not take', () => {
	// Both shapes of the vendor: a list of errors, and a list inside the text.
	describe.each(['errors', 'message', 'both'])('shape %s', (validationErrorShape) => {
		beforeEach(() => sandbox.current.setSwitches('hubspot', { validationErrorShape }));

		test('PROPERTY_DOESNT_EXIST names it and says to refresh the list', async () => {
			const [message, description] = texts(await create({ colour: 'blue' }));
			expect(message).toMatch(/^HubSpot says: .*"colour" does not exist/);
			expect(description).toMatch(
				/^Your HubSpot account has no property of this name\. Refresh the list of fields in this node/,
			);
		});

		test('several are named in one message', async () => {
			const [message, description] = texts(await create({ affected_users: '1.5', hs_is_closed: 'true' }));
			expect(message).toMatch(/affected_users.*1\.5/s);
			expect(message).toMatch(/hs_is_closed/);
			expect(description).toMatch(/correlation ID: [0-9a-f-]{36}/);
		});

		test('READ_ONLY_VALUE names it', async () => {
			const [message, description] = texts(await create({ hs_is_closed: 'true' }));
			expect(message).toMatch(/hs_is_closed/);
			expect(description).toMatch(/^HubSpot sets this property itself/);
		});

		test('INVALID_LONG shows name and value', async () => {
			const [whole, about] = texts(await create({ affected_users: '1.5' }));
			expect(whole).toMatch(/affected_users.*1\.5/);
			expect(about).toMatch(/^Send a whole number/);
		});

		test('CONFLICTING_UNIQUE_VALUE tells the other record, as 400 and as 409', async () => {
			const [known] = (await runNode(node('ticket', 'search', { query: 'Return of two meters' }))).json;
			for (const uniqueConflictStatus of [400, 409]) {
				sandbox.current.setSwitches('hubspot', { uniqueConflictStatus });
				const [message, description] = texts(await create({ external_ref: 'RET-2026-0001' }));
				expect(message).toContain(String(known?.id));
				expect(description).toMatch(/^Another record has this value already. Update that one instead/);
			}
		});
	});

	test.each([400, 409])('a conflict in a batch keeps its status (%s)', async (uniqueConflictStatus) => {
		sandbox.current.setSwitches('hubspot', { uniqueConflictStatus });
		const fields = { ...VALVE, properties: mapped({ external_ref: 'RET-2026-0001' }) };
		const result = await runNode(node('ticket', 'create', fields, { items: [{}, {}] }));
		expect(result.error).toMatchObject({ httpCode: String(uniqueConflictStatus) });
	});

	test('INVALID_EMAIL shows name and value', async () => {
		answer(400, badValue('INVALID_EMAIL', 'customer_mail', 'Email address eva@ is invalid'));
		expect(texts(await create({ closing_note: 'x' }))).toEqual([
			'HubSpot says: Property values were not valid customer_mail: Email address eva@ is invalid',
			'Send an email address. HubSpot correlation ID: c-1',
		]);
	});

	test('LEADING_TRAILING_WHITESPACE says to trim; the node trims by itself', async () => {
		expect((await create({ product_line: ' pumps ' })).error).toBeUndefined();
		answer(400, badValue('LEADING_TRAILING_WHITESPACE', 'product_line', '" pumps" has leading whitespace'));
		const [message, description] = texts(await create({ product_line: 'pumps' }));
		expect(message).toMatch(/product_line: " pumps" has leading whitespace/);
		expect(description).toMatch(/^Remove the spaces around the value/);
	});
});

describe('something that is missing', () => {
	test('"Some required properties were not set" lists them', async () => {
		const fields = { uniqueProperty: list('external_ref'), uniqueValue: 'NEW-1', updateFields: { content: 'x' } };
		const [message] = texts(await runNode(node('ticket', 'upsert', fields)));
		expect(message).toBe(
			'HubSpot says: Error creating TICKET. Some required properties were not set. Missing: subject, hs_pipeline_stage.',
		);
	});

	test('MISSING_REQUIRED_PROPERTY lists the fields and offers the older version', async () => {
		sandbox.current.setSwitches('hubspot', { validationRules: true });
		const [message, description] = texts(await create({ closing_note: 'x' }));
		expect(message).toMatch(/hs_ticket_category is required to create this record/);
		expect(description).toMatch(/when a ticket is created.*API version 2026-03/);
		expect((await create({ closing_note: 'x' }, { apiVersion: '2026-03' })).error).toBeUndefined();
	});

	test('MISSING_CONDITIONAL_REQUIRED_PROPERTY lists the fields and offers the older version', async () => {
		sandbox.current.setSwitches('hubspot', { validationRules: true, requiredOnCreate: [] });
		const parameters = { ...VALVE, additionalFields: { priority: list('URGENT') } };
		const [message, description] = texts(await runNode(node('ticket', 'create', parameters)));
		expect(message).toMatch(/customer_phone is required when hs_ticket_priority is URGENT/);
		expect(description).toMatch(/because of another value.*API version 2026-03/);
	});
});

describe('a request that HubSpot cannot use', () => {
	test('malformed JSON is told in its words', async () => {
		answer(400, bad('Invalid input JSON on line 1, column 7: unexpected end'));
		expect(texts(await get())[0]).toBe('HubSpot says: Invalid input JSON on line 1, column 7: unexpected end');
	});

	test('INVALID_OBJECT_IDS names the record', async () => {
		const parameters = { ...VALVE, additionalFields: { contactIds: '88888' } };
		const [message, description] = texts(await runNode(node('ticket', 'create', parameters)));
		expect(message).toMatch(/One or more associations are invalid: CONTACT 88888 does not exist/);
		expect(description).toMatch(/^Check the IDs of the records to associate/);
	});

	test('an association in the wrong direction is told in its words', async () => {
		const text =
			'One or more associations are invalid: association type 15 has an invalid from object type 0-5, expected 0-1';
		answer(400, bad(text));
		expect(texts(await create({ closing_note: 'x' }))[0]).toBe(`HubSpot says: ${text}`);
	});

	test('a missing permission is told as that of the user, although HubSpot calls it a validation error', async () => {
		answer(400, bad("Missing 'Edit Associations' permission."));
		const [message, description] = texts(await create({ closing_note: 'x' }));
		expect(message).toBe("HubSpot says: Missing 'Edit Associations' permission.");
		expect(description).toMatch(/needs the permission to edit associations/);
	});

	test.each([
		'Paging through search results past 10000 is not supported.',
		'The request has 3001 characters; a search may have 3000',
		'The maximum number of inputs supported in a batch request for property histories is 50. This batch has 51.',
		'The maximum number of inputs supported in a batch request is 100. This batch has 101.',
	])('a limit is told in its words: %s', async (text) => {
		answer(400, bad(text));
		expect(texts(await runNode(node('ticket', 'search', { query: 'x' })))[0]).toBe(`HubSpot says: ${text}`);
	});
});

describe('access', () => {
	const withToken = (accessToken: string) => ({
		...sandboxCredentials(sandbox.current),
		hubSpotTicketsApi: { accessToken, baseUrl: `${sandbox.current.url}/hubspot` },
	});
	const as = async (token: string) => await runNode(node('ticket', 'create', VALVE, { credentials: withToken(token) }));

	test('INVALID_AUTHENTICATION says to check the credential', async () => {
		expect(texts(await as('nonsense'))[1]).toMatch(/^Check the access token in the credential. It may be mistyped/);
	});

	test('EXPIRED_AUTHENTICATION says that it has expired', async () => {
		expect(texts(await as('hubspot-expired-token'))[1]).toMatch(
			/^Check the access token in the credential: it has expired/,
		);
	});

	test('MISSING_SCOPES lists the scopes', async () => {
		const [message, description] = texts(await as('hubspot-tickets-read-token'));
		expect(message).toMatch(/hasn't been granted all required scopes/);
		expect(description).toMatch(/one of these scopes.*: tickets, crm\.objects\.tickets\.write\./);
	});

	test('a 403 that names no scope still says what to do', async () => {
		answer(403, { status: 'error', message: 'No.' });
		expect(texts(await get())).toEqual([
			'HubSpot says: No.',
			expect.stringMatching(
				/^The access token in the credential may not do this\. .* give it the scope that this call needs\./,
			),
		]);
	});
});

describe('a record that is not there', () => {
	test('"resource not found" is told with the ID, and that it may be deleted or merged', async () => {
		const [message, description] = texts(await get());
		expect(message).toBe('HubSpot says: resource not found (999)');
		expect(description).toMatch(
			/^Check the ID: HubSpot has nothing with this ID, or no longer does\. The record may have been deleted or merged/,
		);
	});

	test('OBJECT_NOT_FOUND keeps its own words', async () => {
		answer(404, {
			message: 'Object not found. objectId are usually numeric.',
			category: 'OBJECT_NOT_FOUND',
			context: { id: ['x'] },
		});
		expect(texts(await get())[0]).toBe('HubSpot says: Object not found. objectId are usually numeric. (999)');
	});

	test('in a batch each item is told of its own ID', async () => {
		const [known] = (await runNode(node('ticket', 'getAll', { limit: 1 }))).json;
		const items = [{ id: String(known?.id) }, { id: '998' }, { id: '999' }];
		for (const [operation, parameters] of [
			['get', {}],
			['update', { updateFields: { content: 'x' } }],
		] as const) {
			const setup = { ticketId: byId('={{ $json.id }}'), ...parameters };
			const { json } = await runNode(node('ticket', operation, setup, { items, continueOnFail: true }));
			expect(json[0]).toMatchObject({ id: String(known?.id) });
			expect(json[1]?.error).toMatch(/Check that ids are valid\. \(998\).*deleted or merged/);
			expect(json[2]?.error).toMatch(/Check that ids are valid\. \(999\).*deleted or merged/);
		}
	});
});

describe('a clash', () => {
	test('OBJECT_ALREADY_EXISTS says to use that one', async () => {
		const [message, description] = texts(await runNode(node('property', 'create', { label: 'x', name: 'subject' })));
		expect(message).toMatch(/'subject' already exists/);
		expect(description).toMatch(/^It exists already. Use that one, or choose another name/);
	});

	test('CONFLICT says that something clashes', async () => {
		answer(409, { message: 'Version conflict', category: 'CONFLICT' });
		expect(texts(await create({ closing_note: 'x' }))).toEqual([
			'HubSpot says: Version conflict',
			expect.stringMatching(/^It clashes with something/),
		]);
	});
});

describe('other refusals', () => {
	test('414: the node asks with short addresses; a merge too many is told', async () => {
		const propertyNames = Array.from({ length: 400 }, (_, index) => `a_long_name_of_a_property_${index}`);
		// Where the credential may not read properties, their names stay as they are.
		sandbox.current.faults.add({ kind: 'status', service: 'hubspot', path: 'properties', status: 403, times: -1 });
		const many = await runNode(node('ticket', 'getAll', { propertySelection: 'selected', propertyNames }));
		expect(many.error).toBeUndefined();
		answer(414, { message: 'A record takes part in at most 250 merges' });
		const [message, description] = texts(
			await runNode(node('ticket', 'merge', { primaryTicketId: byId('1'), ticketIdToMerge: byId('2') })),
		);
		expect(message).toBe('HubSpot says: A record takes part in at most 250 merges');
		expect(description).toMatch(/250 merges/);
	});

	test('423 is tried again, and told when it lasts', async () => {
		answer(423, { message: 'The resource is locked.' }, { times: -1 });
		const [message, description] = texts(await get());
		expect(message).toBe('HubSpot says: The resource is locked.');
		expect(description).toMatch(/^HubSpot has locked the record for a bulk change/);
		expect(requests(sandbox.current, 'hubspot')).toHaveLength(5);
	});

	test.each([
		['TEN_SECONDLY_ROLLING', 5, /still refused the call after waiting/],
		['SECONDLY', 5, /still refused the call after waiting/],
		['DAILY', 1, /midnight in the account's time zone/],
	])('429 %s that lasts is tried %i times and explained', async (policyName, tries, advice) => {
		const body = { status: 'error', message: 'You have reached your limit.', errorType: 'RATE_LIMIT', policyName };
		answer(429, body, { times: -1 });
		const [message, description] = texts(await get());
		expect(message).toBe('HubSpot says: You have reached your limit.');
		expect(description).toMatch(advice);
		expect(requests(sandbox.current, 'hubspot')).toHaveLength(tries);
	});

	test('477 waits when HubSpot names a short time, and is explained otherwise', async () => {
		answer(477, { message: 'The account is being moved.' }, { headers: { 'retry-after': '20' } });
		expect(messageOf(await get())).toMatch(/resource not found/);
		expect(requests(sandbox.current, 'hubspot')).toHaveLength(2);
		const answers: Array<Record<string, string>> = [{ 'retry-after': '3600' }, { 'x-none': '1' }];
		for (const headers of answers) {
			sandbox.current.journal.clear();
			answer(477, { message: 'The account is being moved.' }, { headers });
			expect(texts(await get())[1]).toMatch(/moving this account to another data center/);
			expect(requests(sandbox.current, 'hubspot')).toHaveLength(1);
		}
	});

	test.each([502, 503, 504, 521, 522, 523, 524, 525, 526])('%i is tried again', async (status) => {
		answer(status, '<html>Bad gateway</html>', { times: 2 });
		expect(messageOf(await get())).toMatch(/resource not found/);
		expect(requests(sandbox.current, 'hubspot')).toHaveLength(3);
	});

	test('a fault that lasts is explained', async () => {
		answer(502, '<html>Bad gateway</html>', { times: -1 });
		expect(texts(await get())).toEqual([
			'HTTP 502 from HubSpot without a reason',
			expect.stringMatching(/^This is an error on the side of HubSpot, which usually passes/),
		]);
	});
});

test('the errors of single items of a batch end with the correlation ID of its response', async () => {
	const setup = node(
		'ticket',
		'update',
		{ ticketId: byId('={{ $json.id }}'), updateFields: { content: 'x' } },
		{ items: [{ id: '998' }, { id: '999' }], continueOnFail: true },
	);
	const { json } = await runNode(setup);
	expect(json.map(({ error }) => withoutLink(error))).toEqual(
		Array(2).fill(expect.stringMatching(/^HubSpot says: .* HubSpot correlation ID: [0-9a-f-]{36}$/)),
	);
});

test('every error ends with the correlation ID, from the body or the header', async () => {
	answer(400, bad('No.'));
	expect(texts(await get())[1]).toBe('HubSpot correlation ID: c-1');
	answer(400, { message: 'No.' });
	expect(texts(await get())[1]).toMatch(/^HubSpot correlation ID: [0-9a-f-]{36}$/);
});
