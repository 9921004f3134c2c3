import { loadOptions, searchList } from '../../harness/engine';
import { credentialsWith, LIMITED, list, sandbox, ticket } from '../setup';

const search = async (method: string, filter?: string, parameters = {}) =>
	(await searchList({ ...ticket('update', parameters), method, filter })).results;

test('the agents, by name and login', async () => {
	expect(await search('searchAgents')).toEqual([
		{ name: 'Anna Zielińska (testowy.agent11)', value: 'testowy.agent11' },
		{ name: 'Piotr Wójcik (testowy.agent17)', value: 'testowy.agent17' },
		{ name: 'Maria Nowak (mnowak)', value: 'mnowak' },
		{ name: 'Jan Dawny (dawny.agent) - inactive', value: 'dawny.agent' },
	]);
	expect(await search('searchAgents', 'wójcik')).toEqual([
		{ name: 'Piotr Wójcik (testowy.agent17)', value: 'testowy.agent17' },
	]);
});

describe.each(['named', 'plainId', 'wrapped'])('dictionaries of the shape: %s', (dictionaryShape) => {
	beforeEach(() => sandbox.current.setSwitches('thulium', { dictionaryShape }));

	test('the statuses, also for the multi-select of Get Many', async () => {
		const statuses = await search('searchStatuses');
		expect(statuses).toHaveLength(6);
		expect(statuses).toContainEqual({ name: 'Zamknięte', value: '6' });
		expect(await search('searchStatuses', 'OCZEKUJE')).toEqual([{ name: 'Oczekuje na klienta', value: '2' }]);
		expect(await loadOptions({ ...ticket('getAll'), method: 'getStatuses' })).toEqual(statuses);
	});

	test('the sub-statuses of the chosen status, or of all', async () => {
		expect(await search('searchSubstatuses')).toEqual([
			{ name: 'Oczekuje na klienta - Brak odpowiedzi', value: '21' },
			{ name: 'W realizacji - Magazyn', value: '51' },
			{ name: 'W realizacji - Serwis', value: '52' },
		]);
		for (const collection of ['updateFields', 'additionalFields']) {
			expect(await search('searchSubstatuses', '', { [collection]: { statusId: list('5') } })).toEqual([
				{ name: 'Magazyn', value: '51' },
				{ name: 'Serwis', value: '52' },
			]);
		}
		expect(await search('searchSubstatuses', '', { updateFields: { statusId: list('1') } })).toEqual([]);
	});

	test('the categories and the ticket queues', async () => {
		expect(await search('searchCategories')).toEqual([
			{ name: 'Dostawa', value: '7' },
			{ name: 'Reklamacje', value: '8' },
		]);
		expect(await search('searchTicketQueues', 'sales')).toEqual([{ name: 'sales@example.com', value: '5' }]);
	});
});

describe.each(['named', 'plainId', 'wrapped'])('lists of the shape: %s', (dictionaryShape) => {
	beforeEach(() => sandbox.current.setSwitches('thulium', { dictionaryShape }));

	test('the phone queues, the chat queues and the campaigns', async () => {
		expect(await search('searchQueues')).toEqual([
			{ name: 'Infolinia', value: '3' },
			{ name: 'Serwis', value: '8' },
		]);
		expect(await search('searchChatQueues', 'czat')).toEqual([{ name: 'Czat na stronie', value: '2' }]);
		expect(await search('searchCampaigns')).toEqual([
			{ name: 'Ankieta po serwisie', value: '00001' },
			{ name: 'Odnowienia umów', value: '00002' },
		]);
	});
});

test('the statuses of the chosen campaign, and none before one is chosen', async () => {
	expect(await search('searchCampaignStatuses')).toEqual([]);
	expect(await search('searchCampaignStatuses', 'mój', { campaignId: list('00001') })).toEqual([
		{ name: 'Mój rekord', value: '3' },
	]);
});

test('the agents, for the multi-select of Add Agents', async () => {
	expect(await loadOptions({ ...ticket('update'), method: 'getAgents' })).toContainEqual({
		name: 'Maria Nowak (mnowak)',
		value: 'mnowak',
	});
});

test('the sub-statuses in Close depend on the status beside them', async () => {
	expect(await search('searchSubstatuses', '', { statusId: list('2') })).toEqual([
		{ name: 'Brak odpowiedzi', value: '21' },
	]);
});

test('a missing permission says what to permit', async () => {
	const setup = { ...ticket('update'), credentials: credentialsWith(LIMITED) };
	await expect(searchList({ ...setup, method: 'searchCategories' })).rejects.toMatchObject({
		message: 'Thulium says: No permission for this method.',
		description: expect.stringContaining('Permit "GET ticket_categories"'),
	});
});
