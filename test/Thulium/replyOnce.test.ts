import '../harness/waits';
import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { sameText } from '../../nodes/Thulium/actions/ticket/sameText';
import type { Fault, JsonObject } from '../../sandbox/core/types';
import { withoutLink } from '../harness/errorLink';
import type { RunResult, RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { useInstantWaits } from '../harness/waits';
import { AGENT, itemWith, replies, sandbox, sent, ticket } from './setup';

useInstantWaits();

const PATH = 'tickets/1234/agent_response$';
const CHECK = { checkBeforeRetry: true };

const reply = (options: INodeParameters, rest: Partial<RunSetup> = {}, body = '<p>Hello <b>world</b>.</p>') =>
	ticket('agentResponse', { ticketId: '1234', body, userLogin: AGENT, options }, rest);

const fault = (given: Omit<Fault, 'service'>) => sandbox.current.faults.add({ service: 'thulium', ...given });
const posts = () => sent('POST').map(({ path }) => path);

describe('Check Before Retry', () => {
	test('sends what the ticket does not hold, after a look at it', async () => {
		const result = await runNode(reply(CHECK));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /api/tickets/1234',
			'POST /api/tickets/1234/agent_response',
		]);
	});

	test('a run that is started again by hand sends nothing twice, and says so', async () => {
		await runNode(reply(CHECK));
		const again = await runNode(reply(CHECK));
		expect(again.json).toEqual([{ success: true, ticket_id: 1234, message_id: 70500, alreadySent: true }]);
		expect(replies(1234)).toHaveLength(1);
	});

	test('uploads no file for a reply that was sent already', async () => {
		const options = { ...CHECK, attachmentFields: ['data'] };
		const items = [itemWith({ data: { content: 'file' } })];
		await runNode(reply(options, { items }));
		await runNode(reply(options, { items }));
		expect(posts()).toEqual(['/api/temporary_files', '/api/tickets/1234/agent_response']);
	});

	test('without it a run that is started again sends the reply again', async () => {
		await runNode(reply({}));
		await runNode(reply({}));
		expect(replies(1234)).toHaveLength(2);
	});

	test('what a customer or a comment says is no reply', async () => {
		for (const action of ['customer_response', 'comment']) {
			const field = action === 'comment' ? 'comment' : 'body';
			await fetch(`${sandbox.current.url}/thulium/api/tickets/1234/${action}`, {
				method: 'POST',
				headers: {
					Authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}`,
					'Content-Type': 'application/json',
				},
				body: JSON.stringify({ [field]: '<p>Hello <b>world</b>.</p>' }),
			});
		}
		expect((await runNode(reply(CHECK))).json).toEqual([{ success: true, ticket_id: 1234 }]);
	});

	test.each(['asSent', 'asHtml'])('knows a plain text again, however it is kept: %s', async (plainReplies) => {
		sandbox.current.setSwitches('thulium', { plainReplies });
		const text = 'Zażółć 1 < 2 & "x"\n\nline <b> two';
		for (let round = 0; round < 2; round++) await runNode(reply({ ...CHECK, bodyType: 'PLAIN' }, {}, text));
		expect(replies(1234)).toHaveLength(1);
	});

	test('two texts that differ in a link only are two replies', async () => {
		for (const parcel of ['1', '2', '2']) {
			const text = `<p>Your parcel: <a href="https://track.example/${parcel}">track it</a></p>`;
			expect((await runNode(reply(CHECK, {}, text))).error).toBeUndefined();
		}
		expect(replies(1234)).toHaveLength(2);
	});

	test.each(['ignored', 'shown', 'delayed'])(
		'does not go with a date that is yet to come (date: %s)',
		async (replyDate) => {
			sandbox.current.setSwitches('thulium', { replyDate });
			const result = await runNode(reply({ ...CHECK, date: '2999-01-01 00:00' }));
			expect(messageOf(result)).toBe('Check Before Retry cannot be used with a Date in the future');
			expect(sent()).toEqual([]);
		},
	);

	test.each(['ignored', 'shown', 'delayed'])('goes with a date that is past (date: %s)', async (replyDate) => {
		sandbox.current.setSwitches('thulium', { replyDate });
		for (let round = 0; round < 2; round++) await runNode(reply({ ...CHECK, date: '2014-07-14 12:34' }));
		expect(replies(1234)).toHaveLength(1);
	});

	test.each<JsonObject>([
		{ message_id: 1, body: '<p>Hello <b>world</b>.</p>' },
		{ message_id: 1, type: 7, body: '<p>Hello <b>world</b>.</p>' },
		{ message_id: 1, type: 'REPLY', body: ['<p>Hello <b>world</b>.</p>'] },
		{ message_id: 1, type: 'REPLY', text: '<p>Hello <b>world</b>.</p>' },
	])('sends nothing when a message of the ticket may be the reply: %j', async (message) => {
		const body = { ticket_id: 1234, messages: [message] };
		fault({ kind: 'status', status: 200, body, path: 'tickets/1234$', times: -1 });
		expect(messageOf(await runNode(reply(CHECK)))).toMatch(/^Thulium answered without messages\./);
		expect(posts()).toEqual([]);
	});

	test('a reply of nothing but files is another one', async () => {
		const messages = [{ message_id: 1, type: 'REPLY', body: null, attachments: ['a'] }];
		fault({ kind: 'status', status: 200, body: { ticket_id: 1234, messages }, path: 'tickets/1234$' });
		expect((await runNode(reply(CHECK))).json).toEqual([{ success: true, ticket_id: 1234 }]);
	});

	test('sends nothing when the ticket cannot be read', async () => {
		fault({ kind: 'status', status: 500, path: 'tickets/1234$', times: -1 });
		expect(messageOf(await runNode(reply(CHECK)))).toMatch(/^HTTP 500/);
		expect(posts()).toEqual([]);
	});
});

describe('a response that was lost', () => {
	test.each<[string, Omit<Fault, 'service'>]>([
		['cut after the write', { kind: 'resetAfter', path: PATH }],
		['cut in the middle of the response', { kind: 'truncate', path: PATH }],
		['half a response', { kind: 'malformedJson', path: PATH }],
	])('is found in the ticket: %s', async (_what, given) => {
		fault(given);
		const result = await runNode(reply(CHECK));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234, message_id: 70500 }]);
		expect(replies(1234)).toHaveLength(1);
	});

	test('of a reply that was not written is told, with what the ticket shows', async () => {
		fault({ kind: 'resetBefore', path: PATH });
		const result = await runNode(reply(CHECK));
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(withoutLink(result.error?.description)).toMatch(
			/The ticket did not show the reply when it was looked at just after\.$/,
		);
		expect(replies(1234)).toHaveLength(0);
	});

	test('stays unknown when the ticket cannot be read either', async () => {
		fault({ kind: 'resetAfter', path: PATH });
		fault({ kind: 'status', status: 500, path: 'tickets/1234$', skip: 1, times: -1 });
		const result = await runNode(reply(CHECK));
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(result.error?.description).not.toMatch(/did not show/);
		expect(posts()).toHaveLength(1);
		expect(replies(1234)).toHaveLength(1);
	});
});

describe('Retry On Fail', () => {
	test('with the check sends what is not there, once', async () => {
		fault({ kind: 'resetBefore', path: PATH });
		const result = await runNode(reply(CHECK, { maxTries: 2 }));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(replies(1234)).toHaveLength(1);
	});

	test('with the check finds what is there, once the ticket can be read', async () => {
		fault({ kind: 'resetAfter', path: PATH });
		fault({ kind: 'status', status: 400, path: 'tickets/1234$', skip: 1 });
		const result = await runNode(reply(CHECK, { maxTries: 2 }));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234, message_id: 70500, alreadySent: true }]);
		expect(replies(1234)).toHaveLength(1);
	});

	test('with the check stays unknown as long as the ticket cannot be read', async () => {
		fault({ kind: 'resetAfter', path: PATH });
		fault({ kind: 'status', status: 400, path: 'tickets/1234$', skip: 1, times: -1 });
		const result = await runNode(reply(CHECK, { maxTries: 3 }));
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(replies(1234)).toHaveLength(1);
		expect(posts()).toHaveLength(1);
	});

	test('without the check never sends what may have been sent', async () => {
		fault({ kind: 'resetBefore', path: PATH });
		const result = await runNode(reply({}, { maxTries: 3 }));
		expect(messageOf(result)).toMatch(/^The outcome is unknown/);
		expect(posts()).toHaveLength(1);
		expect(replies(1234)).toHaveLength(0);
	});

	test('uploads again what broke off, because nobody has seen it', async () => {
		fault({ kind: 'resetAfter', path: 'temporary_files' });
		const items = [itemWith({ data: { content: 'file' } })];
		const result = await runNode(reply({ attachmentFields: ['data'] }, { items, maxTries: 2 }));
		expect(result.json).toEqual([{ success: true, ticket_id: 1234 }]);
		expect(replies(1234)).toHaveLength(1);
	});
});

describe('500 replies on a bad line', () => {
	const COUNT = 500;
	type FaultName = 'none' | 'before' | 'after' | 'half' | '429' | '500' | '503' | 'refused';
	const FAULTS: Record<FaultName, Omit<Fault, 'service'> | undefined> = {
		none: undefined,
		before: { kind: 'resetBefore' },
		after: { kind: 'resetAfter' },
		half: { kind: 'truncate' },
		'429': { kind: 'status', status: 429, headers: { 'Retry-After': '1' } },
		'500': { kind: 'status', status: 500 },
		'503': { kind: 'html', status: 503 },
		refused: { kind: 'status', status: 400 },
	};
	const faults = fc.sample(
		fc.constantFrom<FaultName>('none', 'none', 'none', 'before', 'after', 'half', '429', '500', '503', 'refused'),
		{ numRuns: COUNT, seed: 20260610 },
	);

	/** One ticket and one fault for each reply. */
	async function prepare(list: FaultName[]): Promise<number[]> {
		const made = await sandbox.current.act('thulium', 'addTickets', { count: list.length });
		const first = Number((made as JsonObject).first);
		const ids = list.map((_fault, index) => first + index);
		list.forEach((name, index) => {
			const given = FAULTS[name];
			if (given !== undefined) fault({ ...given, path: `tickets/${ids[index]}/agent_response$` });
		});
		return ids;
	}

	const run = async (ids: number[], options: INodeParameters): Promise<RunResult> =>
		await runNode(
			ticket(
				'agentResponse',
				{ ticketId: '={{ $json.id }}', body: 'Hello {{ $json.id }}', userLogin: AGENT, options },
				{ items: ids.map((id) => ({ id })), continueOnFail: true },
			),
		);

	const sortOf = (json: object | undefined): string => {
		const error = json !== undefined && 'error' in json ? String(json.error) : '';
		if (error === '') return 'sent';
		return error.startsWith('The outcome is unknown') ? 'unknown' : 'not sent';
	};

	/** By ticket, from the state of the sandbox. */
	function written(): Map<number, number> {
		const { tickets } = sandbox.current.services.thulium.snapshot();
		const all = Array.isArray(tickets) ? (tickets as JsonObject[]) : [];
		return new Map(
			all.map(({ ticket_id: id, messages }) => [
				Number(id),
				(messages as JsonObject[]).filter(({ type }) => type === 'REPLY').length,
			]),
		);
	}

	test('each customer gets one reply or none, and each item says which', async () => {
		const ids = await prepare(faults);
		const result = await run(ids, {});
		expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_id, item) => ({ item })));
		const counts = written();
		const EXPECTED: Record<FaultName, [string, number]> = {
			none: ['sent', 1],
			'429': ['sent', 1],
			before: ['unknown', 0],
			after: ['unknown', 1],
			half: ['unknown', 1],
			'500': ['unknown', 0],
			'503': ['unknown', 0],
			refused: ['not sent', 0],
		};
		expect(ids.map((id, index) => [sortOf(result.json[index]), counts.get(id)])).toEqual(
			faults.map((fault) => EXPECTED[fault]),
		);
		// The journal tells the same: only what Thulium refused with 429 was sent again.
		const calls = new Map<string, number>();
		for (const path of posts()) calls.set(path, (calls.get(path) ?? 0) + 1);
		expect(ids.map((id) => calls.get(`/api/tickets/${id}/agent_response`))).toEqual(
			faults.map((fault) => (fault === '429' ? 2 : 1)),
		);
	}, 60_000);

	test('with the check: nothing is unknown where the reply arrived, and running all of them again brings the rest', async () => {
		// Each of them is looked at as well, so fewer do.
		const some = faults.slice(0, 150);
		const ids = await prepare(some);
		const first = await run(ids, CHECK);
		const EXPECTED: Record<FaultName, [string, number]> = {
			none: ['sent', 1],
			'429': ['sent', 1],
			before: ['unknown', 0],
			after: ['sent', 1],
			half: ['sent', 1],
			'500': ['unknown', 0],
			'503': ['unknown', 0],
			refused: ['not sent', 0],
		};
		const counts = written();
		expect(ids.map((id, index) => [sortOf(first.json[index]), counts.get(id)])).toEqual(
			some.map((fault) => EXPECTED[fault]),
		);

		const second = await run(ids, CHECK);
		const after = written();
		expect(ids.map((id, index) => [sortOf(second.json[index]), after.get(id)])).toEqual(ids.map(() => ['sent', 1]));
		expect(second.json.map((json) => json.alreadySent === true)).toEqual(some.map((fault) => EXPECTED[fault][1] === 1));
	}, 60_000);
});

describe('the same text', () => {
	test.each<[string, 'HTML' | 'PLAIN', string, boolean]>([
		['<p>Hello</p>', 'HTML', '<p>Hello</p>', true],
		['<p>Hello</p>', 'HTML', '<div>\n  <p>Hello</p>\n</div>', true],
		['Zażółć &amp; go', 'HTML', 'Zażółć & go', true],
		['1 &lt; 2', 'HTML', '1 &#60; 2', true],
		['1 < 2', 'PLAIN', '1 &lt; 2', true],
		['a <b> c', 'PLAIN', 'a &lt;b&gt; c', true],
		['two\nlines', 'PLAIN', 'two<br />\nlines', true],
		['Thank you', 'HTML', 'Thank you for writing', false],
		['Thank you', 'HTML', 'Thank yo', false],
		['<img src="a.png">', 'HTML', '<img src="b.png">', false],
		['<img src="a.png">', 'HTML', '<img src="a.png">', true],
		['&#x110000;', 'HTML', '&#x110000;', true],
		['x', 'PLAIN', '', false],
		['<a href="https://x.example/1">Track</a>', 'HTML', '<a href="https://x.example/2">Track</a>', false],
		['<a href="https://x.example/1">Track</a>', 'HTML', '<a href="https://x.example/1">Track</a>!', false],
		['<a href="/1?a=1&b=2">Track</a>', 'HTML', `<p><a rel=x href='/1?a=1&amp;b=2' target="_blank">Track</a></p>`, true],
		['<a href="https://x.example/1">Track</a>', 'HTML', 'Track', true],
		['<a href="/1">A</a> <a href="/2">B</a>', 'HTML', '<a href="/1">A</a> <a href="/3">B</a>', false],
		['a.example <a href="/1">T</a>', 'HTML', '<a href="https://a.example">a.example</a> <a href="/1/">T</a>', true],
		['https://x.example/1', 'PLAIN', '<a href="https://x.example/1">https://x.example/1</a>', true],
	])('%j (%s) and %j: %s', (text, type, stored, same) => {
		expect(sameText(text, type, stored)).toBe(same);
	});
});
