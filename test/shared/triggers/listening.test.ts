import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { SEED_GROUPS } from '../../../sandbox/kaizala';
import { loadPackage } from '../../harness/package';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import type { ListeningNode } from '../../harness/webhook';
import { listen } from '../../harness/webhook';

/** Somebody tries a webhook trigger in the editor, and the wrong call comes. */

useInstantWaits();
const sandbox = useSandbox();
const open: ListeningNode[] = [];
afterEach(async () => {
	for (const node of open.splice(0)) await node.close();
});

const TRIGGERS: Record<string, INodeParameters> = {
	hubSpotTicketsWebhookTrigger: { authentication: 'accessToken' },
	jtelAcdCallbackTrigger: { source: 'acdGroup' },
	kaizalaTrigger: {
		objectType: 'Group',
		groupId: { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk },
		events: ['TextMessageCreated'],
	},
	thuliumTrigger: { events: ['TICKET_CREATED'] },
};

async function listening(type: string, test: boolean): Promise<ListeningNode> {
	const given: Record<string, IDataObject> = sandboxCredentials(sandbox.current);
	const credentials = {
		...given,
		hubSpotTicketsApi: { ...given.hubSpotTicketsApi, clientSecret: 'secret-of-the-app' },
		jtelAcdApi: { ...given.jtelAcdApi, callbackSecret: 'Bicycle-4711_lantern' },
	};
	const node = await listen({ type, parameters: TRIGGERS[type] ?? {}, credentials, test });
	open.push(node);
	await node.activate();
	return node;
}

const wrongCall = async (node: ListeningNode): Promise<Response> =>
	await fetch(node.url().replace(':secret', 'not-the-callback-secret'), {
		method: 'POST',
		body: '{"AcdEventsID":7}',
		headers: { 'content-type': 'application/json' },
	});

test('is tried for every trigger that is called', async () => {
	const pack = await loadPackage();
	const called = pack.nodeNames.filter((name) => {
		const { group, webhooks } = pack.node(name).description;
		return group.includes('trigger') && (webhooks ?? []).length > 0;
	});
	expect(called.sort()).toEqual(Object.keys(TRIGGERS).sort());
});

test.each(Object.keys(TRIGGERS))('%s: the editor shows why it was refused and what to do', async (type) => {
	const node = await listening(type, true);
	await wrongCall(node);
	const [failure, ...more] = node.failures;
	expect(more).toEqual([]);
	if (!(failure instanceof NodeOperationError)) throw new Error('Nothing was shown');
	expect(failure.message).toMatch(/^A call came and was refused: it\S* \S+/);
	expect(failure.description).toMatch(/\w+ .*(?:credential|listen)/);
	expect(`${failure.message}${failure.description}`).not.toMatch(/secret-of-the-app|Bicycle-4711_lantern/);
});

test.each(Object.keys(TRIGGERS))(
	'%s: in a published workflow a stranger starts nothing, not even a failure',
	async (type) => {
		const node = await listening(type, false);
		expect((await wrongCall(node)).status).toBe(401);
		expect([node.executions, node.failures]).toEqual([[], []]);
	},
);

test('where the address ends with a secret, each way to give it says exactly what to put where', async () => {
	const { properties, triggerPanel } = (await loadPackage()).node('jtelAcdCallbackTrigger').description;
	const ways = properties.find(({ name }) => name === 'authentication')?.options ?? [];
	const notices = ways.flatMap((way) =>
		properties.filter(
			({ type, displayOptions }) =>
				type === 'notice' && 'value' in way && displayOptions?.show?.authentication?.includes(way.value) === true,
		),
	);
	expect(notices.map(({ name }) => name)).toEqual(['basicAuthNotice', 'headerAuthNotice', 'secretPathNotice']);
	for (const { displayName } of notices) expect(displayName).toMatch(/URL.*Callback Secret of the credential/);
	expect(JSON.stringify(triggerPanel)).toContain('Callback Secret');
});
