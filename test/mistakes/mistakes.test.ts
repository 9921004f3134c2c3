import type { INodeExecutionData } from 'n8n-workflow';

import { inMemory } from '../harness/binary';
import type { RunSetup } from '../harness/engine';
import { messageOf, poll, runNode } from '../harness/engine';
import { withoutLink } from '../harness/errorLink';
import { sandboxCredentials, useSandbox } from '../harness/sandbox';
import { useInstantWaits } from '../harness/waits';
import { byId, list } from '../HubSpotTickets/setup';
import { CallbackFixture, closeAll } from '../JtelAcd/webhook/fixture';

useInstantWaits();
const sandbox = useSandbox();

const run = async (
	type: string,
	resource: string,
	operation: string,
	parameters: RunSetup['parameters'],
	rest: Partial<RunSetup> = {},
) => {
	const authentication = type === 'hubSpotTickets' ? { authentication: 'accessToken' } : {};
	return await runNode({
		type,
		parameters: { ...authentication, resource, operation, ...parameters },
		credentials: sandboxCredentials(sandbox.current),
		...rest,
	});
};
const TICKET = '38402119001';
const hubSpot = async (...rest: [string, string, RunSetup['parameters'], Partial<RunSetup>?]) =>
	await run('hubSpotTickets', ...rest);
const thulium = async (...rest: [string, string, RunSetup['parameters'], Partial<RunSetup>?]) =>
	await run('thulium', rest[0], rest[1], rest[2], { typeVersion: 1.1, ...rest[3] });
const kaizala = async (...rest: [string, string, RunSetup['parameters'], Partial<RunSetup>?]) =>
	await run('kaizala', ...rest);
const jtel = async (...rest: [string, string, RunSetup['parameters'], Partial<RunSetup>?]) =>
	await run('jtelAcd', ...rest);
const withFile = (megabytes: number): INodeExecutionData => ({
	json: {},
	binary: inMemory({
		data: { fileName: 'film.mp4', mimeType: 'video/mp4', content: Buffer.alloc(megabytes * 1024 * 1024, 1) },
	}),
});
const field = (id: string, value: string) => ({
	properties: { mappingMode: 'defineBelow', value: { [id]: value }, matchingColumns: [], schema: [] },
});
const REPLY = { ticketId: '1234', body: 'Hello.', userLogin: list('mnowak') };
const CALLBACK = { eventType: 'callback', groupId: byId('235'), sender: '49301', subject: 'S', body: 'B' };

type Result = Awaited<ReturnType<typeof runNode>>;
const MISTAKES: Array<[string, () => Promise<Result>, RegExp, RegExp]> = [
	[
		'a stage of another pipeline',
		async () =>
			await hubSpot('ticket', 'update', {
				ticketId: byId(TICKET),
				updateFields: { pipelineId: byId('0'), stageId: byId('1094427714') },
			}),
		/^HubSpot says: hs_pipeline_stage: /,
		/^The stage is not in this pipeline; HubSpot writes both as IDs\. Choose Pipeline and Stage from the lists of these fields/,
	],
	[
		'a stage that there is not',
		async () =>
			await hubSpot('ticket', 'update', { ticketId: byId(TICKET), updateFields: { stageId: byId('Done and dusted') } }),
		/^The field "Update Fields > Stage" has no choice "Done and dusted": choose Support Pipeline \/ New, /,
		/^Choose one of these in the field, or check the expression that fills it\. .*values\.md".*>What fields take<\/a>$/,
	],
	[
		'a date as people write it',
		async () =>
			await hubSpot('ticket', 'update', {
				ticketId: byId(TICKET),
				updateFields: {},
				...field('closed_date', '01.11.2026'),
			}),
		/^The property "Close date" is "01\.11\.2026", a date that is not written as year, month, day$/,
		/^Write 2026-11-01 or 2026-01-11: whether the day or the month comes first is never guessed\./,
	],
	[
		'a property whose values are not unique',
		async () =>
			await hubSpot('ticket', 'get', { lookUpBy: 'uniqueProperty', uniqueProperty: 'subject', uniqueValue: 'Pump' }),
		/^HubSpot says: subject is not a unique property/,
		/^Several tickets may have the same value in it, .* Choose another one in the field "Unique Property": its list offers/,
	],
	[
		'a property that there is not',
		async () =>
			await hubSpot('ticket', 'update', { ticketId: byId(TICKET), updateFields: {}, ...field('severty', 'x') }),
		/^HubSpot says: Property "severty" does not exist$/,
		/^Your HubSpot account has no property of this name\. Refresh the list of fields in this node and choose the property there/,
	],
	[
		'a priority that there is not',
		async () => await hubSpot('ticket', 'update', { ticketId: byId(TICKET), updateFields: { priority: 'Very high' } }),
		/^The field "Update Fields > Priority" has no choice "Very high": choose Low, Medium, High, Urgent$/,
		/^Choose one of these in the field, or check the expression that fills it\. .*values\.md".*>What fields take<\/a>$/,
	],
	[
		'a ticket ID that is a subject',
		async () => await hubSpot('ticket', 'get', { ticketId: byId('Pump 7') }),
		/^The field "Ticket" has "Pump 7", which is not the ID of a ticket$/,
		/^Choose it from the list, or check the expression\./,
	],
	[
		'a ticket that was deleted',
		async () => await hubSpot('ticket', 'get', { ticketId: byId('99999999999') }),
		/^HubSpot says: resource not found \(99999999999\)$/,
		/^Check the ID: HubSpot has nothing with this ID, or no longer does\. The record may have been deleted or merged .* choose the record there\./,
	],
	[
		'a filter whose expression yields nothing',
		async () => await hubSpot('ticket', 'search', { query: '={{ $json.nothing }}' }),
		/^The filter "Search Text" has no value for this item$/,
		/choose under "If a Filter Is Empty" what to do then/,
	],
	[
		'an attachment of 30 MB',
		async () => await hubSpot('attachment', 'add', { ticketId: byId(TICKET) }, { items: [withFile(30)] }),
		/^HubSpot did not take the file "film\.mp4" of 30 MB$/,
		/^How large a file may be depends on the account: 20 MB without a subscription\. Make it smaller/,
	],
	[
		'an attachment field that the item has not',
		async () =>
			await hubSpot('attachment', 'add', { ticketId: byId(TICKET), binaryFields: 'photo' }, { items: [withFile(1)] }),
		/^The input has no file in the field "photo"$/,
		/^Nothing was sent\. Files are in: data\. Enter one of these names\.$/,
	],
	[
		'a token with another scope',
		async () =>
			await hubSpot(
				'ticket',
				'create',
				{ subject: 'S', stageId: list('1') },
				{
					credentials: {
						hubSpotTicketsApi: {
							...sandboxCredentials(sandbox.current).hubSpotTicketsApi,
							accessToken: 'hubspot-tickets-read-token',
						},
					},
				},
			),
		/^HubSpot says: This app hasn't been granted all required scopes/,
		/^The access token in the credential may not do this\. In HubSpot open its service key .* give it one of these scopes: tickets, crm\.objects\.tickets\.write\. Then save/,
	],
	[
		'three items, one of them bad',
		async () =>
			await hubSpot(
				'ticket',
				'create',
				{ subject: '={{ $json.s }}', stageId: list('1') },
				{ items: [{ s: 'A' }, { s: '' }, { s: 'C' }] },
			),
		/^The field "Subject" is empty$/,
		/^This is item 1 \(n8n counts from 0\)\. Nothing was sent, also for the other items\. Enter a value, or check the expression/,
	],
	[
		'a file of 60 MB to Thulium',
		async () => {
			sandbox.current.setSwitches('thulium', { largestFile: 25 * 1024 * 1024 });
			return await thulium('ticket', 'agentResponse', { ...REPLY, attach: 'item' }, { items: [withFile(60)] });
		},
		/^Thulium did not take the file "film\.mp4" of 60 MB$/,
		/^In Thulium itself a file may have 25 MB at most\. Nothing was sent to the customer\. Make the file smaller/,
	],
	[
		'a file field left at its default without a file',
		async () => await thulium('ticket', 'agentResponse', { ...REPLY, attach: 'fields' }),
		/^The input has no file in the field "data"$/,
		/^Nothing was sent\. This item has no files: put a node before this one that fetches the file\.$/,
	],
	[
		'an agent that is a full name',
		async () => await thulium('ticket', 'agentResponse', { ...REPLY, userLogin: byId('Anna Kowalsky') }),
		/^The field "Agent" has no choice "Anna Kowalsky": choose Anna /,
		/^Choose one of these in the field, or check the expression that fills it\. .*values\.md".*>What fields take<\/a>$/,
	],
	[
		'a reply without a text',
		async () => await thulium('ticket', 'agentResponse', { ...REPLY, body: '={{ $json.note }}' }),
		/^The field "Message" is empty$/,
		/^Enter a value, or check the expression that fills it\./,
	],
	[
		'a Thulium ticket that is none',
		async () => await thulium('ticket', 'get', { ticketId: '999999' }),
		/^Thulium says: Resource not found\.$/,
		/^Check the ID in the fields of this node: there is nothing with the ID "999999" in your Thulium, or no longer\. Get Many lists/,
	],
	[
		'a group of jtel that there is not',
		async () => await jtel('event', 'create', { ...CALLBACK, groupId: byId('999') }),
		/^jtel says: AcdGroup not found$/,
		/^The client account of the credential has no ACD group with this ID\. Choose the group from the list of the field "ACD Group"/,
	],
	[
		'a group of jtel by a wrong name',
		async () => await jtel('event', 'create', { ...CALLBACK, groupId: byId('Suport') }),
		/^The field "ACD Group" has no choice "Suport": choose .*Support$/,
		/^Choose one of these in the field, or check the expression that fills it\. .*values\.md".*>What fields take<\/a>$/,
	],
	[
		'a telephone number that is a name',
		async () => await jtel('event', 'create', { ...CALLBACK, sender: 'Ewa' }),
		/^The field "Sender" has "Ewa", which is not a telephone number$/,
		/^Enter the number with its country code/,
	],
	[
		'a Server URL without its beginning',
		async () =>
			await jtel(
				'group',
				'getAll',
				{},
				{
					credentials: {
						jtelAcdApi: { ...sandboxCredentials(sandbox.current).jtelAcdApi, serverUrl: 'acd.example.com' },
					},
				},
			),
		/^The Server URL "acd\.example\.com" in the credential is not a web address$/,
		/^It must begin with https:\/\/ or http:\/\/, as in https:\/\/www\.example\.com\. Correct it in the credential of this node\.$/,
	],
	[
		'a Kaizala group that there is not',
		async () =>
			await kaizala('message', 'send', { groupId: byId('no-such-group'), message: 'Hi', recipients: 'group' }),
		/^The field "Group" has no choice "no-such-group": choose .*Support desk$/,
		/^Choose one of these in the field, or check the expression that fills it\. .*values\.md".*>What fields take<\/a>$/,
	],
	[
		'a file that Kaizala does not take',
		async () =>
			await kaizala(
				'media',
				'upload',
				{},
				{ items: [{ json: {}, binary: inMemory({ data: { fileName: 'a.exe', content: 'x' } }) }] },
			),
		/^Kaizala does not take the file "a\.exe"/,
		/^Nothing was sent\. The name of the file must end in one of these: jpg/,
	],
];

test.each(MISTAKES)('%s: what happened, where, and what to do', async (_name, make, message, advice) => {
	const result = await make();
	expect(messageOf(result)).toMatch(message);
	expect(withoutLink(result.error?.description)).toMatch(advice);
});

test('a trigger whose filter lets nothing through says so when it is tried', async () => {
	const parameters = { event: 'created', filters: { text: 'no event has this text' } };
	const credentials = sandboxCredentials(sandbox.current);
	const tried = poll({ type: 'jtelAcdTrigger', parameters, credentials, mode: 'manual', staticData: {} });
	await expect(tried).rejects.toMatchObject({
		message: 'There is no ACD event to show as a sample',
		description: expect.stringMatching(
			/remove the filters of this trigger, then test again\. An active workflow needs no sample/,
		),
	});
});

test('a callback trigger whose credential has no secret says so when the workflow is published', async () => {
	await expect(CallbackFixture.start(sandbox.current, {}, { secret: '' })).rejects.toMatchObject({
		message: expect.stringMatching(/Callback Secret/),
	});
	await closeAll();
});
