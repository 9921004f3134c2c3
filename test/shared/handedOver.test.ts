import type { INode, INodeParameters } from 'n8n-workflow';

import { inputError } from '../../nodes/shared/errors';
import { createThulium } from '../../sandbox/thulium';
import { inMemory } from '../harness/binary';
import { messageOf, runNode } from '../harness/engine';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';

const sandbox = useSandbox([createThulium]);

const run = async (parameters: INodeParameters, value: string | number) => {
	const credentials = sandboxCredentials(sandbox.current);
	const items = [{ json: { value }, binary: inMemory({ data: { content: 'x' } }) }];
	return messageOf(await runNode({ type: 'thulium', parameters, credentials, items }));
};

const call = { resource: 'customApiCall', operation: 'call' };

describe('what cannot be sent as it is', () => {
	test('NaN inside a body is refused: JSON would make null of it', async () => {
		const body = '={{ [1, Number("twelve")] }}';
		expect(await run({ ...call, method: 'POST', path: '/tags', body }, 1)).toBe('The field "Body" has in its data NaN');
	});

	test('a path with an empty part is refused', async () => {
		expect(await run({ ...call, path: '=tickets//{{ $json.value }}' }, 7)).toBe(
			'The field "Path" must not contain an empty part: "//"',
		);
	});

	test.each(['constructor', 'toString'])('no file lies in a field named %s', async (field) => {
		expect(
			await run({ resource: 'attachment', operation: 'upload', attachmentFields: '={{ $json.value }}' }, field),
		).toBe(`The input has no file in the field "${field}"`);
	});

	test('an invalid date in a group of fields does not become a text', async () => {
		const additionalFields = { note: '={{ DateTime.fromISO("nonsense") }}' };
		const parameters = { resource: 'company', operation: 'create', name: 'Pumps', additionalFields };
		expect(await run(parameters, 1)).toBe(
			'The field "Additional Fields > Note" must be text, but the expression yields an invalid date',
		);
	});

	test('an error quotes the beginning of a long value, and says at its end what is wrong', () => {
		const node: INode = { id: '1', name: 'N', type: 'n', typeVersion: 1, position: [0, 0], parameters: {} };
		const { message } = inputError({ getNode: () => node }, `The Group "${'x'.repeat(100_000)}" is not an ID`);
		expect(message).toMatch(/^The Group "x{200}…" is not an ID$/);
		expect(message.length).toBeLessThan(500);
	});
});
