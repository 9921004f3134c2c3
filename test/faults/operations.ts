import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { JsonObject, ServiceName } from '../../sandbox/core/types';
import { SEED_CONNECTORS, SEED_GROUPS, SEED_PHONES, SEED_REDIRECT_URL } from '../../sandbox/kaizala';
import { inMemory } from '../harness/binary';
import type { RunSetup } from '../harness/engine';
import { runNode } from '../harness/engine';
import type { Sandbox } from '../harness/sandbox';
import { sandboxCredentials } from '../harness/sandbox';
import { runWaiting } from '../harness/waiting';

/** How one operation is run: a valid set of parameters, and the items that they take their values from. */
export interface OperationCase {
	/** Values that differ between items are expressions over them. */
	parameters: INodeParameters;
	/** Puts into the sandbox what the items name; runs before any fault. `mark` of an item is found where it took effect. */
	items?: (world: Preparation) => Promise<Array<IDataObject | INodeExecutionData>>;
	/** What it does must not be done twice and leaves no trace in the state: the calls that were carried out are counted. */
	once?: true;
	/** What a broken run leaves is seen by nobody and goes by itself: the node says to run it again, and it may be there twice. */
	repeatable?: true;
	/** The most items of one run, where 250 are too many. */
	most?: number;
}

/** What is there before the faults come. */
export interface Preparation {
	sandbox: Sandbox;
	count: number;
	/** Runs an operation of the same node; its output. */
	run(resource: string, operation: string, parameters: INodeParameters, items?: IDataObject[]): Promise<IDataObject[]>;
}

export const SERVICE_OF: Readonly<Record<string, ServiceName>> = {
	hubSpotTickets: 'hubspot',
	jtelAcd: 'jtel',
	kaizala: 'kaizala',
	thulium: 'thulium',
};

/** One word for each item, which stands in what it writes. */
export const markOf = (index: number): string => `Mark${String(index).padStart(4, '0')}`;

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const phoneOf = (index: number): string => `48600${String(100_000 + index)}`;
const list = (value: string) => ({ __rl: true, mode: 'list', value });
const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const all = { returnAll: true };

export const marked = (count: number): IDataObject[] =>
	range(count).map((index) => ({ mark: markOf(index), number: index, phone: phoneOf(index) }));

/** What can be done only once: one execution waits for one answer, a call ends once. */
const single = async () => marked(1);

const withFile = async ({ count }: Preparation) =>
	marked(count).map((json) => ({
		json,
		binary: inMemory({
			data: { fileName: `${String(json.mark)}.png`, mimeType: 'image/png', content: `A picture: ${String(json.mark)}` },
		}),
	}));

// HubSpot

const TICKET = list('38402119001');
const THREAD = { findBy: 'thread', threadId: list('9134500001') };
const MAPPED_NONE = { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] };

async function seedTickets({ sandbox, count }: Preparation, each = 1): Promise<string[]> {
	const seeded: JsonObject = Object(await sandbox.act('hubspot', 'seedTickets', { count: count * each }));
	return range(count * each).map((index) => String(Number(seeded.firstId) + index));
}

const tickets = async (world: Preparation) =>
	(await seedTickets(world)).map((mark, number) => ({ mark, number, text: markOf(number) }));

/** Notes to read, change and delete. */
async function notes(world: Preparation) {
	const made = await world.run('note', 'add', { ticketId: TICKET, body: '={{ $json.mark }}' }, marked(world.count));
	return made.map(({ id }, number) => ({ mark: String(id), number, text: `Text${markOf(number)}` }));
}

const onTask = { taskId: byId('={{ $json.mark }}') };
const NEW_TASK = { ticketId: TICKET, title: '={{ $json.mark }}', dueDate: '2026-12-01T08:00:00Z' };

async function tasks(world: Preparation) {
	const made = await world.run('task', 'create', NEW_TASK, marked(world.count));
	return made.map(({ id }, number) => ({ mark: String(id), number, text: `Text${markOf(number)}` }));
}

async function linked(world: Preparation) {
	const items = await tickets(world);
	const link = { ticketId: byId('={{ $json.mark }}'), toObjectType: 'contacts', toObjectId: list('201') };
	await world.run('association', 'add', { ...link, associationTypeId: list('101') }, items);
	return items;
}

async function attachment(world: Preparation) {
	const [added] = await runWith(world, 'hubSpotTickets', 'attachment', 'add', {
		ticketId: TICKET,
		binaryFields: 'data',
	});
	const [file] = [added?.files].flat();
	return marked(world.count).map((item) => ({ ...item, fileId: String(Object(file).id) }));
}

/** A file of its own for each item. */
async function attachments(world: Preparation) {
	const items: IDataObject[] = [];
	for (const item of marked(world.count)) {
		const [{ fileId } = { fileId: '' }] = await attachment({ ...world, count: 1 });
		items.push({ number: item.number, fileId });
	}
	return items;
}

async function attachmentWithFile(world: Preparation) {
	const binary = inMemory({ data: { fileName: 'plan.png', mimeType: 'image/png', content: 'Another plan' } });
	return (await attachment(world)).map(({ fileId }) => ({ json: { fileId }, binary }));
}

/** A pipeline has room for 100 stages, so that each item has one of its own. */
async function pipelines(world: Preparation) {
	const stages = { stage: [{ label: 'Asked', state: 'OPEN' }] };
	const made = await world.run(
		'pipeline',
		'create',
		{ label: '=Pipe {{ $json.number }}', stages },
		marked(world.count),
	);
	return made.map(({ id }, number) => ({ mark: markOf(number), number, pipelineId: String(id) }));
}

async function archived(world: Preparation) {
	await world.run('conversation', 'archive', THREAD);
	return await single();
}

/** As `Preparation.run`, with one item that carries a file. */
async function runWith(
	{ sandbox }: Preparation,
	type: string,
	resource: string,
	operation: string,
	parameters: INodeParameters,
): Promise<IDataObject[]> {
	const binary = inMemory({ data: { fileName: 'plan.png', mimeType: 'image/png', content: 'A plan' } });
	const setup = { type, parameters: { resource, operation, ...parameters }, items: [{ json: {}, binary }] };
	const { json, error } = await runNode({ ...setup, credentials: sandboxCredentials(sandbox) });
	if (error !== undefined) throw error;
	return json;
}

const onTicket = { ticketId: byId('={{ $json.mark }}') };
const toContact = { ...onTicket, toObjectType: 'contacts', toObjectId: list('201') };
const onNote = { noteId: byId('={{ $json.mark }}') };

const HUBSPOT: Record<string, OperationCase> = {
	'activity.getAll': { parameters: { ticketId: TICKET, ...all } },
	'association.add': { parameters: toContact, items: tickets },
	'association.getAll': { parameters: { ticketId: TICKET, toObjectType: 'contacts', ...all } },
	'association.getLabels': { parameters: { toObjectType: 'contacts' } },
	'association.remove': { parameters: toContact, items: linked },
	'association.removeLabel': { parameters: { ...toContact, associationTypeId: list('101') }, items: linked },
	'attachment.add': {
		// The note is marked, too: a file without its note is not done.
		parameters: { ticketId: TICKET, binaryFields: 'data', options: { body: '={{ $json.mark }}' } },
		items: withFile,
	},
	'attachment.download': {
		parameters: { fileId: byId('={{ $json.fileId }}'), binaryField: 'data' },
		items: attachment,
	},
	'attachment.getAll': { parameters: { ticketId: TICKET, ...all }, items: attachment },
	'channel.getAll': { parameters: all },
	'conversation.archive': { parameters: THREAD, items: single },
	'conversation.assign': { parameters: { ...THREAD, assigneeId: list('71440002') } },
	'conversation.comment': { parameters: { ...THREAD, text: '={{ $json.mark }}' } },
	'conversation.get': { parameters: THREAD },
	'conversation.getAll': { parameters: { ticketId: TICKET, ...all } },
	'conversation.getMessages': { parameters: { ...THREAD, ...all } },
	'conversation.reply': { parameters: { ...THREAD, text: '={{ $json.mark }}', senderId: list('71440002') } },
	'conversation.restore': { parameters: { threadId: list('9134500001') }, items: archived },
	'conversation.setStatus': { parameters: { ...THREAD, status: 'CLOSED' } },
	'conversation.unassign': { parameters: THREAD },
	'customApiCall.call': {
		parameters: {
			method: 'POST',
			path: '/crm/objects/2026-09/tickets',
			body: '={{ { properties: { subject: $json.mark, hs_pipeline_stage: "1" } } }}',
		},
	},
	'file.delete': { parameters: { fileId: byId('={{ $json.fileId }}') }, items: attachments },
	'file.replace': { parameters: { fileId: byId('={{ $json.fileId }}') }, items: attachmentWithFile },
	'inbox.getAll': { parameters: all },
	'note.add': { parameters: { ticketId: TICKET, body: '={{ $json.mark }}' } },
	'note.delete': { parameters: onNote, items: notes },
	'note.get': { parameters: onNote, items: notes },
	'note.getAll': { parameters: { ticketId: TICKET, ...all } },
	'note.pin': { parameters: { ticketId: TICKET, pinned: true, noteId: list('67020410001') } },
	'note.update': { parameters: { ...onNote, updateFields: { body: '={{ $json.text }}' } }, items: notes },
	'owner.get': { parameters: { ownerId: list('71440002') } },
	'owner.getAll': { parameters: all },
	'pipeline.create': {
		parameters: { label: '={{ $json.mark }}', stages: { stage: [{ label: 'Asked', state: 'OPEN' }] } },
	},
	'pipeline.get': { parameters: { pipelineId: list('0') } },
	'pipeline.getAll': { parameters: all },
	'pipeline.update': { parameters: { pipelineId: list('0'), updateFields: { label: 'Support' } } },
	'property.archive': { parameters: { propertyName: list('closing_note') }, items: single },
	'property.create': {
		once: true,
		parameters: { label: '={{ $json.mark }}', name: '={{ $json.mark.toLowerCase() }}', fieldType: 'text' },
	},
	'property.get': { parameters: { propertyName: list('subject') } },
	'property.getAll': { parameters: all },
	'property.update': { parameters: { propertyName: list('closing_note'), updateFields: { label: 'Last words' } } },
	'stage.create': {
		parameters: { pipelineId: byId('={{ $json.pipelineId }}'), label: '={{ $json.mark }}' },
		items: pipelines,
	},
	'stage.get': { parameters: { pipelineId: list('0'), stageId: list('1') } },
	'stage.getAll': { parameters: { pipelineId: list('0'), ...all } },
	'stage.update': { parameters: { pipelineId: list('0'), stageId: list('1'), updateFields: { label: 'Fresh' } } },
	'task.complete': { parameters: onTask, items: tasks },
	'task.create': { parameters: NEW_TASK },
	'task.delete': { parameters: onTask, items: tasks },
	'task.get': { parameters: onTask, items: tasks },
	'task.getAll': { parameters: { ticketId: TICKET, ...all } },
	'task.update': { parameters: { ...onTask, updateFields: { title: '={{ $json.text }}' } }, items: tasks },
	'text.fromHtml': { parameters: { html: '={{ $json.mark }}' } },
	'ticket.create': { parameters: { subject: '={{ $json.mark }}', stageId: list('1') } },
	'ticket.delete': { parameters: onTicket, items: tickets },
	'ticket.get': { parameters: { ticketId: TICKET } },
	'ticket.getAll': { parameters: all },
	'ticket.merge': {
		// Three tickets for each, and the sandbox shows the last 500.
		most: 150,
		parameters: { primaryTicketId: byId('={{ $json.primary }}'), ticketIdToMerge: byId('={{ $json.mark }}') },
		items: async (world) => {
			const ids = await seedTickets(world, 2);
			return range(world.count).map((index) => ({ primary: ids[2 * index] ?? '', mark: ids[2 * index + 1] ?? '' }));
		},
	},
	'ticket.search': { parameters: { query: 'pump', ...all } },
	'ticket.update': {
		parameters: { ...onTicket, updateFields: { subject: '={{ $json.text }}' } },
		items: tickets,
	},
	'ticket.upsert': {
		parameters: {
			uniqueProperty: list('external_ref'),
			uniqueValue: '={{ $json.mark }}',
			updateFields: { subject: 'Upserted', stageId: '1' },
			properties: MAPPED_NONE,
		},
	},
};

// jtel

const contact = {
	campaign: list('51'),
	name: '={{ $json.mark }}',
	phoneNumbers: ['={{ "+49155" + (50000 + $json.number) }}'],
	userData: '={{ "data" + $json.mark }}',
	overwriteDuplicates: true,
};

async function contacts(world: Preparation) {
	await world.run('diallerContact', 'upsert', contact, marked(world.count));
	const found = await world.run('diallerContact', 'getAll', all);
	return found.slice(-world.count).map(({ ID, UserData }) => ({ mark: String(UserData), id: String(ID) }));
}

const JTEL: Record<string, OperationCase> = {
	'call.answer': { once: true, parameters: { ufn: 'SIP/trunk1-000a1#1' } },
	'call.getAll': { parameters: all },
	'call.hangUp': { once: true, parameters: { ufn: 'SIP/trunk1-000a1#1' }, items: single },
	'call.hold': { once: true, parameters: { ufn: 'SIP/trunk1-000a1#1' } },
	'callback.respond': { parameters: { responseCode: 200, responseBody: '{ "Name": "Ines" }' } },
	'cockpitVariable.get': { parameters: { variableId: list('11') } },
	'cockpitVariable.getAll': { parameters: all },
	'cockpitVariable.setValue': { parameters: { variableId: list('11'), value: 17 } },
	'customApiCall.call': {
		parameters: {
			method: 'POST',
			path: 'acd/events/create',
			body: '={{ { AcdEventTypesID: 6, AcdGroupsID: 235, Sender: "a@example.com", Subject: $json.mark } }}',
		},
	},
	'diallerCampaign.get': { parameters: { campaignId: list('51') } },
	'diallerCampaign.getAll': { parameters: all },
	'diallerContact.delete': { parameters: { deleteBy: 'userData', userData: '={{ $json.mark }}' }, items: contacts },
	'diallerContact.get': { parameters: { contactId: '={{ $json.id }}' }, items: contacts },
	'diallerContact.getAll': { parameters: all },
	'diallerContact.upsert': { parameters: contact },
	'event.create': {
		parameters: { groupId: list('235'), sender: 'a@example.com', subject: '={{ $json.mark }}' },
	},
	'event.get': { parameters: { eventId: '2001' } },
	'event.getAll': { parameters: all },
	'event.getTypes': { parameters: {} },
	'group.get': { parameters: { groupId: list('235') } },
	'group.getAll': { parameters: all },
	'serviceNumber.get': { parameters: { serviceNumberId: list('17') } },
	'serviceNumber.getAll': { parameters: all },
	'user.get': { parameters: { userId: list('3') } },
	'user.getAll': { parameters: all },
};

// Kaizala

const TEAM = list(SEED_GROUPS.supportDesk);
const CARE = list(SEED_GROUPS.customerCare);
const TEXT = { groupId: TEAM, recipients: 'group', message: '={{ $json.mark }}' };
const CARD = {
	groupId: CARE,
	packageId: 'com.gls.xyz.care',
	properties: { property: [{ name: 'ticketnumber', type: 'Text', value: '={{ $json.mark }}' }] },
	subscribers: SEED_PHONES.customer,
};
const JOB = {
	groupId: TEAM,
	recipients: 'group',
	actionType: 'Job',
	title: '={{ $json.mark }}',
	assignedTo: SEED_PHONES.admin,
};

const sentActions =
	(parameters: INodeParameters) =>
	async ({ run, count }: Preparation) =>
		(await run('action', 'send', parameters, marked(count))).map(({ actionId }, number) => ({
			mark: String(actionId),
			text: `new${markOf(number)}`,
		}));

const messages = async ({ run, count }: Preparation) =>
	(await run('message', 'send', TEXT, marked(count))).map(({ referenceId }, number) => ({
		mark: `answer${markOf(number)}`,
		referenceId: String(referenceId),
	}));

const bots = async ({ run, count }: Preparation) =>
	(await run('bot', 'create', { name: '={{ $json.mark }}' }, marked(count))).map(({ botUserId }, number) => ({
		mark: String(botUserId),
		text: `bot${markOf(number)}`,
	}));

const onCard = { groupId: CARE, actionId: '={{ $json.mark }}' };
const onMessage = { groupId: TEAM, referenceId: '={{ $json.referenceId }}' };
const onBot = { botUserId: list('={{ $json.mark }}') };
const ON_TEAM = { objectType: 'Group', objectId: SEED_GROUPS.supportDesk };

async function codes({ sandbox, count }: Preparation) {
	const query = new URLSearchParams({ client_id: SEED_CONNECTORS.tenant.id, redirect_uri: SEED_REDIRECT_URL });
	return await Promise.all(
		range(count).map(async () => {
			const answer = await fetch(`${sandbox.url}/kaizala/api/oauth/authorize?${query}`, { redirect: 'manual' });
			return { code: new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '' };
		}),
	);
}

/** The receiver of the webhooks, in this process; it gives back the word that Kaizala checks addresses with. */
export interface Receiver {
	url: string;
}

const kaizala = (receiver: Receiver): Record<string, OperationCase> => {
	const hook = { ...ON_TEAM, eventTypes: ['UserJoined'], callBackUrl: `={{ "${receiver.url}/" + $json.mark }}` };
	const webhooks = async ({ run, count }: Preparation) =>
		(await run('webhook', 'create', hook, marked(count))).map(({ webhookId }) => ({ mark: String(webhookId) }));
	return {
		'action.get': { parameters: onCard, items: sentActions(CARD) },
		'action.getAll': { parameters: { groupId: CARE, by: 'type', listedType: 'Job', ...all } },
		'action.respond': {
			parameters: { groupId: TEAM, actionId: '={{ $json.mark }}', respondTo: 'Job', isCompleted: true },
			items: sentActions(JOB),
		},
		'action.send': { parameters: CARD },
		'action.sendAndWaitForResponse': {
			parameters: {
				...{ groupId: TEAM, recipients: 'group', actionType: 'Survey', title: '={{ $json.mark }}' },
				questionsMode: 'json',
				questionsJson: '[{ "title": "Solved?", "type": "SingleOption", "options": ["Yes", "No"] }]',
			},
			items: single,
		},
		'action.sendReminder': {
			once: true,
			parameters: { groupId: TEAM, actionId: '={{ $json.mark }}', recipients: 'group' },
			items: sentActions(JOB),
		},
		'action.updateProperties': {
			parameters: {
				...onCard,
				properties: { property: [{ name: 'ticketstatus', type: 'Text', value: '={{ $json.text }}' }] },
			},
			items: sentActions(CARD),
		},
		'authentication.exchangeCode': { parameters: { code: '={{ $json.code }}' }, items: codes },
		'authentication.generatePin': { once: true, parameters: { mobileNumber: SEED_PHONES.agent } },
		'authentication.logInWithPin': {
			parameters: { mobileNumber: SEED_PHONES.agent, pin: '={{ $json.pin }}' },
			items: async ({ run, sandbox }) => {
				await run('authentication', 'generatePin', { mobileNumber: SEED_PHONES.agent });
				const sms: JsonObject = Object(await sandbox.act('kaizala', 'readSms', { phone: SEED_PHONES.agent }));
				return [{ pin: String(sms.pin) }];
			},
		},
		'bot.addToGroup': { parameters: { groupId: TEAM, ...onBot }, items: bots },
		'bot.create': { parameters: { name: '={{ $json.mark }}' } },
		'bot.delete': { parameters: onBot, items: bots },
		'bot.getAccessToken': { parameters: onBot, items: bots },
		'bot.getAll': { parameters: all },
		'bot.update': { parameters: { ...onBot, name: '={{ $json.text }}' }, items: bots },
		'card.buildPackage': {
			parameters: {
				packageId: 'com.example.built',
				displayName: 'Built',
				providerName: 'Example',
				packageDescription: 'A card',
				banner: 'EXAMPLE',
				bannerColor: '#1f6feb',
				lines: { line: [{ shows: 'property', property: 'ticketnumber', maxNumberOfLines: 2 }] },
			},
		},
		'card.toAdaptiveCard': {
			parameters: {
				cardMode: 'fields',
				banner: 'EXAMPLE',
				bannerColor: '#1f6feb',
				lines: { line: [{ shows: 'property', property: 'ticketnumber', maxNumberOfLines: 2 }] },
				properties: { property: [{ name: 'ticketnumber', type: 'Text', value: '={{ $json.mark }}' }] },
			},
		},
		'group.create': { parameters: { name: '={{ $json.mark }}', welcomeMessage: 'Hello' } },
		'group.get': { parameters: { groupId: TEAM } },
		'group.getAll': { parameters: all },
		'group.search': { parameters: { query: 'desk', ...all } },
		'media.upload': { parameters: { binaryPropertyNames: 'data', uploadAs: 'files' }, items: withFile },
		'media.uploadFromUrl': { parameters: { mediaUrl: `${receiver.url}/picture.png` } },
		'member.add': { parameters: { groupId: TEAM, phones: '={{ "+" + $json.phone }}' } },
		'member.getAll': { parameters: { groupId: TEAM, ...all } },
		'member.remove': {
			parameters: { groupId: TEAM, memberId: list('={{ $json.mark }}') },
			items: async (world) => {
				const items = await bots(world);
				await world.run('bot', 'addToGroup', { groupId: TEAM, ...onBot }, items);
				return items;
			},
		},
		'member.updateRole': {
			parameters: { groupId: TEAM, memberId: list('20bb0000-0000-4000-8000-000000000002'), role: 'Admin' },
		},
		'message.reply': { parameters: { ...TEXT, ...onMessage }, items: messages },
		'message.send': { parameters: TEXT },
		'reaction.add': {
			parameters: { ...onMessage, reactionType: 'Comment', comment: '={{ $json.mark }}' },
			items: messages,
		},
		'reaction.getAll': { parameters: { ...onMessage, reactionType: 'Comment', ...all }, items: messages },
		'reaction.getGroupSummary': { parameters: { groupId: TEAM, ...all } },
		'reaction.getSummary': { parameters: onMessage, items: messages },
		'subGroup.add': { parameters: { groupId: TEAM, subGroups: SEED_GROUPS.backOffice } },
		'subGroup.create': { parameters: { groupId: TEAM, name: '={{ $json.mark }}', welcomeMessage: 'Hello' } },
		'subGroup.getAll': { parameters: { groupId: TEAM, ...all } },
		'subGroup.remove': { parameters: { groupId: TEAM, subGroupId: list(SEED_GROUPS.fieldService) }, items: single },
		'subscriber.add': { parameters: { groupId: CARE, phones: '={{ "+" + $json.phone }}' } },
		'subscriber.getAll': { parameters: { groupId: CARE, ...all } },
		'subscriber.remove': { parameters: { groupId: CARE, phones: SEED_PHONES.customer } },
		'user.getMe': { parameters: {} },
		'webhook.create': { parameters: hook },
		'webhook.delete': { parameters: { webhookId: '={{ $json.mark }}' }, items: webhooks },
		'webhook.getAll': { parameters: { ...ON_TEAM, ...all } },
		'webhook.update': {
			parameters: { webhookId: '={{ $json.mark }}', updateFields: { active: false } },
			items: webhooks,
		},
	};
};

// Thulium

const CALL = '1736758800.70';
const RECORDING = 'service/2025-01-13/2025-01-13_100000_600100200.70.ogg';
const FILE = '91b7c05e6641aa20f3d2';

async function thuliumTickets({ sandbox, count }: Preparation) {
	const before = thuliumIds(sandbox);
	await sandbox.act('thulium', 'addTickets', { count });
	return thuliumIds(sandbox)
		.filter((id) => !before.includes(id))
		.map((mark, number) => ({ mark, text: markOf(number) }));
}

function thuliumIds(sandbox: Sandbox): string[] {
	const { tickets: found } = sandbox.services.thulium.snapshot();
	return (Array.isArray(found) ? found : []).map((entry) => String(Object(entry).ticket_id));
}

const onThuliumTicket = { ticketId: '={{ $json.mark }}' };

const customers = async ({ run, count }: Preparation) =>
	(await run('customer', 'create', { surname: '={{ $json.mark }}' }, marked(count))).map(({ customer_id }, number) => ({
		mark: String(customer_id),
		text: `new${markOf(number)}`,
	}));

const companies = async ({ run, count }: Preparation) =>
	(await run('company', 'create', { name: '={{ $json.mark }}' }, marked(count))).map(({ company_id }, number) => ({
		mark: String(company_id),
		text: `new${markOf(number)}`,
	}));

const inCampaign = { campaignId: list('00001'), customerId: '={{ $json.mark }}' };
const MINE = {
	agentLogin: list('mnowak'),
	nextCallDate: '2026-01-10T15:30:00Z',
	order: 5,
	statusId: list('3'),
};

async function records(world: Preparation) {
	const items = await customers(world);
	await world.run('campaignRecord', 'add', inCampaign, items);
	return items;
}

const THULIUM: Record<string, OperationCase> = {
	'agent.call': { once: true, parameters: { login: list('testowy.agent17'), phoneNumber: '={{ $json.phone }}' } },
	'agent.get': { parameters: { login: list('mnowak') } },
	'agent.getAll': { parameters: all },
	'agent.getStatuses': { parameters: all },
	'attachment.delete': { parameters: { ticketId: '1234', attachment: FILE }, items: single },
	'attachment.download': { parameters: { attachment: FILE, outputField: 'data' } },
	'attachment.upload': { parameters: { attachmentFields: ['data'] }, items: withFile, repeatable: true },
	'call.getAll': { parameters: all },
	'call.getIntents': { parameters: { connectionId: CALL } },
	'call.getTopic': { parameters: { connectionId: CALL } },
	'call.getTranscription': { parameters: { connectionId: CALL } },
	'campaign.addAgents': { parameters: { campaignId: list('00001'), logins: ['mnowak'] } },
	'campaign.getAgents': { parameters: { campaignId: list('00001') } },
	'campaign.getAll': { parameters: all },
	'campaign.getStats': { parameters: all },
	'campaign.getStatuses': { parameters: { campaignId: list('00001') } },
	'campaignRecord.add': { parameters: inCampaign, items: customers },
	'campaignRecord.addByPhoneNumber': { parameters: { campaignId: list('00002'), phoneNumber: '={{ $json.phone }}' } },
	'campaignRecord.get': { parameters: { campaignId: list('00001'), customerId: '5522' } },
	'campaignRecord.setStatusByPhoneNumber': { parameters: { phoneNumber: '600100200', statusId: '5' } },
	'campaignRecord.update': { parameters: { ...inCampaign, updateFields: MINE }, items: records },
	'chat.start': { once: true, parameters: { chatQueueId: list('2') } },
	'chat.stop': {
		parameters: { conversationId: '={{ $json.mark }}' },
		items: async ({ run, count }) =>
			(await run('chat', 'start', { chatQueueId: list('2') }, marked(count))).map(({ conversation_id }) => ({
				mark: String(conversation_id),
			})),
	},
	'company.create': { parameters: { name: '={{ $json.mark }}' } },
	'company.delete': { parameters: { companyId: '={{ $json.mark }}' }, items: companies },
	'company.get': { parameters: { companyId: '28' } },
	'company.getAll': { parameters: all },
	'company.update': {
		parameters: { companyId: '={{ $json.mark }}', updateFields: { name: '={{ $json.text }}' } },
		items: companies,
	},
	'customApiCall.call': {
		parameters: { method: 'POST', path: 'customers', body: '={{ { surname: $json.mark } }}' },
	},
	'customer.create': { parameters: { surname: '={{ $json.mark }}' } },
	'customer.delete': { parameters: { customerId: '={{ $json.mark }}' }, items: customers },
	'customer.get': { parameters: { customerId: '5521' } },
	'customer.getAll': { parameters: all },
	'customer.update': {
		parameters: { customerId: '={{ $json.mark }}', updateFields: { surname: '={{ $json.text }}' } },
		items: customers,
	},
	'dictionary.getCategories': { parameters: all },
	'dictionary.getQueues': { parameters: all },
	'dictionary.getStatuses': { parameters: all },
	'queue.getAll': { parameters: all },
	'queue.scheduleCall': { once: true, parameters: { queueId: list('3'), phoneNumber: '={{ $json.phone }}' } },
	'queue.waitingList': { parameters: { queueId: list('3') } },
	'queue.waitingStats': { parameters: { queueId: list('3') } },
	'recording.download': { parameters: { filename: RECORDING, outputField: 'data' } },
	'recording.getAll': { parameters: all },
	'tag.add': { parameters: { tags: ['={{ $json.mark }}'] } },
	'text.fromHtml': { parameters: { html: '={{ $json.mark }}' } },
	'ticket.agentResponse': {
		parameters: { ...onThuliumTicket, body: '={{ $json.text }}', userLogin: list('mnowak') },
		items: thuliumTickets,
	},
	'ticket.close': { parameters: { ...onThuliumTicket, statusId: list('6') }, items: thuliumTickets },
	'ticket.comment': { parameters: { ...onThuliumTicket, comment: '={{ $json.text }}' }, items: thuliumTickets },
	'ticket.create': {
		parameters: {
			to: 'service@example.com',
			subject: '={{ $json.mark }}',
			body: 'Hello',
			additionalFields: { from: 'ewa.lis@example.com' },
		},
	},
	'ticket.customerResponse': { parameters: { ...onThuliumTicket, body: '={{ $json.text }}' }, items: thuliumTickets },
	'ticket.delete': { parameters: onThuliumTicket, items: thuliumTickets },
	'ticket.get': { parameters: { ticketId: '1234' } },
	'ticket.getAll': { parameters: all },
	'ticket.todayStats': { parameters: {} },
	'ticket.update': {
		parameters: {
			...onThuliumTicket,
			updateFields: { customFields: { field: [{ name: 'City', value: '={{ $json.text }}' }] } },
		},
		items: thuliumTickets,
	},
};

/** `<node>.<resource>.<operation>`: how it is run. */
export function operationCases(receiver: Receiver): Record<string, OperationCase> {
	const imported = {
		parameters: { url: `${receiver.url}/plan.png`, options: { name: '={{ $json.mark }}' } },
	};
	const tables = {
		hubSpotTickets: { ...HUBSPOT, 'file.importFromUrl': imported },
		jtelAcd: JTEL,
		kaizala: kaizala(receiver),
		thulium: THULIUM,
	};
	return Object.fromEntries(
		Object.entries(tables).flatMap(([node, table]) =>
			Object.entries(table).map(([name, entry]): [string, OperationCase] => [`${node}.${name}`, entry]),
		),
	);
}

/** What came of a run. */
export interface Outcome {
	items: INodeExecutionData[];
	error?: Error;
}

/** Runs one operation; one that waits for an answer ends where it begins to wait. */
export async function runOperation(setup: RunSetup): Promise<Outcome> {
	if (setup.parameters.operation !== 'sendAndWaitForResponse') return await runNode(setup);
	const waiting = await runWaiting(setup);
	try {
		const items = waiting.status === 'waiting' ? waiting.sent : waiting.output;
		return { items, ...(waiting.error === undefined ? {} : { error: waiting.error }) };
	} finally {
		await waiting.close();
	}
}
