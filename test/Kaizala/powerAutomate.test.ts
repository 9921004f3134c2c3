import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import type { RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { sandboxCredentials } from '../harness/sandbox';
import type { ListeningNode } from '../harness/webhook';
import { listen } from '../harness/webhook';
import { CARD, group, GROUP, PACKAGE, setup, TEAM, UNKNOWN_ID, useKaizala } from './setup';

/**
 * The triggers of Microsoft's own connector for Power Automate, one test per row. Each cause is what people or
 * other operations do, where the sandbox has it.
 */
const sandbox = useKaizala();

let node: ListeningNode | undefined;
afterEach(async () => await node?.close());

async function start(parameters: INodeParameters): Promise<void> {
	node = await listen({
		type: 'kaizalaTrigger',
		parameters: { objectType: 'Group', groupId: group(TEAM), ...parameters },
		credentials: sandboxCredentials(sandbox.current),
	});
	await node.activate();
}

/** What the workflow was started with, once Kaizala has delivered everything. */
async function received() {
	await sandbox.current.act('kaizala', 'deliverDue');
	return node?.executions.flat().map(({ json }) => json) ?? [];
}

const emit = async (eventType: string, data: JsonObject, more: JsonObject = {}) =>
	await sandbox.current.act('kaizala', 'emitEvent', {
		eventType,
		groupId: TEAM,
		phone: SEED_PHONES.lead,
		data,
		...more,
	});

async function run(resource: string, operation: string, parameters: RunSetup['parameters']) {
	const result = await runNode(setup(sandbox.current, resource, operation, parameters));
	if (result.error !== undefined) throw new Error(messageOf(result));
	return result.json[0] ?? {};
}

const teamCard = { ...CARD, groupId: group(TEAM), recipients: 'group' };

test('When a custom action is sent in a group (optional package filter)', async () => {
	await start({ events: ['ActionCreated'], options: { packageFilter: PACKAGE } });
	const { actionId } = await run('action', 'send', teamCard);
	await run('action', 'send', { ...teamCard, packageId: 'com.example.desk.ticket' });
	expect(await received()).toMatchObject([
		{ eventType: 'ActionCreated', actionId, actionPackageId: PACKAGE, properties: { ticketstatus: 'STATUS: ACTIVE' } },
	]);
});

test('When someone responds to a custom action (group, package, action; zero GUID = any action)', async () => {
	await start({ events: ['ActionResponse'], options: { packageFilter: PACKAGE } });
	const { actionId } = await run('action', 'send', teamCard);
	const answer = { groupId: TEAM, phone: SEED_PHONES.agent, actionId: String(actionId), answers: [] };
	await sandbox.current.act('kaizala', 'answerCard', answer);
	expect(await received()).toMatchObject([{ eventType: 'ActionResponse', actionId, responder: SEED_PHONES.agent }]);
	await node?.close();
	// One action only, instead of any.
	await start({ objectType: 'Action', actionId: String(actionId), actionEvents: ['ActionResponse'] });
	await sandbox.current.act('kaizala', 'answerCard', { ...answer, phone: SEED_PHONES.lead });
	expect(await received()).toMatchObject([{ eventType: 'ActionResponse', actionId, responder: SEED_PHONES.lead }]);
});

test('When a survey is sent in a group', async () => {
	await start({ events: ['SurveyCreated'] });
	await emit('SurveyCreated', { actionId: UNKNOWN_ID, title: 'How was it?', questions: [] });
	expect(await received()).toMatchObject([{ eventType: 'SurveyCreated', title: 'How was it?' }]);
});

test('When someone responds to a survey (group, survey)', async () => {
	await start({ events: ['SurveyResponse'] });
	await emit('SurveyResponse', {
		actionId: UNKNOWN_ID,
		responseDetails: { responseWithQuestions: [{ title: 'Solved?', type: 'SingleOption', answer: ['Yes'] }] },
	});
	expect(await received()).toMatchObject([{ actionId: UNKNOWN_ID, answers: { 'Solved?': 'Yes' } }]);
});

test('When there is an announcement sent in a group', async () => {
	await start({ events: ['Announcement'] });
	await emit('Announcement', { title: 'Office', text: 'closed', media: [] });
	expect(await received()).toMatchObject([{ eventType: 'Announcement', title: 'Office', text: 'closed' }]);
});

test('When a text message is sent on a group', async () => {
	await start({ events: ['TextMessageCreated'] });
	await run('message', 'send', { groupId: group(TEAM), recipients: 'group', message: 'hello' });
	await run('message', 'send', { groupId: group(GROUP), recipients: 'group', message: 'another group' });
	expect(await received()).toMatchObject([{ eventType: 'TextMessageCreated', text: 'hello', groupId: TEAM }]);
});

test('When an attachment is sent', async () => {
	await start({ events: ['AttachmentCreated'] });
	await emit('AttachmentCreated', {
		caption: 'Plan',
		media: [{ mediaUrl: 'https://example.com/p', mediaFileName: 'p' }],
	});
	expect(await received()).toMatchObject([
		{ caption: 'Plan', media: [{ url: 'https://example.com/p', fileName: 'p' }] },
	]);
});

test('When a member is added to a group', async () => {
	await start({ events: ['MemberAdded'] });
	await run('member', 'add', { groupId: group(TEAM), phones: SEED_PHONES.clerk });
	expect(await received()).toMatchObject([{ eventType: 'MemberAdded', member: SEED_PHONES.clerk }]);
});

test('When a member is removed from a group', async () => {
	await start({ events: ['MemberRemoved'] });
	await run('member', 'remove', { groupId: group(TEAM), memberId: group('20bb0000-0000-4000-8000-000000000003') });
	expect(await received()).toMatchObject([{ eventType: 'MemberRemoved', member: SEED_PHONES.lead }]);
});

test('When a group is added as a member to a group', async () => {
	await start({ events: ['GroupAdded'] });
	await run('subGroup', 'add', { groupId: group(TEAM), subGroups: SEED_GROUPS.backOffice });
	expect(await received()).toMatchObject([{ eventType: 'GroupAdded', groupName: 'Back office' }]);
});

test('When a group is removed as a member to a group', async () => {
	await start({ events: ['GroupRemoved'] });
	await run('subGroup', 'remove', { groupId: group(TEAM), subGroupId: group(SEED_GROUPS.fieldService) });
	expect(await received()).toMatchObject([{ eventType: 'GroupRemoved', groupName: 'Field service' }]);
});

test('When a user joins a group', async () => {
	await start({ groupId: group(GROUP), events: ['UserJoined'] });
	await sandbox.current.act('kaizala', 'subscribe', { groupId: GROUP, phone: SEED_PHONES.clerk });
	expect(await received()).toMatchObject([{ eventType: 'UserJoined', member: SEED_PHONES.clerk }]);
});
