import { useInstantWaits } from '../harness/waits';

import type { INodeParameters } from 'n8n-workflow';

import { runNode } from '../harness/engine';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import { wordsIn } from '../../nodes/shared/http/words';

/** Whatever an error looks like on the wire: the words of the service are shown, in bounds, and nothing of JavaScript's own. */

useInstantWaits();
const sandbox = useSandbox();

const OPERATIONS: Array<[type: string, parameters: INodeParameters]> = [
	['hubSpotTickets', { resource: 'pipeline', operation: 'getAll', authentication: 'accessToken' }],
	['thulium', { resource: 'ticket', operation: 'get', ticketId: '1234' }],
	['jtelAcd', { resource: 'group', operation: 'getAll', returnAll: true }],
	['kaizala', { resource: 'group', operation: 'getAll', returnAll: true }],
];

const WORDS = 'The tray is empty';

const SPOKEN: Array<[what: string, body: string]> = [
	['plain text', WORDS],
	['a text in JSON', JSON.stringify(WORDS)],
	['a list of errors', JSON.stringify([{ message: WORDS }])],
	['a list of texts', JSON.stringify([WORDS, 'and the lid is open'])],
	['an error in an object', JSON.stringify({ error: { code: 5, message: WORDS } })],
	['an error of OAuth', JSON.stringify({ error: 5, error_description: WORDS })],
	['texts under errors', JSON.stringify({ errors: [WORDS] })],
	['errors by field', JSON.stringify({ errors: { name: [WORDS] } })],
	['a problem by RFC 9457', JSON.stringify({ type: 'about:blank', title: 'Bad', detail: WORDS })],
	['a message in an object', JSON.stringify({ message: { text: WORDS } })],
	['names in capitals', JSON.stringify({ Message: WORDS })],
	['markup in the message', JSON.stringify({ message: `<b>${WORDS}</b>` })],
	['a byte order mark', `\ufeff${JSON.stringify({ message: WORDS })}`],
];

/** Names that every object of JavaScript has. */
const NAMES = ['constructor', 'toString', 'valueOf', '__proto__', 'hasOwnProperty'];

const MUTE_OBJECT = { toString: 1, valueOf: 1 };

const MUTE: Array<[what: string, body: string]> = [
	...NAMES.map((name): [string, string] => [
		`the code ${name}`,
		JSON.stringify({
			...{ message: WORDS, error: WORDS, category: name, errorCode: name, subCategory: name, policyName: name },
			errors: [{ code: name, subCategory: name, message: WORDS, context: { propertyName: [{ a: 1 }, name] } }],
		}),
	]),
	[
		'objects for texts',
		JSON.stringify({ message: {}, error: [], errors: [{ message: { a: [] } }], correlationId: {} }),
	],
	[
		'objects without a text',
		JSON.stringify({ message: MUTE_OBJECT, code: MUTE_OBJECT, errors: [MUTE_OBJECT, { message: MUTE_OBJECT }] }),
	],
	['a list in the text', JSON.stringify({ message: 'Not valid: [{"message":{},"name":[],"error":"constructor"}]' })],
	['a megabyte', JSON.stringify({ message: 'x '.repeat(500_000), correlationId: 'y'.repeat(500_000) })],
	['many errors', JSON.stringify({ errors: Array.from({ length: 20_000 }, (_, index) => `error ${index}`) })],
	[
		'many scopes',
		JSON.stringify({
			category: 'MISSING_SCOPES',
			errors: [{ context: { requiredGranularScopes: Array.from({ length: 20_000 }, (_, index) => `scope.${index}`) } }],
		}),
	],
	['3,000 levels', `${'{"message":'.repeat(3_000)}1${'}'.repeat(3_000)}`],
	['null', 'null'],
	['a number', '5'],
	['nothing', ''],
];

const RAW = /native code|is not a function|\[object |TypeError|RangeError|undefined|NaN/;

async function told(type: string, parameters: INodeParameters, body: string) {
	const headers = { 'content-type': body === WORDS ? 'text/plain' : 'application/json' };
	sandbox.current.faults.add({ kind: 'status', status: 400, body, times: -1, headers, path: '^(?!.*accessToken)' });
	const { error } = await runNode({ type, parameters, credentials: sandboxCredentials(sandbox.current) });
	if (error === undefined) throw new Error('It succeeded');
	return { message: error.message, description: String(error.description ?? '') };
}

describe.each(OPERATIONS)('%s', (type, parameters) => {
	test.each(SPOKEN)('shows the words of %s', async (_what, body) => {
		expect((await told(type, parameters, body)).message).toContain(WORDS);
	});

	test.each(MUTE)('stays plain and short with %s', async (_what, body) => {
		const { message, description } = await told(type, parameters, body);
		expect(message).not.toMatch(RAW);
		expect(description).not.toMatch(RAW);
		expect(message.trim()).not.toMatch(/[:.]\s*:$|^\S+ says:$/);
		expect(message.length).toBeLessThan(1_600);
		expect(description.length).toBeLessThan(1_000);
	});
});

test('a page has no words of the service, and a record without an error none either', () => {
	expect(wordsIn('<html><body>502</body></html>')).toBe('');
	expect(wordsIn({ results: [{ message: 'x' }], total: 1 })).toBe('');
});
