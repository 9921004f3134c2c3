import { createHubSpot } from '../../../sandbox/hubspot';
import { useAnswers } from '../../harness/answers';
import { runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { byId, hubSpot } from '../setup';

/** An execution that somebody cancels while a batch of it is under way. */

const sandbox = useSandbox([createHubSpot]);
const answers = useAnswers(sandbox);
const node = hubSpot(sandbox);
const byItem = { ticketId: byId('={{ $json.id }}') };

async function seeded(count: number) {
	const { firstId } = Object(await sandbox.current.act('hubspot', 'seedTickets', { count }));
	return Array.from({ length: count }, (_, index) => ({ id: String(Number(firstId) + index) }));
}

test.each([
	['ticket', 'get', byItem, 'tickets/batch/read', 100],
	['ticket', 'update', { ...byItem, updateFields: { content: 'x' } }, 'tickets/batch/update', 100],
	['ticket', 'delete', byItem, 'tickets/batch/archive', 100],
	['task', 'get', { taskId: byId('={{ $json.id }}') }, 'tasks/batch/read', 100],
	['task', 'delete', { taskId: byId('={{ $json.id }}') }, 'tasks/batch/archive', 100],
	['note', 'getAll', byItem, 'tickets/notes/batch/read', 100],
	['association', 'remove', { ...byItem, toObjectId: '201' }, 'tickets/contacts/batch/archive', 100],
	['association', 'getAll', byItem, 'tickets/contacts/batch/read', 1_000],
] as const)(
	'%s · %s begins no further batch, and says nothing of its items',
	async (resource, operation, parameters, path, size) => {
		const items = await seeded(size + 150);
		answers.current.begin();
		const execution = new AbortController();
		answers.current.listener = () => execution.abort();
		const credentials = sandboxCredentials(answers.current);
		const setup = { items, credentials, continueOnFail: true, cancelOn: execution.signal };
		const { json } = await runNode(node(resource, operation, parameters, setup));
		expect(answers.current.calls.map((call) => call.path.split('/').slice(5).join('/'))).toEqual([path]);
		expect(json).toEqual(
			Array(size).fill({ error: expect.stringMatching(/^The execution was canceled while waiting for HubSpot/) }),
		);
	},
);
