import type { AxiosRequestConfig } from 'axios';
import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import { createJtel } from '../../../sandbox/jtel';
import { runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { CallbackFixture, closeAll, SECRET } from './fixture';

const sandbox = useSandbox([createJtel]);
afterEach(closeAll);

const client = axios.create({ validateStatus: () => true });

const start = async (parameters: INodeParameters, setup = {}) =>
	await CallbackFixture.start(sandbox.current, parameters, setup);

async function act(name: string, input: JsonObject): Promise<JsonObject> {
	const result = await sandbox.current.act('jtel', name, input);
	if (result === null || typeof result !== 'object' || Array.isArray(result)) throw new Error('No result');
	return result;
}

/** What was told of event 2001 of the seed, whatever the shape. */
const CALLBACK = {
	eventId: 2001,
	groupId: 235,
	caller: '4915550001',
	callerId: '4915550001',
	serviceNumber: '4919900112233',
	subject: 'Rückruf: Rechnung',
};

describe('the REST calls of an ACD group', () => {
	test.each(['flat', 'acdEvent', 'records'])('start the workflow, shape %s', async (shape) => {
		const fixture = await start({ source: 'acdGroup' });
		const reply = await act('pushEvent', { ID: 2001, url: fixture.url, shape });
		expect(reply).toMatchObject({ status: 200, answers: [{ status: 200, body: '{"status":200}' }] });
		expect(fixture.executions).toHaveLength(1);
		const item = fixture.executions[0]?.[0];
		expect(item).toMatchObject({ source: 'acdGroup', method: 'POST', call: CALLBACK, query: {} });
		expect(item?.body).toEqual(reply.sent);
		expect(fixture.node.failures).toEqual([]);
	});

	test('the fields of the flat shape, with timestamps as jtel wrote them', async () => {
		const fixture = await start({ source: 'acdGroup' });
		await act('pushEvent', { ID: 2001, url: fixture.url });
		expect(fixture.executions[0]?.[0]?.call).toEqual({
			...CALLBACK,
			eventTypeId: null,
			groupName: 'Support',
			groupForeignSystemId: 'grp-235',
			user: null,
			callbackNumber: '4915550001',
			serviceNumberName: 'Hotline',
			callStart: '2025-01-13T09:06:00',
			callEnd: '2025-01-13T09:07:00',
			body: null,
			userData: null,
			crmUrl: null,
			eventData: null,
		});
	});

	test.each(['escaped', 'cdata', 'markup'])(
		'the event data of the other shape as fields, body %s',
		async (bodyForm) => {
			sandbox.current.setSwitches('jtel', { bodyForm });
			const { ID } = await act('createEvent', {
				AcdEventTypesID: 3,
				Sender: '4915550009',
				Body: 'Please call & ask',
				CrmURL: 'https://crm.example.com/9',
				UserData: '70009',
			});
			const fixture = await start({ source: 'acdGroup' });
			await act('pushEvent', { ID: ID ?? null, url: fixture.url, shape: 'acdEvent' });
			const body = bodyForm === 'markup' ? '<p>Please call &amp; ask</p>' : 'Please call & ask';
			expect(fixture.executions[0]?.[0]?.call).toMatchObject({
				eventId: ID,
				eventTypeId: 3,
				body,
				userData: '70009',
				crmUrl: 'https://crm.example.com/9',
				eventData: { urls: [{ urlPath: 'https://crm.example.com/9', displayName: '70009' }], body },
			});
		},
	);

	test.each([false, true])('numbers are digits, whether jtel sends a plus sign: %s', async (plus) => {
		const fixture = await start({ source: 'acdGroup' });
		const { sent } = await act('pushEvent', { ID: 2001, url: fixture.url, plus });
		expect(sent).toMatchObject({ Caller: plus ? '+4915550001' : '4915550001' });
		expect(fixture.executions[0]?.[0]?.call).toMatchObject({ caller: '4915550001', callbackNumber: '4915550001' });
		expect(fixture.executions[0]?.[0]?.body).toMatchObject({ Caller: plus ? '+4915550001' : '4915550001' });
	});

	test('an address that is no number stays as it is', async () => {
		const fixture = await start({ source: 'acdGroup' });
		await act('pushEvent', { ID: 2002, url: fixture.url, shape: 'acdEvent' });
		expect(fixture.executions[0]?.[0]?.call).toMatchObject({
			caller: 'ines@example.com',
			serviceNumber: 'support@example.com',
		});
		await client.post(fixture.url, { AcdEventsID: 1, Caller: 'anonymous' });
		expect(fixture.executions[1]?.[0]?.call).toMatchObject({ caller: 'anonymous' });
	});

	test.each([
		['never', 1],
		['afterError', 1],
		['always', 3],
	])('a call that is repeated starts the workflow once, jtel repeats %s', async (calloutRepeats, calls) => {
		sandbox.current.setSwitches('jtel', { calloutRepeats });
		const fixture = await start({ source: 'acdGroup' });
		const { answers } = await act('pushEvent', { ID: 2001, url: fixture.url });
		expect(answers).toHaveLength(calls);
		expect(answers).toEqual(Array.from({ length: calls }, () => expect.objectContaining({ status: 200 })));
		await act('pushEvent', { ID: 2001, url: fixture.url, shape: 'records' });
		expect(fixture.executions).toHaveLength(1);
		await act('pushEvent', { ID: 2003, url: fixture.url });
		expect(fixture.executions).toHaveLength(2);
	});

	test.each([
		[true, 1],
		[false, 2],
	])('a call that is repeated after an error of the workflow, ignored: %s', async (ignoreRepeated, runs) => {
		sandbox.current.setSwitches('jtel', { calloutRepeats: 'afterError' });
		let turn = 0;
		const fixture = await start(
			{ source: 'acdGroup', responseMode: 'lastNode', options: { ignoreRepeated } },
			{ flow: async () => ({ status: turn++ === 0 ? 500 : 200, body: {} }) },
		);
		const { answers } = await act('pushEvent', { ID: 2001, url: fixture.url });
		expect(answers).toEqual([expect.objectContaining({ status: 500 }), expect.objectContaining({ status: 200 })]);
		expect(fixture.executions).toHaveLength(runs);
	});

	test('repeated calls are let through when they are wanted', async () => {
		const fixture = await start({ source: 'acdGroup', options: { ignoreRepeated: false } });
		await act('pushEvent', { ID: 2001, url: fixture.url });
		await act('pushEvent', { ID: 2001, url: fixture.url });
		expect(fixture.executions).toHaveLength(2);
	});

	test('event data that is a bomb is passed on as text and read by nobody', async () => {
		const fixture = await start({ source: 'acdGroup' });
		const entities = Array.from({ length: 9 }, (_one, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`);
		const EventData = `<!DOCTYPE x [<!ENTITY a0 "lol">${entities.join('')}]><eventData><body>&a9;</body></eventData>`;
		await client.post(fixture.url, { ID: 1, AcdEventTypesID: 3, EventData });
		expect(fixture.executions[0]?.[0]).toMatchObject({ call: { eventId: 1, eventData: null }, body: { EventData } });
	});

	test('what was there before a restart is still known', async () => {
		const fixture = await start({ source: 'acdGroup' });
		await act('pushEvent', { ID: 2001, url: fixture.url });
		const again = await start({ source: 'acdGroup' }, { staticData: structuredClone(fixture.node.staticData) });
		await act('pushEvent', { ID: 2001, url: again.url });
		expect(again.executions).toEqual([]);
	});

	test.each([
		['a form', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'AcdEventsID=2001&Caller=%2B4915550001'],
		[
			'JSON under another content type',
			{ 'Content-Type': 'text/plain' },
			'{"AcdEventsID":"2001","Caller":"+49 155 50001"}',
		],
		[
			'JSON that curl sends as a form',
			{ 'Content-Type': 'application/x-www-form-urlencoded' },
			'{"AcdEventsID":"2001","Caller":"+49 155 50001","Subject":"a=b&c"}',
		],
	])('the event may also come as %s', async (_name, headers, body) => {
		const fixture = await start({ source: 'acdGroup' });
		expect((await client.post(fixture.url, body, { headers })).status).toBe(200);
		expect(fixture.executions[0]?.[0]?.call).toMatchObject({ eventId: 2001, caller: '4915550001' });
	});

	test('the event may also come in the query of the address', async () => {
		const fixture = await start({ source: 'acdGroup' });
		expect((await client.post(`${fixture.url}?AcdEventsID=2001&Caller=+4915550001`)).status).toBe(200);
		expect(fixture.executions[0]?.[0]).toMatchObject({
			call: { eventId: 2001, caller: '4915550001' },
			query: { AcdEventsID: '2001', Caller: ' 4915550001' },
		});
	});
});

describe('authentication', () => {
	const push = { ID: 2001 };

	test('by the secret at the end of the address, where jtel sends no headers', async () => {
		const fixture = await start({ source: 'acdGroup' });
		expect(fixture.node.url()).toMatch(/\/:secret$/);
		await expect(act('pushEvent', { ...push, url: fixture.url, headers: { 'X-Any': '1' } })).rejects.toThrow(
			/no headers/,
		);
		expect(await act('pushEvent', { ...push, url: fixture.url })).toMatchObject({ status: 200 });
	});

	test('by a header, where jtel sends them', async () => {
		sandbox.current.setSwitches('jtel', { calloutHeaders: true });
		const fixture = await start({ source: 'acdGroup', authentication: 'headerAuth', headerName: 'X-Desk-Key' });
		expect(await act('pushEvent', { ...push, url: fixture.url })).toMatchObject({ status: 401 });
		const headers = { 'X-Desk-Key': SECRET };
		expect(await act('pushEvent', { ...push, url: fixture.url, headers })).toMatchObject({ status: 200 });
		expect(fixture.executions).toHaveLength(1);
	});

	test('by Basic Auth, where jtel sends it', async () => {
		sandbox.current.setSwitches('jtel', { calloutHeaders: true });
		const fixture = await start({ source: 'acdGroup', authentication: 'basicAuth' });
		const url = (password: string) => fixture.url.replace('http://', `http://jtel:${password}@`);
		expect(await act('pushEvent', { ...push, url: url('wrong') })).toMatchObject({ status: 401 });
		expect((await client.post(fixture.url, {})).headers['www-authenticate']).toBe('Basic realm="jtel ACD"');
		expect(await act('pushEvent', { ...push, url: url(SECRET) })).toMatchObject({ status: 200 });
		expect(fixture.executions).toHaveLength(1);
	});

	/** As some proxies keep the login for themselves. */
	const COPIED = `Basic ${Buffer.from(`jtel:${SECRET}`).toString('base64')}`;

	const COPIES: Array<[authentication: string, config: AxiosRequestConfig]> = [
		['basicAuth', { auth: { username: 'jtel', password: SECRET } }],
		['basicAuth', { auth: { username: 'jtel', password: SECRET }, headers: { 'X-Forwarded-Authorization': COPIED } }],
		['headerAuth', { headers: { 'X-Callback-Secret': SECRET, 'X-Original-Header': `via ${SECRET}` } }],
		['secretPath', { headers: { 'X-Forwarded-Uri': `/webhook/1/${SECRET}` } }],
		['secretPath', { params: { secret: SECRET, subject: `key=${SECRET}`, [SECRET]: '1' } }],
		['basicAuth', { auth: { username: 'jtel', password: SECRET }, params: { login: COPIED } }],
	];
	test.each(COPIES)('the secret is in no output: %s', async (authentication, config) => {
		const fixture = await start({ source: 'acdGroup', authentication });
		const copies = { Subject: `key ${SECRET}`, EventData: `<eventData><a>${SECRET}</a></eventData>`, more: [COPIED] };
		const reply = await client.post(fixture.url, { AcdEventsID: 7, ...copies }, config);
		expect(reply.status).toBe(200);
		expect(fixture.executions[0]?.[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
		const shown = JSON.stringify([fixture.executions, fixture.node.staticData, reply.data, reply.headers]);
		expect(shown).not.toContain(SECRET);
		expect(shown).not.toContain(Buffer.from(`jtel:${SECRET}`).toString('base64'));
	});

	test('without a secret the workflow cannot be activated', async () => {
		await expect(start({ source: 'acdGroup' }, { secret: '' })).rejects.toThrow(
			'The credential has no Callback Secret',
		);
	});

	test('a secret that cannot stand in an address is refused when it has to', async () => {
		const secret = 'half/half?half/half?';
		await expect(start({ source: 'acdGroup' }, { secret })).rejects.toThrow(
			'The Callback Secret cannot stand in a URL',
		);
		await start({ source: 'acdGroup', authentication: 'headerAuth' }, { secret });
	});

	test('a secret with less than 16 characters is refused', async () => {
		const message = 'The Callback Secret has fewer than 16 characters';
		await expect(start({ source: 'acdGroup' }, { secret: 'x'.repeat(15) })).rejects.toThrow(message);
		await start({ source: 'acdGroup' }, { secret: 'x'.repeat(16) });
	});

	test.each([
		['Header Name', { authentication: 'headerAuth', headerName: '' }],
		['User', { authentication: 'basicAuth', user: '' }],
	])('an empty %s is refused at activation', async (field, parameters) => {
		await expect(start({ source: 'acdGroup', ...parameters })).rejects.toThrow(`The field "${field}" is empty`);
	});
});

describe('the object REST of a call flow', () => {
	test.each(['GET', 'POST', 'PUT', 'DELETE'])('asks by %s and goes on with the answer', async (method) => {
		const fixture = await start({
			source: 'ivr',
			httpMethods: ['GET', 'POST', 'PUT', 'DELETE'],
			responseBody: '{ "Name": "Ines Ott", "Account": { "Number": "70021" } }',
		});
		const parameters = { CallerID: '+49 155 50001', ServiceNumber: '4919900112233', ServiceName: 'Hotline' };
		expect(await act('ivrRequest', { url: fixture.url, method, parameters })).toEqual({
			status: 200,
			outcome: 'found',
			variables: { '$REST.Name': 'Ines Ott', '$REST.Account.Number': '70021' },
		});
		expect(fixture.executions[0]?.[0]).toMatchObject({
			source: 'ivr',
			method,
			query: parameters,
			call: { caller: '4915550001', serviceNumber: '4919900112233', serviceNumberName: 'Hotline', eventId: null },
		});
	});

	test('a method that was not chosen is answered by n8n with 404', async () => {
		const fixture = await start({ source: 'ivr', httpMethods: ['GET'] });
		expect(await act('ivrRequest', { url: fixture.url, method: 'PUT' })).toMatchObject({ status: 404 });
		expect(fixture.executions).toEqual([]);
	});

	test.each([
		['JSON', 'application/json', '{"CallerID":"+4915550001"}', { CallerID: '+4915550001' }],
		['a form', 'application/x-www-form-urlencoded', 'CallerID=%2B4915550001', { CallerID: '+4915550001' }],
		['XML', 'text/xml', '<q><callerid>4915550001</callerid></q>', { q: { callerid: '4915550001' } }],
		['text', 'text/plain', 'just text', 'just text'],
	])('the body may be %s', async (_name, contentType, body, expected) => {
		const fixture = await start({ source: 'ivr' });
		expect(await act('ivrRequest', { url: fixture.url, method: 'POST', contentType, body })).toMatchObject({
			status: 200,
		});
		expect(fixture.executions[0]?.[0]?.body).toEqual(expected);
	});

	test('forms with files are refused', async () => {
		const fixture = await start({ source: 'ivr' });
		const body = '--x\r\nContent-Disposition: form-data; name="CallerID"\r\n\r\n1\r\n--x--\r\n';
		const contentType = 'multipart/form-data; boundary=x';
		expect(await act('ivrRequest', { url: fixture.url, method: 'POST', contentType, body })).toMatchObject({
			status: 400,
		});
		expect(fixture.executions).toEqual([]);
		expect(fixture.node.failures).toEqual([]);
	});

	test('headers of the dialog, and the same call twice is two calls', async () => {
		const fixture = await start({ source: 'ivr', authentication: 'headerAuth' });
		const headers = `X-Callback-Secret: ${SECRET}\nX-Flow: evening`;
		for (let turn = 0; turn < 2; turn++) {
			expect(await act('ivrRequest', { url: fixture.url, headers, parameters: { AcdEventsID: '2001' } })).toMatchObject(
				{
					outcome: 'found',
				},
			);
		}
		expect(fixture.executions).toHaveLength(2);
		expect(fixture.executions[0]?.[0]?.headers).toMatchObject({ 'x-flow': 'evening' });
	});

	test.each([
		[200, 'found'],
		[300, 'several'],
		[403, 'refused'],
		[404, 'none'],
	])('answers %s at once, which the call flow takes for %s', async (responseCode, outcome) => {
		const fixture = await start({ source: 'ivr', responseCode });
		expect(await act('ivrRequest', { url: fixture.url })).toMatchObject({ status: responseCode, outcome });
		expect(fixture.executions).toHaveLength(1);
	});

	test('answers with the data of the last node', async () => {
		const fixture = await start(
			{ source: 'ivr', responseMode: 'lastNode' },
			{ flow: async () => ({ body: { Name: 'Ines Ott' } }) },
		);
		expect(await act('ivrRequest', { url: fixture.url })).toEqual({
			status: 200,
			outcome: 'found',
			variables: { '$REST.Name': 'Ines Ott' },
		});
	});
});

describe('Callback: Respond', () => {
	const respond = async (parameters: INodeParameters, items = [{}]) =>
		await runNode({
			type: 'jtelAcd',
			parameters: { resource: 'callback', operation: 'respond', ...parameters },
			credentials: sandboxCredentials(sandbox.current),
			items,
		});

	test.each([
		[200, 'found'],
		[300, 'several'],
		[403, 'refused'],
		[404, 'none'],
	])('answers the call flow with %s, which it takes for %s', async (responseCode, outcome) => {
		const flow = async () => {
			const [response] = (await respond({ responseCode, responseBody: '{ "Name": "Ines" }' })).responses;
			if (response === undefined || !('statusCode' in response)) throw new Error('Nothing was answered');
			return { status: Number(response.statusCode), body: response.body };
		};
		const fixture = await start({ source: 'ivr', responseMode: 'responseNode' }, { flow });
		expect(await act('ivrRequest', { url: fixture.url })).toEqual({
			status: responseCode,
			outcome,
			variables: responseCode === 200 ? { '$REST.Name': 'Ines' } : {},
		});
	});

	test('answers once for several items', async () => {
		const result = await respond({ responseBody: '={{ { "Number": $json.number } }}' }, [{ number: 1 }, { number: 2 }]);
		expect(result.responses).toEqual([expect.objectContaining({ statusCode: 200, body: { Number: 1 } })]);
		expect(result.json).toEqual([
			{ statusCode: 200, body: { Number: 1 } },
			{ statusCode: 200, body: { Number: 2 } },
		]);
	});

	test.each([undefined, 2])('answers with the first good item when the run goes on (tries: %s)', async (maxTries) => {
		const result = await runNode({
			type: 'jtelAcd',
			parameters: { resource: 'callback', operation: 'respond', responseBody: '={{ $json.body }}' },
			credentials: sandboxCredentials(sandbox.current),
			items: [{ body: '[1]' }, { body: '{ "Number": 2 }' }, { body: '{ "Number": 3 }' }],
			continueOnFail: true,
			maxTries,
		});
		expect(result.responses).toEqual([expect.objectContaining({ statusCode: 200, body: { Number: 2 } })]);
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(result.json[0]).toEqual({ error: expect.stringContaining('must be a JSON object') });
	});

	test('refuses a body that is no object', async () => {
		const result = await respond({ responseBody: '[1]' });
		expect(result.error?.message).toBe('The field "Response Body" must be a JSON object');
		expect(result.responses).toEqual([]);
	});
});

describe('a CRM URL', () => {
	test('that the computer of an agent opens starts the workflow with the call', async () => {
		const fixture = await start({ source: 'crmUrl', responseBody: '{ "message": "Opening…" }' });
		const template = `${fixture.url}?CallerNumber=$CallerNumber&ServiceNumber=\${ServiceNumber}&groupname=$groupname&useruid=$useruid&UserData=\${UserData}`;
		const variables = {
			CallerNumber: '4915550001',
			ServiceNumber: '4919900112233',
			groupname: 'Außendienst',
			useruid: 'erin.berg',
			UserData: 'a b&c=d',
		};
		const reply = await act('openCrmUrl', { url: template, variables });
		expect(reply).toMatchObject({ status: 200, body: '{"message":"Opening…"}' });
		expect(fixture.executions[0]?.[0]).toMatchObject({
			source: 'crmUrl',
			method: 'GET',
			call: {
				caller: '4915550001',
				serviceNumber: '4919900112233',
				groupName: 'Außendienst',
				user: 'erin.berg',
				userData: 'a b&c=d',
			},
		});
	});

	test('with a wrong secret starts nothing', async () => {
		const fixture = await start({ source: 'crmUrl' });
		const reply = await act('openCrmUrl', { url: fixture.url.replace(SECRET, 'guess'), variables: {} });
		expect(reply).toMatchObject({ status: 401, body: '' });
		expect(fixture.executions).toEqual([]);
	});
});

test('a test run in the editor answers under its own address', async () => {
	const fixture = await start({ source: 'acdGroup' }, { test: true });
	expect(fixture.url).toContain('/webhook-test/');
	expect(await act('pushEvent', { ID: 2001, url: fixture.url })).toMatchObject({ status: 200 });
	expect(fixture.executions).toHaveLength(1);
});

test('deactivation tells jtel nothing, because nothing is registered there', async () => {
	const fixture = await start({ source: 'acdGroup' });
	await fixture.node.deactivate();
	expect(sandbox.current.journal.entries()).toEqual([]);
});

test('with Simplify, the call comes without headers and body; what it is about stands first', async () => {
	const fixture = await CallbackFixture.start(sandbox.current, { simplify: true });
	await client.post(fixture.url, { AcdEventsID: 7, Subject: 'Call me back', CallerID: '+4930123' });
	const [[item] = []] = fixture.executions;
	expect(Object.keys(Object(item))).toEqual(['call', 'source', 'method', 'query']);
	expect(Object.keys(Object(Object(item).call)).slice(0, 5)).toEqual([
		...['eventId', 'subject', 'caller', 'callbackNumber', 'groupName'],
	]);
});

test('with Simplify, what a call flow posts stays: its parameters may have any names', async () => {
	const fixture = await CallbackFixture.start(sandbox.current, { source: 'ivr', simplify: true });
	await client.post(fixture.url, { CustomerPin: '4711' });
	expect(fixture.executions[0]?.[0]).toMatchObject({ body: { CustomerPin: '4711' } });
	expect(fixture.executions[0]?.[0]).not.toHaveProperty('headers');
});

test('somebody who listens in the editor is told why a call was refused', async () => {
	const fixture = await CallbackFixture.start(sandbox.current, { source: 'acdGroup' }, { test: true });
	const wrong = fixture.url.replace(SECRET, 'not-the-secret-of-jtel');
	await client.post(wrong, { AcdEventsID: 7 });
	expect(fixture.node.failures.map(({ message }) => message)).toEqual([
		'A call came and was refused: it does not carry the Callback Secret of the credential in the way that Authentication asks for',
	]);
});
