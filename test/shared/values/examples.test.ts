import { createServer } from 'node:http';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JournalEntry } from '../../../sandbox/core/types';
import { SEED_GROUPS, SEED_PHONES } from '../../../sandbox/kaizala';
import type { RunResult } from '../../harness/engine';
import { messageOf, poll, runNode } from '../../harness/engine';
import { sandboxCredentials, useSandbox } from '../../harness/sandbox';
import { toolOf } from '../../harness/tool';
import { useInstantWaits } from '../../harness/waits';
import { byId, list, mapped } from '../../HubSpotTickets/setup';

/** What people and their expressions hand in, as it was tried on the four services, one test for each kind. */

useInstantWaits();
const sandbox = useSandbox();

type Items = IDataObject[];
const node =
	(type: string) =>
	async (resource: string, operation: string, parameters: INodeParameters = {}, items: Items = [{}]) =>
		await runNode({
			type,
			parameters: { authentication: 'accessToken', resource, operation, ...parameters },
			credentials: sandboxCredentials(sandbox.current),
			items,
		});
const hubSpot = node('hubSpotTickets');
const thulium = node('thulium');
const jtel = node('jtelAcd');
const kaizala = node('kaizala');

const sent = (): JournalEntry[] => sandbox.current.journal.entries().filter(({ path }) => path !== '/v1/accessToken');
const lastBody = (): IDataObject => {
	const bodies = sent().flatMap(({ method, body }) => (method === 'GET' ? [] : [body]));
	return JSON.parse(JSON.stringify(bodies.at(-1) ?? {})) as IDataObject;
};
const descriptionOf = ({ error }: RunResult): string => String(error?.description);
const subjects = ({ json }: RunResult) => json.map(({ subject }) => subject);

const PUMP = '38402119001';
const LINK = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/values.md';
const row = (propertyName: string, operator: string, rest: INodeParameters = {}) => ({
	propertyName: list(propertyName),
	operator,
	value: '',
	highValue: '',
	values: '',
	...rest,
});
const search = async (filter: Array<ReturnType<typeof row>>, more: INodeParameters = {}, items?: Items) =>
	await hubSpot('ticket', 'search', { filters: { filter }, query: '', returnAll: true, options: {}, ...more }, items);
const property = async (name: string, value: string | null, json: IDataObject = {}) =>
	await hubSpot('ticket', 'update', { ticketId: byId(PUMP), updateFields: {}, properties: mapped({ [name]: value }) }, [
		json,
	]);
const trigger = async (more: INodeParameters) =>
	await poll({
		type: 'hubSpotTicketsTrigger',
		parameters: { authentication: 'accessToken', event: 'updated', ...more },
		credentials: sandboxCredentials(sandbox.current),
		staticData: {},
		mode: 'manual',
	});

/** A text that is written, in each service: a description, a custom field, a subject, a message. */
const written: Record<string, (value: string, json?: IDataObject) => Promise<RunResult>> = {
	HubSpot: async (value, json) => await property('content', value, json),
	Thulium: async (value, json = {}) => {
		const customFields = { field: [{ name: 'City', value }] };
		return await thulium('ticket', 'update', { ticketId: '1234', updateFields: { customFields } }, [json]);
	},
	jtel: async (value, json = {}) =>
		await jtel(
			'event',
			'create',
			{ eventType: 'ticket', sender: 'a@b.example', groupId: byId('235'), subject: value },
			[json],
		),
	Kaizala: async (value, json = {}) =>
		await kaizala('message', 'send', { groupId: byId(SEED_GROUPS.supportDesk), message: value, recipients: 'group' }, [
			json,
		]),
};
const SERVICES = Object.keys(written);
const write = async (service: string, value: string) => {
	const result = await written[service]?.(value);
	if (result === undefined) throw new Error(`There is no ${service}`);
	return result;
};

describe('text that is written', () => {
	test.each(
		SERVICES.flatMap(
			(service) =>
				[
					[service, "={{ DateTime.fromISO('nonsense') }}", /an invalid date/],
					[service, '={{ new Date("nonsense") }}', /an invalid date/],
					[service, "={{ Number('twelve') }}", /yields NaN/],
					[service, '={{ 1 / 0 }}', /yields Infinity/],
					[service, '={{ ({ name: "Ann" }) }}', /yields an object/],
					[service, '={{ String({}) }}', /yields an object/],
					[service, '={{ ["a", "b"] }}', /yields a list/],
					[service, '={{ "cut \\ud83d" }}', /half of a character/],
					[service, '={{ 9007199254740993 }}', /has the number 9007199254740992/],
				] satisfies Array<[string, string, RegExp]>,
		),
	)('%s refuses %s and sends nothing', async (service, value, words) => {
		const result = await write(service, value);
		expect(messageOf(result)).toMatch(words);
		expect(messageOf(result)).toMatch(/^The (field|property) "/);
		expect(descriptionOf(result)).toContain(LINK);
		expect(sent().filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test.each(
		SERVICES.flatMap((service) => [
			[service, '={{ 12.5 }}', '12.5'],
			[service, '={{ true }}', 'true'],
			[service, '={{ new Date("2026-11-21T08:00:00Z") }}', '2026-11-21T08:00:00.000Z'],
		]),
	)('%s writes %s as %s', async (service, value, text) => {
		expect((await write(service, value)).error).toBeUndefined();
		expect(JSON.stringify(lastBody())).toContain(JSON.stringify(text).slice(1, -1));
	});

	test('undefined leaves a field out, null and an empty text clear it', async () => {
		await property('content', '={{ $json.none }}', { other: 1 });
		expect(sent().filter(({ method }) => method !== 'GET')).toEqual([]);
		for (const nothing of ['={{ null }}', '={{ "" }}', '={{ " \\n" }}', ' \u00a0']) {
			await property('content', nothing);
			expect(lastBody()).toEqual({ properties: { content: '' } });
		}
	});
});

test.each(['  ', '={{ "\\u00a0" }}'])('blanks alone (%s) overwrite nothing', async (blanks) => {
	const create = { subject: 's', stageId: byId('1'), additionalFields: { content: blanks } };
	await hubSpot('ticket', 'create', { ...create, properties: mapped({ closing_note: blanks }) });
	expect(JSON.stringify(lastBody())).not.toMatch(/" |\\u00a0|\u00a0/);
	sandbox.current.reset();
	const updateFields = { name: blanks, note: blanks };
	expect(messageOf(await thulium('company', 'update', { companyId: '28', updateFields }))).toBe(
		'There is nothing to change',
	);
	const address = { address: { city: blanks, street: 'Main Street' } };
	await thulium('customer', 'create', { surname: 'Lis', additionalFields: { address } });
	expect(lastBody()).toEqual({ surname: 'Lis', address: { street: 'Main Street' } });
});

test('properties that one expression is to fill are refused, not passed over', async () => {
	const properties = { warranty: 'yes' };
	const result = await hubSpot('ticket', 'create', {
		subject: 's',
		stageId: byId('1'),
		additionalFields: {},
		properties,
	});
	expect(messageOf(result)).toBe(
		'The field "Properties" must be a group of fields, but the expression yields an object',
	);
	expect(sent()).toEqual([]);
});

describe('conditions', () => {
	const NOTHING = ['={{ $json.none }}', '={{ null }}', '={{ "" }}', '={{ " \\n" }}', '={{ "\\u200b" }}', '={{ [] }}'];

	test.each(NOTHING)('whatever narrows a list stops when its expression is %s', async (nothing) => {
		const results = [
			await search([], { query: nothing }),
			await search([row('Priority', 'EQ', { value: nothing })]),
			await search([row('Priority', 'IN', { valueNames: ['HIGH'], values: nothing })]),
			await search([], { options: { filterGroups: nothing } }),
			await hubSpot('stage', 'getAll', { pipelineId: byId(nothing) }),
			await hubSpot('activity', 'getAll', { ticketId: byId(PUMP), types: nothing }),
			await hubSpot('conversation', 'getAll', {
				listBy: 'ticket',
				ticketId: byId(PUMP),
				options: { status: nothing },
			}),
			await hubSpot('conversation', 'getMessages', {
				findBy: 'ticket',
				ticketId: byId(PUMP),
				options: { types: nothing },
			}),
			await thulium('ticket', 'getAll', { filters: { customerId: nothing } }),
			await jtel('event', 'getAll', { filters: { text: nothing } }),
			await jtel('diallerContact', 'getAll', { campaignId: byId('51'), filters: { userData: nothing } }),
			await kaizala('group', 'search', { searchTerm: nothing, query: nothing }),
		];
		expect(results.map(messageOf)).toEqual(
			results.map(() => expect.stringMatching(/^The filter ".+" has no value for this item$/)),
		);
		expect(sent()).toEqual([]);
		if (nothing.includes('$json')) return;
		await expect(trigger({ filters: { priorities: nothing } })).rejects.toThrow(/"Priority Names or IDs" has no value/);
		await expect(trigger({ options: { onlyProperties: nothing } })).rejects.toThrow(
			/"Watched Property Names or IDs" has/,
		);
	});

	const NO_ENTRIES = ['={{ $json.one }},{{ $json.other }}', '={{ "[]" }}', '={{ JSON.stringify([]) }}', '={{ ", ," }}'];

	test.each([...NO_ENTRIES, ',', '[ ]'])('so does a list without entries: %s', async (given) => {
		const results = [
			await hubSpot('activity', 'getAll', { ticketId: byId(PUMP), types: given }),
			await hubSpot('conversation', 'getMessages', {
				findBy: 'ticket',
				ticketId: byId(PUMP),
				options: { types: given },
			}),
			await hubSpot('task', 'getAll', { ticketId: byId(PUMP), filters: { status: given } }),
			await thulium('ticket', 'getAll', { filters: { statusIds: given } }),
			await thulium('call', 'getAll', { filters: { tags: given } }),
			await thulium('call', 'getAll', { filters: { tags: [given] } }),
			await thulium('customer', 'getAll', { filters: { without: given } }),
			await jtel('event', 'getAll', { filters: { statusIds: given } }),
			await jtel('event', 'getAll', { filters: { groupIds: given } }),
		];
		expect(results.map(messageOf)).toEqual(
			results.map(() => expect.stringMatching(/^The filter ".+" has no value for this item$/)),
		);
		expect(sent()).toEqual([]);
		if (given.includes('$json')) return;
		await expect(trigger({ filters: { priorities: given } })).rejects.toThrow(/"Priority Names or IDs" has no value/);
	});

	test.each(['={{ "[]" }}', '={{ JSON.stringify([]) }}'])('so does JSON without entries: %s', async (given) => {
		expect((await search([], { options: { filterGroups: '[]' } })).error).toBeUndefined();
		sandbox.current.journal.clear();
		const result = await search([], { options: { filterGroups: given } });
		expect(messageOf(result)).toBe('The filter "Filter Groups (JSON)" has no value for this item');
		expect(sent()).toEqual([]);
	});

	test('a list without entries finds nothing or is ignored, as it is chosen', async () => {
		const found = (emptyFilter: string) =>
			jtel('event', 'getAll', { filters: { statusIds: '={{ "[]" }}' }, emptyFilter });
		expect((await found('returnNothing')).json).toEqual([]);
		expect((await found('ignore')).json).not.toEqual([]);
	});

	test('a filter is called by the name that the panel shows', async () => {
		const propertyName = { ...list('hs_ticket_priority'), cachedResultName: 'Priority' };
		const result = await search([{ ...row('', 'EQ', { value: '={{ $json.none }}' }), propertyName }]);
		expect(messageOf(result)).toBe('The filter "Priority" has no value for this item');
	});

	test('If a Filter Is Empty takes its labels, and each item gets its own outcome', async () => {
		const filter = [row('Priority', 'EQ', { value: '={{ $json.p }}' })];
		const items = [{ p: 'High' }, {}, { p: 'Low' }];
		const counts = async (emptyFilter: string) => {
			const { items: found } = await search(filter, { emptyFilter }, items);
			return items.map((_, index) => found.filter(({ pairedItem }) => Object(pairedItem).item === index).length);
		};
		expect(await counts('returnNothing')).toEqual([1, 0, 1]);
		expect(await counts('={{ "Return Nothing" }}')).toEqual([1, 0, 1]);
		expect(await counts('ignore')).toEqual([1, 5, 1]);
	});

	test('what an AI agent leaves out is no condition, and it is told which counted', async () => {
		const call = await toolOf({
			type: 'hubSpotTickets',
			credentials: sandboxCredentials(sandbox.current),
			parameters: {
				...{ authentication: 'accessToken', resource: 'ticket', operation: 'search', returnAll: true, options: {} },
				query: "={{ $fromAI('text') }}",
				filters: { filter: [row('Priority', 'EQ', { value: "={{ $fromAI('priority') }}" })] },
			},
		});
		expect(JSON.stringify(await call({ priority: 'high' }))).toMatch(
			/"appliedConditions":"Filters > Property: .*Priority.*Filters > Value: .*high/,
		);
		expect(JSON.stringify(await call({ text: '', priority: null }))).toMatch(/"appliedConditions":"none"/);
	});
});

describe('choices', () => {
	test.each([
		['Priority', 'High', 'Pump 7 does not start'],
		['Ticket status', 'Closed', 'Meter reading unclear'],
		['Ticket status', ' CLOSED\u200b', 'Meter reading unclear'],
		['Pipeline', 'returns', 'Return of two meters'],
	])('a search for %s %j finds what people see', async (name, value, subject) => {
		expect(subjects(await search([row(name, 'EQ', { value })]))).toEqual([subject]);
	});

	test.each(['Yes', 'TRUE', '={{ true }}', '={{ 1 }}'])('a checkbox is looked for as %s', async (value) => {
		await property('warranty', 'yes');
		expect(subjects(await search([row('Under warranty', 'EQ', { value })]))).toEqual(['Pump 7 does not start']);
	});

	test('a trigger takes labels, too, and refuses what never comes', async () => {
		const filter = (value: string) => ({ customFilters: { filter: [row('Priority', 'EQ', { value })] } });
		expect(await trigger(filter('High'))).toHaveLength(1);
		await expect(trigger(filter('urgent!'))).rejects.toThrow(
			'The filter for "Priority" has no choice "urgent!": choose Low, Medium, High, Urgent',
		);
	});

	test('a stage whose name two pipelines share is refused and named, within its pipeline it is found', async () => {
		const stages = [{ label: 'Closed', displayOrder: 0, metadata: { ticketState: 'CLOSED' } }];
		await fetch(`${sandbox.current.url}/hubspot/crm/v3/pipelines/tickets`, {
			method: 'POST',
			headers: { authorization: 'Bearer hubspot-sandbox-token', 'content-type': 'application/json' },
			body: JSON.stringify({ label: 'Repairs', displayOrder: 9, stages }),
		});
		const shared = await search([row('Ticket status', 'EQ', { value: 'Closed' })]);
		expect(messageOf(shared)).toBe('The filter for "Ticket status" has 2 choices named "Closed"');
		const within = [
			row('Pipeline', 'EQ', { value: 'Support Pipeline' }),
			row('Ticket status', 'EQ', { value: 'closed' }),
		];
		expect(subjects(await search(within))).toEqual(['Meter reading unclear']);
		expect(subjects(await search([row('Ticket status', 'EQ', { value: 'Support Pipeline / Closed' })]))).toEqual([
			'Meter reading unclear',
		]);
	});

	test('an owner is found by email in a condition, and refused without saying each name twice', async () => {
		const found = await search([row('Ticket owner', 'EQ', { value: 'Ada.Castel.23@relay.example' })]);
		expect(found.error).toBeUndefined();
		const unknown = messageOf(await search([row('Ticket owner', 'EQ', { value: 'Nobody' })]));
		expect(unknown).toMatch(/has no choice "Nobody": choose Ada Abend \(ada\.abend\.1@relay\.example\), Bruno Abend/);
		const object = await property('deputy_owner', '={{ ({ id: 1 }) }}');
		expect(messageOf(object)).toMatch(/^The property "Deputy owner" must be text, but the expression yields an object/);
	});

	test('an operator of Filter Groups may be written as the list shows it, and one that there is not is refused', async () => {
		const groups = async (operator: string) =>
			await search([], {
				options: {
					filterGroups: JSON.stringify([{ filters: [{ propertyName: 'Priority', operator, value: 'High' }] }]),
				},
			});
		expect(subjects(await groups('equals'))).toEqual(['Pump 7 does not start']);
		expect(messageOf(await groups('like'))).toMatch(/"Priority" in "Filter Groups \(JSON\)" has the operator "like"/);
	});
});

describe('lists', () => {
	const PRIORITIES = ['["HIGH","LOW"]', 'High, Low', 'High; Low', '={{ "High\\nLow" }}', '={{ [["High"], "Low"] }}'];

	test.each(PRIORITIES)('%s as Is Not One Of leaves both out', async (values) => {
		await search([row('Priority', 'NOT_IN', { values })]);
		expect(JSON.stringify(sent().find(({ path }) => path.endsWith('/search'))?.body)).toContain('["HIGH","LOW"]');
	});

	test.each([
		['={{ ["NORTH", null] }}', /an entry without a value/],
		['={{ ["NORTH", {}] }}', /there is an object/],
		['={{ ["NORTH", NaN] }}', /NaN/],
		['={{ ["NORTH", new Date("x")] }}', /an invalid date/],
		['["NORTH", null]', /an entry without a value/],
		['["NORTH"', /begins like a JSON list, but is not one/],
		["['NORTH']", /begins like a JSON list, but is not one/],
		[';', /names nothing to add/],
	])('a multiple choice refuses %s', async (value, words) => {
		expect(messageOf(await property('affected_sites', value))).toMatch(words);
	});

	test.each(['["leak"', "['leak','vip']", '={{ ["leak", null] }}'])('no tag is made of a part of %s', async (tags) => {
		const result = await thulium('ticket', 'update', { ticketId: '1234', updateFields: { tags } });
		expect(messageOf(result)).toMatch(/^The field "Update Fields > Tags" /);
		expect(sent()).toEqual([]);
	});

	test.each(['={{ ["a", null] }}', "['a']", '["a", {}]'])('a list on a card refuses %s', async (value) => {
		const properties = { property: [{ name: 'sites', type: 'StringList', value }] };
		const card = { groupId: byId(SEED_GROUPS.customerCare), packageId: 'com.gls.xyz.care', properties };
		const result = await kaizala('action', 'send', { ...card, subscribers: SEED_PHONES.customer });
		expect(messageOf(result)).toMatch(/without a value|begins like a JSON list|an object/);
		expect(sent()).toEqual([]);
	});

	test('an empty list clears in a write', async () => {
		await property('affected_sites', '={{ [] }}');
		expect(lastBody()).toEqual({ properties: { affected_sites: '' } });
	});
});

/** Fields with an instant, in each service, and what is sent or looked for. */
const instants: Record<string, (value: string) => Promise<RunResult>> = {
	'HubSpot date and time': async (value) => await property('callback_at', value),
	'HubSpot Search': async (value) => await search([row('createdate', 'GTE', { value })]),
	'HubSpot note': async (value) =>
		await hubSpot('note', 'add', {
			ticketId: byId(PUMP),
			body: 'x',
			note: 'x',
			options: { timestamp: value },
		}),
	'HubSpot task': async (value) =>
		await hubSpot('task', 'create', { ticketId: byId(PUMP), subject: 't', title: 't', dueDate: value }),
	'Kaizala meeting': async (value) =>
		await kaizala('action', 'send', {
			...{ groupId: byId(SEED_GROUPS.supportDesk), recipients: 'group', actionType: 'LetsMeet', title: 'Desk' },
			startingTime: value,
		}),
	'Kaizala card': async (value) =>
		await kaizala('action', 'send', {
			...{ groupId: byId(SEED_GROUPS.customerCare), packageId: 'com.gls.xyz.care', subscribers: SEED_PHONES.customer },
			properties: { property: [{ name: 'due', type: 'DateTime', value }] },
		}),
	'Thulium call': async (value) =>
		await thulium('queue', 'scheduleCall', {
			queueId: byId('3'),
			phoneNumber: '600100200',
			options: { callAt: value },
		}),
	'Thulium filter': async (value) => await thulium('ticket', 'getAll', { filters: { dateFrom: value } }),
	'jtel filter': async (value) => await jtel('event', 'getAll', { filters: { createdAfter: value } }),
};
const NO_DATES = [
	...['Room 7', '10:00 PM', '03/04/2026', '2026-02-30', '26-11-21', '0026-11-21', '2026-W47', '2026-11-21T24:00Z'],
	...['2026-11-21T08:00+25:00', '2016-12-31T23:59:60Z', '={{ 46347 }}', '={{ 1782900000000000 }}', '={{ NaN }}'],
	...['={{ new Date("x") }}', "={{ DateTime.fromISO('x') }}", '={{ true }}', '={{ $now.diff($now) }}'],
];

describe('days and instants', () => {
	test.each(Object.keys(instants))('%s: what is no date is refused before anything is sent', async (field) => {
		for (const value of NO_DATES) {
			const result = await instants[field]?.(value);
			if (result === undefined) throw new Error(`There is no ${field}`);
			expect([value, messageOf(result)]).toEqual([value, expect.stringMatching(/^The (field|property|filter for) "/)]);
			expect(descriptionOf(result)).toContain(LINK);
		}
		expect(sent().filter(({ method, path }) => method !== 'GET' || /events|\/api\/tickets$/.test(path))).toEqual([]);
	});

	test.each(Object.keys(instants))('%s: seconds are the same moment as milliseconds and as text', async (field) => {
		const requests = [];
		for (const value of ['={{ 1782900000 }}', '={{ 1782900000000 }}', '2026-07-01T10:00:00Z', '2026-07-01T12:00:00']) {
			sandbox.current.reset();
			expect((await instants[field]?.(value))?.error).toBeUndefined();
			requests.push(JSON.stringify(sent().map(({ path, query, body }) => ({ path, query, body }))));
		}
		expect(new Set(requests).size).toBe(1);
	});

	test('Start From of a trigger and a filter in it refuse the same', async () => {
		for (const value of NO_DATES) {
			await expect(trigger({ options: { startFrom: value } })).rejects.toThrow(/^The field "Options > Start From" /);
			const filter = [row('createdate', 'GTE', { value })];
			await expect(trigger({ customFilters: { filter } })).rejects.toThrow(/^The (filter for|field) "/);
		}
	});

	test.each([
		["={{ DateTime.fromISO('2026-11-21T23:30', { zone: 'America/New_York' }) }}", '2026-11-21'],
		['2026-11-21T23:30:00-05:00', '2026-11-21'],
		['2026-11-21T23:30:00Z', '2026-11-22'],
		['={{ new Date("2026-11-21T00:00:00Z") }}', '2026-11-21'],
		['={{ 1795219200 }}', '2026-11-21'],
	])('the day of %s is %s', async (value, day) => {
		await property('promised_on', value);
		expect(lastBody()).toEqual({ properties: { promised_on: day } });
		await thulium('customer', 'create', { surname: 'Lis', additionalFields: { birthdate: value } });
		expect(lastBody()).toMatchObject({ birthdate: day });
	});

	test('between two dates of which the later stands first, nothing can match', async () => {
		const filter = [row('createdate', 'BETWEEN', { value: '2026-12-01', highValue: '2026-01-01' })];
		expect(messageOf(await search(filter))).toMatch(/has a lower value that is above the upper one/);
		await expect(trigger({ customFilters: { filter } })).rejects.toThrow(/above the upper one/);
	});
});

describe('numbers and yes or no', () => {
	test.each(['12,5', '1.234,5', '1,234.5', '1 234', '0x10', '={{ NaN }}', '={{ 9007199254740993 }}', '5 %'])(
		'a number refuses %s',
		async (value) => {
			expect(messageOf(await property('impact_score', value))).toMatch(/^The property "Impact score" /);
		},
	);

	test.each([
		['+5', '5'],
		['.5', '0.5'],
		['1e3', '1000'],
		['\u200b7 ', '7'],
		['9007199254740993', '9007199254740993'],
		['12.0', '12'],
		['007', '7'],
		['-0', '0'],
		['1e-7', '0.0000001'],
	])('the number %j is sent as %s', async (value, text) => {
		await property('impact_score', value);
		expect(lastBody()).toEqual({ properties: { impact_score: text } });
	});

	test.each(['1.000', '={{ "12.500" }}'])('a limit of %s may be a thousand, and is refused', async (limit) => {
		for (const read of [
			await hubSpot('ticket', 'getAll', { limit, options: {} }),
			await thulium('ticket', 'getAll', { limit, filters: {} }),
		]) {
			expect(messageOf(read)).toMatch(/^The field "Limit" must be a whole number, but it is "/);
		}
		expect(sent()).toEqual([]);
	});

	test('a switch whose expression yields nothing stays as it is by itself', async () => {
		const { json } = await hubSpot('ticket', 'get', { ticketId: byId(PUMP), simplify: '={{ $json.none }}' });
		expect(json[0]).toHaveProperty('stageLabel');
	});
});

describe('IDs', () => {
	const address = (host: string) => `https://${host}/contacts/24816357/record/0-5/${PUMP}?x=1#top`;

	test.each([` \ufeff${PUMP}\u00a0`, address('app.hubspot.com'), address('app-eu1.hubspot.com')])(
		'%j is the ticket, also as a condition',
		async (value) => {
			expect((await hubSpot('ticket', 'get', { ticketId: byId(value) })).json[0]).toMatchObject({ id: PUMP });
			expect(subjects(await search([row('Record ID', 'EQ', { value })]))).toEqual(['Pump 7 does not start']);
		},
	);

	test.each([
		[address('hubspot.com.example'), /is not that of a ticket/],
		[`https://app.hubspot.com/contacts/1/record/0-5/${PUMP}`, /an address of the account 1/],
		['={{ 9007199254740993 }}', /is 9007199254740992/],
	])('%s is refused', async (value, words) => {
		expect(messageOf(await hubSpot('ticket', 'get', { ticketId: byId(value) }))).toMatch(words);
	});

	test.each([
		['a contact by its address', 'https://app.hubspot.com/contacts/24816357/record/0-1/201', undefined],
		['what is no ID', 'abc', /^The filter for "associations\.contact" has "abc", which is not the ID of a contact$/],
	])('tickets of %s', async (_name, value, words) => {
		const result = await search([row('associations.contact', 'EQ', { value })]);
		if (words === undefined) expect(subjects(result)).toEqual(['Pump 7 does not start']);
		else expect(messageOf(result)).toMatch(words);
	});

	test('a unique value that has lost digits leads to no other ticket', async () => {
		const unique = { uniqueProperty: list('external_ref'), uniqueValue: '={{ 9007199254740993 }}' };
		const result = await hubSpot('ticket', 'upsert', { ...unique, subject: 's', stageId: byId('1') });
		expect(messageOf(result)).toBe('The field "Value" has the number 9007199254740992');
		expect(sent()).toEqual([]);
	});
});

test.each(['={{ 0 }}', '0', '000'])('nothing is deleted by the ID %s', async (id) => {
	const results = [
		await hubSpot('ticket', 'delete', { ticketId: byId(id) }),
		await hubSpot('ticket', 'delete', { ticketId: byId(id) }, [{}, {}]),
		await hubSpot('note', 'delete', { noteId: byId(id) }),
		await hubSpot('task', 'delete', { taskId: byId(id) }),
	];
	expect(results.map(messageOf)).toEqual(results.map(() => expect.stringMatching(/which is not the ID of a /)));
	expect(sent()).toEqual([]);
});

describe('phones, addresses and JSON', () => {
	test.each(['+', 'call me', '600100200 ext. 5'])('a phone number is not %j', async (phoneNumber) => {
		const result = await thulium('queue', 'scheduleCall', { queueId: byId('3'), phoneNumber });
		expect(messageOf(result)).toBe(`The field "Phone Number" has "${phoneNumber}", which is not a telephone number`);
		expect(sent()).toEqual([]);
	});

	test.each(['mailto:ann@example.com', 'Ann <ann@example.com>', 'a@b@c'])(
		'an email address is not %j',
		async (email) => {
			const ticket = { to: 'service@example.com', subject: 's', message: 'm', body: 'm', text: 'm' };
			const contact = { campaign: byId('51'), name: 'K', phoneNumbers: ['4915112345678'] };
			const results = [
				await thulium('company', 'create', { name: 'X', additionalFields: { email } }),
				await thulium('ticket', 'create', { ...ticket, additionalFields: { cc: [email] } }),
				await thulium('ticket', 'create', { ...ticket, additionalFields: { from: email } }),
				await jtel('diallerContact', 'upsert', { ...contact, additionalFields: { email } }),
			];
			expect(results.map(messageOf)).toEqual(
				results.map(() => expect.stringMatching(/which is not an email address$/)),
			);
			expect(sent()).toEqual([]);
		},
	);

	test.each(['{"a":1,}', '={{ ({ a: NaN }) }}', '={{ ({ a: new Date("x") }) }}', '={{ ({ a: "\\ud83d" }) }}'])(
		'the body of a Custom API Call is not %s',
		async (body) => {
			const call = { method: 'POST', path: '/x', body };
			const results = [
				await hubSpot('customApiCall', 'call', call),
				await thulium('customApiCall', 'call', call),
				await jtel('customApiCall', 'call', call),
			];
			expect(results.map(messageOf)).toEqual(results.map(() => expect.stringMatching(/^The field "Body" /)));
			expect(sent()).toEqual([]);
		},
	);
});

describe('the body of a Custom API Call is sent as it is', () => {
	test.each(['{}', '[]', 'null', '"text"', '7', '\ufeff {"a":1}\u00a0', '={{ {} }}', '={{ [] }}'])(
		'%j',
		async (body) => {
			const raw: Array<{ body: string; type?: string }> = [];
			const server = createServer((request, response) => {
				const entry = { body: '', type: request.headers['content-type'] };
				raw.push(entry);
				request.on('data', (chunk) => (entry.body += String(chunk)));
				request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			const address = server.address();
			const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
			const all = sandboxCredentials(sandbox.current);
			const credentials = {
				...all,
				hubSpotTicketsApi: { ...all.hubSpotTicketsApi, baseUrl },
				thuliumApi: { ...all.thuliumApi, baseUrl },
				jtelAcdApi: { ...all.jtelAcdApi, serverUrl: baseUrl },
			};
			try {
				for (const type of ['hubSpotTickets', 'thulium', 'jtelAcd']) {
					const call = { method: 'POST', path: '/x', body };
					const parameters = { authentication: 'accessToken', resource: 'customApiCall', operation: 'call', ...call };
					expect((await runNode({ type, parameters, credentials })).error).toBeUndefined();
				}
			} finally {
				server.close();
			}
			const meant = JSON.stringify(JSON.parse(body.replace(/^={{ | }}$/g, '').trim()));
			expect(raw).toEqual(
				raw.map(() => ({ body: meant, type: expect.stringMatching(/^application\/json/) as unknown })),
			);
			expect(raw).toHaveLength(3);
		},
	);
});

describe('errors', () => {
	test('name the item as the panel counts it, and nothing was sent for any', async () => {
		const items = [{ day: '2026-01-01' }, { day: '03/04/2026' }, { day: '2026-01-02' }];
		const create = {
			...{ subject: 's', stageId: byId('1'), additionalFields: {} },
			properties: mapped({ promised_on: '={{ $json.day }}' }),
		};
		const result = await hubSpot('ticket', 'create', create, items);
		expect(messageOf(result)).toBe(
			'The property "Promised on" is "03/04/2026", a date that is not written as year, month, day',
		);
		expect(descriptionOf(result)).toMatch(/^This is item 1 \(n8n counts from 0\)\. Nothing was sent/);
		expect(sent().filter(({ method }) => method === 'POST')).toEqual([]);
	});

	test.each(SERVICES)('%s cuts a long value to 200 characters', async (service) => {
		const long = 'x'.repeat(5_000);
		const wrong: Record<string, () => Promise<RunResult>> = {
			HubSpot: async () => await property('impact_score', long),
			Thulium: async () => await thulium('ticket', 'get', { ticketId: long }),
			jtel: async () => await jtel('event', 'get', { eventId: long }),
			Kaizala: async () =>
				await kaizala('action', 'send', { groupId: byId(SEED_GROUPS.customerCare), packageId: 'p', subscribers: long }),
		};
		const result = await wrong[service]?.();
		if (result === undefined) throw new Error(`There is no ${service}`);
		expect(messageOf(result)).toContain(`${'x'.repeat(200)}…`);
		expect(messageOf(result)).not.toContain('x'.repeat(201));
	});
});

test('a ticket tells the name and the email of its owner, in operations and in triggers', async () => {
	const created = await hubSpot('ticket', 'create', {
		...{ subject: 'Valve', stageId: byId('1') },
		additionalFields: { ownerId: byId('71440001'), priority: byId('High') },
	});
	const id = String(created.json[0]?.id);
	const labels = {
		...{ stageLabel: 'New', pipelineLabel: 'Support Pipeline', priorityLabel: 'High' },
		...{ ownerName: 'Ada Abend', ownerEmail: 'ada.abend.1@relay.example' },
	};
	const filter = [row('Record ID', 'EQ', { value: id })];
	const results = [
		created,
		await hubSpot('ticket', 'get', { ticketId: byId(id) }),
		await search(filter),
		await hubSpot('ticket', 'getAll', { returnAll: true, options: {} }),
	];
	for (const { json } of results) expect(json.find((ticket) => ticket.id === id)).toMatchObject(labels);
	expect((await trigger({ customFilters: { filter } }))?.[0]?.json).toMatchObject(labels);
});
