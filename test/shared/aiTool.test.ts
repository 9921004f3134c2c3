import { createJtel } from '../../sandbox/jtel';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';
import { toolOf } from '../harness/tool';

/** The node as the tool of an AI agent, which may call it many times in one run of the agent. */

const sandbox = useSandbox([createJtel]);

const CREATE = {
	resource: 'event',
	operation: 'create',
	groupId: { __rl: true, mode: 'id', value: '235' },
	sender: 'eva@example.com',
	subject: "={{ $fromAI('subject') }}",
};

const tool = (parameters: typeof CREATE, rest: { item?: { subject: string }; maxTries?: number } = {}) =>
	toolOf({ type: 'jtelAcd', parameters, credentials: sandboxCredentials(sandbox.current), ...rest });

const created = () => requests(sandbox.current, 'jtel', 'POST');

test('$json is the item of the agent, not what the agent chose', async () => {
	const both = { ...CREATE, subject: '={{ $json.subject }}', sender: "={{ $fromAI('subject') }}" };
	const call = await tool(both, { item: { subject: 'from the item' } });
	expect(await call({ subject: 'from@the.agent' })).toMatchObject([{ Subject: 'from the item' }]);
});

test.each([undefined, 3])('every call is a new one (maxTries %s)', async (maxTries) => {
	const call = await tool(CREATE, { maxTries });
	expect(await call({ subject: 'a' })).toMatchObject([{ Subject: 'a' }]);
	expect(await call({ subject: 'b' })).toMatchObject([{ Subject: 'b' }]);
	expect(await call({ subject: 'b' })).toMatchObject([{ Subject: 'b' }]);
	expect(created()).toHaveLength(3);
});

test('Retry On Fail sends again what was refused', async () => {
	sandbox.current.faults.add({ kind: 'status', status: 400, service: 'jtel', method: 'POST' });
	const call = await tool(CREATE, { maxTries: 3 });
	expect(await call({ subject: 'a' })).toMatchObject([{ Subject: 'a' }]);
	expect(created().map(({ status }) => status)).toEqual([400, 200]);
});

test('Retry On Fail does not send again what may have been done', async () => {
	sandbox.current.faults.add({ kind: 'resetAfter', service: 'jtel', method: 'POST' });
	const call = await tool(CREATE, { maxTries: 3 });
	await expect(call({ subject: 'a' })).rejects.toThrow(/^The outcome is unknown/);
	expect(created()).toHaveLength(1);
	expect(await call({ subject: 'b' })).toMatchObject([{ Subject: 'b' }]);
});

test.each([undefined, 2])('an error tells the agent addresses that it can read (maxTries %s)', async (maxTries) => {
	const told = (await tool(CREATE, { maxTries })
		.then(async (call) => await call({ subject: '' }))
		.catch((error: unknown) => error)) as Error;
	expect(told.message).toMatch(/What fields take: https:\S+ · More about this error: https:/);
	expect(told.message).not.toContain('<a ');
});
