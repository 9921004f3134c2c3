import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer, request } from 'node:http';
import path from 'node:path';
import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/tickets';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/associations/v4';
import { PropertyCreateFieldTypeEnum, PropertyCreateTypeEnum } from '@hubspot/api-client/lib/codegen/crm/properties';
import {
	ImportFromUrlInputAccessEnum,
	ImportFromUrlInputDuplicateValidationStrategyEnum,
} from '@hubspot/api-client/lib/codegen/files';

import { Fixture } from './fixture';

/**
 * HubSpot's own client as a judge of the sandbox: it calls every method that has to do with tickets, and what its models
 * require has to be in each answer. It knows the old paths only; for the dated ones its calls are sent there.
 */

const fixture = new Fixture().install();

const [FIRST, SECOND, THIRD] = ['38402119001', '38402119002', '38402119003'];
const NEW = { subject: 'From the client', hs_pipeline_stage: '1' };
const TICKET_TO_CONTACT = {
	associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined,
	associationTypeId: 16,
};

/** A server of this test. */
async function serve(answer: RequestListener): Promise<{ server: Server; address: string }> {
	const server = createServer(answer).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const at = server.address();
	return { server, address: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}` };
}

let source: Awaited<ReturnType<typeof serve>>;
/** Between the client and the sandbox: it sends what comes for a version to the addresses of that version. */
let relay: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
	source = await serve((_request, response) => {
		response.setHeader('content-type', 'text/plain');
		response.end('A manual');
	});
	relay = await serve((call, response) => {
		const [, version = '', url = ''] = /^\/([^/]+)(.*)$/.exec(call.url ?? '') ?? [];
		const { method, headers } = call;
		const target = `${fixture.sandbox.url}/hubspot${addressFor(version, url)}`;
		const onward = request(target, { method, headers: { ...headers, host: new URL(target).host } }, (answer) => {
			// The dated versions answer it with a body that the client does not know.
			if (isRemoval(url) && answer.statusCode === 200) {
				answer.resume();
				response.writeHead(204).end();
				return;
			}
			response.writeHead(answer.statusCode ?? 502, answer.headers);
			answer.pipe(response);
		});
		call.pipe(onward);
	});
});
afterAll(() => {
	source.server.close();
	relay.server.close();
});
beforeEach(() => fixture.set({ burstLimit: 1_000_000, associationsLimit: 1_000_000, secondlyLimit: 1_000_000 }));

/** The client leaves it out of the address of a stage's audit. */
let pipelineOfStage = '';

/** Whether many associations or labels are taken away. */
const isRemoval = (url: string): boolean => /\/associations\/.*\/archive$/.test(url);

/** Where a call of the client goes. */
function addressFor(version: string, called: string): string {
	const url = called.replace('%7BpipelineId%7D', pipelineOfStage);
	if (version === 'v3') return url;
	return url
		.replace(/\/crm\/v[34]\/objects\//, `/crm/objects/${version}/`)
		.replace(/\/crm\/v[34]\/(associations|pipelines|properties)\//, `/crm/$1/${version}/`)
		.replace(/\/crm\/v3\/owners\/?(?=$|\?)/, `/crm/owners/${version}`)
		.replace('/crm/v3/owners/', `/crm/owners/${version}/`)
		.replace('/files/v3/', '/files/2026-03/');
}

/** What was called, as `<API>.<method>`. */
const called = new Set<string>();

const CODEGEN = path.join(path.dirname(require.resolve('@hubspot/api-client')), 'codegen');

const required = new Map<string, string[]>();

/** The attributes that the client's description of a model does not let be missing. */
function requiredBy(family: string, model: string): string[] {
	const file = path.join(CODEGEN, family, 'models', `${model}.d.ts`);
	const known = required.get(file);
	if (known !== undefined) return known;
	const [head = ''] = readFileSync(file, 'utf8').split('static readonly');
	const names = [...head.matchAll(/^ {4}'(\w+)': /gm)].map(([, name = '']) => name);
	required.set(file, names);
	return names;
}

/** What an answer lacks, by the place in it. */
function problems(family: string, value: unknown, place: string): string[] {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? [`${place}: no date`] : [];
	if (Array.isArray(value)) return value.flatMap((entry, index) => problems(family, entry, `${place}[${index}]`));
	if (typeof value !== 'object' || value === null) return [];
	const model = value.constructor.name;
	const entries = new Map(Object.entries(value));
	const missing = model === 'Object' ? [] : requiredBy(family, model).filter((name) => entries.get(name) === undefined);
	return [
		...missing.map((name) => `${place} (${model}): no ${name}`),
		...[...entries].flatMap(([key, entry]) => problems(family, entry, `${place}.${key}`)),
	];
}

/** The classes of those APIs. */
const watchedApis = new Set<unknown>();

/** An API whose calls are noted, and whose answers are looked at. */
function watched<T extends object>(name: string, family: string, api: T): T {
	watchedApis.add(api.constructor);
	return new Proxy(api, {
		get(target, method, receiver) {
			const member: unknown = Reflect.get(target, method, receiver);
			if (typeof member !== 'function' || typeof method !== 'string') return member;
			return async (...args: unknown[]): Promise<unknown> => {
				const call = `${name}.${method}`;
				called.add(call);
				const answer: unknown = await Reflect.apply(member, target, args);
				expect(problems(family, answer, call)).toEqual([]);
				return answer;
			};
		},
	});
}

function clientFor(version: string) {
	const { crm, files, oauth } = new Client({
		accessToken: 'hubspot-sandbox-token',
		basePath: `${relay.address}/${version}`,
		limiterOptions: { minTime: 0, maxConcurrent: 8 },
	});
	return {
		tickets: watched('tickets', 'crm/tickets', crm.tickets.basicApi),
		ticketBatch: watched('ticketBatch', 'crm/tickets', crm.tickets.batchApi),
		ticketSearch: watched('ticketSearch', 'crm/tickets', crm.tickets.searchApi),
		notes: watched('notes', 'crm/objects/notes', crm.objects.notes.basicApi),
		noteBatch: watched('noteBatch', 'crm/objects/notes', crm.objects.notes.batchApi),
		noteSearch: watched('noteSearch', 'crm/objects/notes', crm.objects.notes.searchApi),
		records: watched('records', 'crm/objects', crm.objects.basicApi),
		recordBatch: watched('recordBatch', 'crm/objects', crm.objects.batchApi),
		recordSearch: watched('recordSearch', 'crm/objects', crm.objects.searchApi),
		tasks: watched('tasks', 'crm/objects/tasks', crm.objects.tasks.basicApi),
		taskBatch: watched('taskBatch', 'crm/objects/tasks', crm.objects.tasks.batchApi),
		taskSearch: watched('taskSearch', 'crm/objects/tasks', crm.objects.tasks.searchApi),
		calls: watched('calls', 'crm/objects/calls', crm.objects.calls.basicApi),
		callBatch: watched('callBatch', 'crm/objects/calls', crm.objects.calls.batchApi),
		callSearch: watched('callSearch', 'crm/objects/calls', crm.objects.calls.searchApi),
		meetings: watched('meetings', 'crm/objects/meetings', crm.objects.meetings.basicApi),
		meetingBatch: watched('meetingBatch', 'crm/objects/meetings', crm.objects.meetings.batchApi),
		meetingSearch: watched('meetingSearch', 'crm/objects/meetings', crm.objects.meetings.searchApi),
		contacts: watched('contacts', 'crm/contacts', crm.contacts.basicApi),
		contactBatch: watched('contactBatch', 'crm/contacts', crm.contacts.batchApi),
		contactSearch: watched('contactSearch', 'crm/contacts', crm.contacts.searchApi),
		companies: watched('companies', 'crm/companies', crm.companies.basicApi),
		companyBatch: watched('companyBatch', 'crm/companies', crm.companies.batchApi),
		companySearch: watched('companySearch', 'crm/companies', crm.companies.searchApi),
		oldAssociations: watched('oldAssociations', 'crm/associations', crm.associations.batchApi),
		oldTypes: watched('oldTypes', 'crm/associations/schema', crm.associations.schema.typesApi),
		associations: watched('associations', 'crm/associations/v4', crm.associations.v4.basicApi),
		associationBatch: watched('associationBatch', 'crm/associations/v4', crm.associations.v4.batchApi),
		labels: watched('labels', 'crm/associations/v4/schema', crm.associations.v4.schema.definitionsApi),
		pipelines: watched('pipelines', 'crm/pipelines', crm.pipelines.pipelinesApi),
		stages: watched('stages', 'crm/pipelines', crm.pipelines.pipelineStagesApi),
		audits: watched('audits', 'crm/pipelines', crm.pipelines.pipelineAuditsApi),
		stageAudits: watched('stageAudits', 'crm/pipelines', crm.pipelines.pipelineStageAuditsApi),
		reports: watched('reports', 'crm/associations/v4', crm.associations.v4.reportApi),
		properties: watched('properties', 'crm/properties', crm.properties.coreApi),
		propertyBatch: watched('propertyBatch', 'crm/properties', crm.properties.batchApi),
		groups: watched('groups', 'crm/properties', crm.properties.groupsApi),
		owners: watched('owners', 'crm/owners', crm.owners.ownersApi),
		files: watched('files', 'files', files.filesApi),
		accessTokens: watched('accessTokens', 'oauth', oauth.accessTokensApi),
		refreshTokens: watched('refreshTokens', 'oauth', oauth.refreshTokensApi),
		tokens: watched('tokens', 'oauth', oauth.tokensApi),
	};
}

/** Every API of the client with its place, such as `crm.tickets.basicApi`. */
function apisIn(part: object, at: string): Array<{ place: string; api: object }> {
	return memberNames(part).flatMap((name) => {
		const member: unknown = Reflect.get(part, name);
		if (typeof member !== 'object' || member === null || name === 'config') return [];
		const place = at === '' ? name : `${at}.${name}`;
		return name.endsWith('Api') ? [{ place, api: member }] : apisIn(member, place);
	});
}

/** The properties of an object, with those that its class computes. */
function memberNames(part: object): string[] {
	const names = new Set(Object.keys(part));
	for (let at: object = Object.getPrototypeOf(part); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
		for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(at))) if (get) names.add(name);
	}
	return [...names].filter((name) => !name.startsWith('_'));
}

const BY_ADMINS = 'made by admins in HubSpot';
const READ_ONLY = 'the nodes only read them';
const readOnly = (...names: string[]): Record<string, string> =>
	Object.fromEntries(
		names.flatMap((name) => ['archive', 'create', 'update'].map((method) => [`${name}.${method}`, READ_ONLY])),
	);

/** Methods that the sandbox does not serve, because the nodes have no use for them. */
const NOT_SERVED: Record<string, string> = {
	...readOnly('calls', 'callBatch'),
	...readOnly('companies', 'companyBatch'),
	...readOnly('meetings', 'meetingBatch'),
	'callBatch.upsert': READ_ONLY,
	'companies.merge': READ_ONLY,
	'companyBatch.upsert': READ_ONLY,
	'contactBatch.upsert': 'contacts are found first, and made when there is none',
	'contacts.merge': 'a merge of contacts is no task of a ticket',
	'contacts.purge': 'a deletion for privacy is no task of a workflow',
	'files._delete': 'a deletion for privacy is no task of a workflow',
	'groups.archive': BY_ADMINS,
	'groups.create': BY_ADMINS,
	'groups.update': BY_ADMINS,
	'labels.create': BY_ADMINS,
	'labels.remove': BY_ADMINS,
	'labels.update': BY_ADMINS,
	'meetingBatch.upsert': READ_ONLY,
	'noteBatch.upsert': 'notes have no unique property',
	'reports.request': 'a report that HubSpot sends to a user by mail',
	'taskBatch.upsert': 'tasks have no unique property',
};

const OTHER_RECORDS = 'records of another kind, which tickets are only linked to';

/** The parts of the client that have nothing to do with tickets, by the beginning of their names. */
const OF_OTHERS: Record<string, string> = {
	automation: 'actions of apps in the workflows of HubSpot',
	cms: 'web pages',
	communicationPreferences: 'subscriptions of contacts',
	'conversations.visitorIdentification': 'tokens of visitors for the chat on a web page',
	'crm.commerce': OTHER_RECORDS,
	'crm.deals': OTHER_RECORDS,
	'crm.exports': 'files that HubSpot sends to a user by mail',
	'crm.extensions': 'settings of apps',
	'crm.imports': 'files that people import',
	'crm.lineItems': OTHER_RECORDS,
	'crm.lists': 'lists of contacts',
	'crm.objects.communications': OTHER_RECORDS,
	'crm.objects.dealSplits': OTHER_RECORDS,
	'crm.objects.emails': OTHER_RECORDS,
	'crm.objects.feedbackSubmissions': OTHER_RECORDS,
	'crm.objects.goals': OTHER_RECORDS,
	'crm.objects.leads': OTHER_RECORDS,
	'crm.objects.postalMail': OTHER_RECORDS,
	'crm.objects.taxes': OTHER_RECORDS,
	'crm.products': OTHER_RECORDS,
	'crm.quotes': OTHER_RECORDS,
	'crm.schemas': 'kinds of records of your own',
	'crm.timeline': 'events of apps, with a key of the developer',
	events: 'events of contacts',
	'files.foldersApi': 'folders, which uploads make as they need them',
	marketing: 'marketing',
	settings: 'users of the account',
	webhooks: 'settings of an app, with a key of the developer',
};

describe.each(['v3', '2026-03', '2026-09'])('every answer of %s is as the client describes it', (version) => {
	afterEach(() => {
		const paths = fixture.sandbox.journal.entries().map(({ path: called }) => called);
		const others = version === 'v3' ? /\/20\d\d-/ : /\/v[34]\//;
		expect(paths.filter((called) => others.test(called))).toEqual([]);
		expect(paths.length).toBeGreaterThan(5);
	});

	test('tickets', async () => {
		const { tickets, ticketBatch, ticketSearch } = clientFor(version);
		const associations = [{ to: { id: '201' }, types: [TICKET_TO_CONTACT] }];
		const made = await tickets.create({ properties: NEW, associations });
		expect(made.createdAt).toBeInstanceOf(Date);
		const read = await tickets.getById(made.id, ['subject'], ['hs_pipeline_stage'], ['contacts']);
		expect(read.associations?.contacts?.results).toEqual([{ id: '201', type: 'ticket_to_contact' }]);
		expect(read.propertiesWithHistory?.hs_pipeline_stage?.[0]?.timestamp).toBeInstanceOf(Date);
		const page = await tickets.getPage(2, undefined, ['subject'], undefined, ['contacts', 'companies']);
		expect(page.paging?.next?.after).toBeDefined();
		await tickets.update(made.id, { properties: { hs_pipeline_stage: '4' } });
		const merged = await tickets.merge({ primaryObjectId: SECOND, objectIdToMerge: THIRD });
		await tickets.archive(merged.id);
		const inputs = ['x1', 'x2'].map((subject) => ({ properties: { ...NEW, subject }, associations }));
		const batch = await ticketBatch.create({ inputs });
		const ids = batch.results.map(({ id }) => ({ id }));
		await ticketBatch.update({ inputs: ids.map(({ id }) => ({ id, properties: { content: 'x' } })) });
		const some = { properties: ['subject'], propertiesWithHistory: ['content'], inputs: [...ids, { id: '7' }] };
		const found = await ticketBatch.read(some);
		expect(found.results).toHaveLength(2);
		expect(found).toMatchObject({ numErrors: 1 });
		const upserted = { id: 'C-1', idProperty: 'external_ref', properties: NEW };
		expect((await ticketBatch.upsert({ inputs: [upserted] })).results[0]).toMatchObject({ _new: true });
		await ticketBatch.archive({ inputs: ids });
		const filters = [{ propertyName: 'subject', operator: FilterOperatorEnum.ContainsToken, value: 'pump' }];
		const hits = await ticketSearch.doSearch({
			filterGroups: [{ filters }],
			sorts: ['createdate'],
			properties: ['subject'],
			limit: 10,
			after: '0',
		});
		expect(hits.total).toBe(1);
	});

	test('notes and tasks', async () => {
		const { notes, noteBatch, noteSearch, tasks, taskBatch, taskSearch } = clientFor(version);
		for (const [single, batch, search, typeId, text] of [
			[notes, noteBatch, noteSearch, 228, 'hs_note_body'],
			[tasks, taskBatch, taskSearch, 230, 'hs_task_subject'],
		] as const) {
			const properties = { hs_timestamp: '2026-11-30T08:00:00Z', [text]: 'x' };
			const types = [{ associationCategory: TICKET_TO_CONTACT.associationCategory, associationTypeId: typeId }];
			const input = { properties, associations: [{ to: { id: FIRST }, types }] };
			const { id } = await single.create(input);
			await single.getById(id, ['hs_timestamp'], undefined, ['tickets']);
			await single.getPage(10);
			await single.update(id, { properties: { hs_timestamp: '2026-12-01T08:00:00Z' } });
			const made = await batch.create({ inputs: [input] });
			const inputs = made.results.map((record) => ({ id: record.id }));
			await batch.read({ inputs, properties: ['hs_timestamp'], propertiesWithHistory: [] });
			await batch.update({ inputs: inputs.map((one) => ({ ...one, properties: { hubspot_owner_id: '71440002' } })) });
			await batch.archive({ inputs });
			await single.archive(id);
			await search.doSearch({ properties: ['hs_timestamp'], limit: 5 });
		}
	});

	test('records by their type', async () => {
		const { records, recordBatch, recordSearch } = clientFor(version);
		const made = await records.create('tickets', { properties: NEW, associations: [] });
		expect((await records.getById('tickets', made.id, ['subject'])).properties.subject).toBe(NEW.subject);
		expect((await records.getPage('0-5', 1)).paging?.next?.after).toBeDefined();
		await records.update('tickets', made.id, { properties: { content: 'x' } });
		const batch = await recordBatch.create('tickets', { inputs: [{ properties: NEW, associations: [] }] });
		const inputs = batch.results.map(({ id }) => ({ id }));
		await recordBatch.update('tickets', { inputs: inputs.map((one) => ({ ...one, properties: { content: 'x' } })) });
		await recordBatch.read('tickets', { inputs, properties: ['content'], propertiesWithHistory: [] });
		const upserted = { id: 'C-2', idProperty: 'external_ref', properties: NEW };
		await recordBatch.upsert('tickets', { inputs: [upserted] });
		expect((await recordSearch.doSearch('tickets', { query: 'pump', limit: 5 })).total).toBe(1);
		await recordBatch.archive('tickets', { inputs });
		await records.archive('tickets', made.id);
	});

	test('contacts, companies, calls and meetings', async () => {
		const client = clientFor(version);
		const { contacts, contactBatch, contactSearch } = client;
		const properties = { email: 'client@example.com', firstname: 'Cleo' };
		const { id } = await contacts.create({ properties, associations: [] });
		await contacts.update(id, { properties: { firstname: 'Clea' } });
		expect((await contacts.getById(id, ['firstname'])).properties.firstname).toBe('Clea');
		await contacts.getPage(2);
		expect((await contactSearch.doSearch({ query: 'client@example.com', limit: 1 })).total).toBe(1);
		const inputs = [{ properties: { email: 'second@example.com' }, associations: [] }];
		const made = (await contactBatch.create({ inputs })).results.map((contact) => ({ id: contact.id }));
		await contactBatch.update({ inputs: made.map((one) => ({ ...one, properties: { lastname: 'x' } })) });
		await contactBatch.read({ inputs: made, properties: ['lastname'], propertiesWithHistory: [] });
		await contactBatch.archive({ inputs: made });
		await contacts.archive(id);
		for (const [basic, batch, search] of [
			[client.companies, client.companyBatch, client.companySearch],
			[client.calls, client.callBatch, client.callSearch],
			[client.meetings, client.meetingBatch, client.meetingSearch],
		] as const) {
			const [first] = (await basic.getPage(1)).results;
			if (first === undefined) throw new Error('There is no such record');
			await basic.getById(first.id);
			await batch.read({ inputs: [{ id: first.id }], properties: [], propertiesWithHistory: [] });
			expect((await search.doSearch({ limit: 1 })).results).toHaveLength(1);
		}
	});

	test('associations and labels', async () => {
		const { associations, associationBatch, labels, oldAssociations, oldTypes } = clientFor(version);
		const pair = ['tickets', FIRST, 'contacts', '202'] as const;
		await associations.createDefault(...pair);
		await associations.create(...pair, [TICKET_TO_CONTACT]);
		const page = await associations.getPage('tickets', FIRST, 'contacts');
		expect(page.results[0]?.associationTypes[0]).toMatchObject({ category: 'HUBSPOT_DEFINED', typeId: 16 });
		await associations.archive(...pair);
		const ends = { _from: { id: FIRST }, to: { id: '203' } };
		const between = ['tickets', 'contacts'] as const;
		await associationBatch.createDefault(...between, { inputs: [ends] });
		await associationBatch.create(...between, { inputs: [{ ...ends, types: [TICKET_TO_CONTACT] }] });
		const read = await associationBatch.getPage(...between, { inputs: [{ id: FIRST }, { id: '7' }] });
		expect(read).toMatchObject({ numErrors: 1 });
		await associationBatch.archiveLabels(...between, { inputs: [{ ...ends, types: [TICKET_TO_CONTACT] }] });
		await associationBatch.archive(...between, { inputs: [{ _from: ends._from, to: [ends.to] }] });
		const removals = fixture.sandbox.journal.entries().filter((entry) => isRemoval(entry.path));
		expect(removals.map(({ status }) => status)).toEqual(version === 'v3' ? [204, 204] : [200, 200]);
		expect((await labels.getAll(...between)).results.map(({ typeId }) => typeId)).toContain(16);
		if (version !== 'v3') return;
		const named = { ...ends, type: 'ticket_to_contact' };
		await oldAssociations.create(...between, { inputs: [named] });
		const old = await oldAssociations.read(...between, { inputs: [ends._from] });
		expect(old.results[0]?.to.map(({ id }) => id)).toEqual(['201', '203']);
		await oldAssociations.archive(...between, { inputs: [named] });
		expect((await oldTypes.getAll(...between)).results[0]).toMatchObject({ id: '16', name: 'ticket_to_contact' });
	});

	test('pipelines, stages and owners', async () => {
		const { pipelines, stages, audits, stageAudits, owners } = clientFor(version);
		const stage = { label: 'Asked', displayOrder: 0, metadata: { ticketState: 'OPEN' } };
		const made = await pipelines.create('tickets', { label: 'Questions', displayOrder: 2, stages: [stage] });
		expect(made.createdAt).toBeInstanceOf(Date);
		await pipelines.update('tickets', made.id, { label: 'Answers' }, true);
		await pipelines.replace('tickets', made.id, { label: 'Both', displayOrder: 3, stages: [stage] });
		expect((await pipelines.getAll('tickets')).results).toHaveLength(3);
		await pipelines.getById('tickets', made.id);
		const added = await stages.create('tickets', made.id, { ...stage, label: 'Answered', displayOrder: 1 });
		await stages.update('tickets', made.id, added.id, { metadata: { ticketState: 'CLOSED' } });
		await stages.replace('tickets', made.id, added.id, { ...stage, label: 'Done', displayOrder: 1 });
		expect((await stages.getById('tickets', made.id, added.id)).label).toBe('Done');
		expect((await stages.getAll('tickets', made.id)).results).toHaveLength(2);
		pipelineOfStage = made.id;
		const changes = await stageAudits.getAudit('tickets', added.id);
		expect(changes.results.map(({ action }) => action)).toEqual(['UPDATE', 'UPDATE', 'CREATE']);
		await stages.archive('tickets', made.id, added.id);
		expect((await audits.getAudit('tickets', made.id)).results.map(({ action }) => action)).toEqual([
			'UPDATE',
			'UPDATE',
			'CREATE',
		]);
		await pipelines.archive('tickets', made.id, true);
		expect((await owners.getPage(undefined, undefined, 10)).paging?.next?.after).toBeDefined();
		expect((await owners.getById(71440001)).email).toContain('@');
	});

	test('properties', async () => {
		const { properties, propertyBatch, groups } = clientFor(version);
		const property = (name: string) => ({
			name,
			label: name,
			type: PropertyCreateTypeEnum.Enumeration,
			fieldType: PropertyCreateFieldTypeEnum.Select,
			groupName: 'ticketinformation',
			options: [{ label: 'One', value: 'one', hidden: false, displayOrder: 0 }],
		});
		await properties.create('tickets', property('size_class'));
		await properties.update('tickets', 'size_class', { label: 'Size' });
		expect((await properties.getByName('tickets', 'size_class')).label).toBe('Size');
		expect((await properties.getAll('tickets', false, 'label,type')).results.length).toBeGreaterThan(20);
		await properties.archive('tickets', 'size_class');
		await propertyBatch.create('tickets', { inputs: [property('colour')] });
		const read = await propertyBatch.read('tickets', {
			archived: false,
			inputs: [{ name: 'colour' }],
		});
		expect(read.startedAt).toBeInstanceOf(Date);
		await propertyBatch.archive('tickets', { inputs: [{ name: 'colour' }] });
		await groups.getAll('tickets');
		expect((await groups.getByName('tickets', 'ticketinformation')).label).toBe('ticket information');
	});

	test('files', async () => {
		const { files } = clientFor(version);
		const file = { data: Buffer.from('A plan'), name: 'plan.txt' };
		const options = JSON.stringify({ access: 'PRIVATE' });
		const { id }: { id: string } = await files.upload(file, undefined, '/plans', 'plan.txt', undefined, options);
		await files.getById(id, ['name']);
		await files.replace(id, { ...file, data: Buffer.from('A better plan') }, undefined, options);
		await files.updateProperties(id, { name: 'best-plan' });
		expect((await files.getSignedUrl(id)).expiresAt).toBeInstanceOf(Date);
		expect((await files.getMetadata('plans/best-plan.txt')).file).toMatchObject({ id });
		expect((await files.getMetadata('plans')).folder?.path).toBe('/plans');
		expect((await files.doSearch(['name'])).results).toHaveLength(1);
		fixture.set({ importPolls: 1 });
		const task = await files.importFromUrl({
			url: `${source.address}/manual.txt`,
			access: ImportFromUrlInputAccessEnum.Private,
			folderPath: '/plans',
			duplicateValidationStrategy: ImportFromUrlInputDuplicateValidationStrategyEnum.None,
		});
		expect((await files.checkImport(task.id)).status).toBe('PENDING');
		expect(await files.checkImport(task.id)).toMatchObject({ status: 'COMPLETE', result: { name: 'manual' } });
		await files.archive(id);
	});
});

test('what is told of tokens is as the client describes it', async () => {
	const { tokens, accessTokens, refreshTokens } = clientFor('v3');
	const client = ['hubspot-sandbox-client', 'hubspot-sandbox-client-secret'] as const;
	const refresh = 'hubspot-sandbox-refresh-token';
	const made = await tokens.create('refresh_token', undefined, undefined, ...client, refresh);
	expect((await accessTokens.get(made.accessToken)).hubId).toBe(24816357);
	expect((await refreshTokens.get(refresh)).clientId).toBe(client[0]);
	await refreshTokens.archive(refresh);
	await expect(refreshTokens.get(refresh)).rejects.toThrow(/404/);
});

test('an answer without something that the client requires is seen', async () => {
	const { tickets } = clientFor('v3');
	fixture.sandbox.faults.add({ kind: 'status', service: 'hubspot', status: 200, body: { id: '1', createdAt: 'x' } });
	const seen = await tickets.getById('1').catch(String);
	for (const words of ['no date', 'no updatedAt', 'no properties']) expect(seen).toContain(words);
});

test('no method of the client that has to do with tickets is left out', () => {
	const left: string[] = [];
	for (const [name, api] of Object.entries(clientFor('v3'))) {
		const methods = new Set<string>();
		for (let at: object = Object.getPrototypeOf(api); at !== Object.prototype; at = Object.getPrototypeOf(at)) {
			for (const method of Object.getOwnPropertyNames(at)) methods.add(method);
		}
		for (const method of methods) {
			const isCall = method !== 'constructor' && !method.endsWith('WithHttpInfo');
			if (isCall && !called.has(`${name}.${method}`)) left.push(`${name}.${method}`);
		}
	}
	expect(left.sort()).toEqual(Object.keys(NOT_SERVED).sort());
});

test('no part of the client is left out, but those that have nothing to do with tickets', () => {
	clientFor('v3');
	const left = apisIn(new Client(), '').filter(({ api }) => !watchedApis.has(api.constructor));
	const reasons = Object.keys(OF_OTHERS);
	const reasonFor = (place: string) => reasons.find((name) => place === name || place.startsWith(`${name}.`));
	expect(left.map(({ place }) => place).filter((place) => reasonFor(place) === undefined)).toEqual([]);
	expect(reasons.filter((name) => !left.some(({ place }) => reasonFor(place) === name))).toEqual([]);
});
