import { SEED_GROUPS } from '../../sandbox/kaizala';
import { SECRET_FIELDS } from '../../scripts/lib/credentials';
import { PACKAGE_NAME } from '../../scripts/lib/paths';
import { describeInBrowser } from '../harness/browser';
import { CredentialDialog } from './lib/credentials';
import { NodeCreator } from './lib/creator';
import type { Dynamic, NodeDescription } from './lib/dynamic';
import { dynamicsOf, namesOf } from './lib/dynamic';
import { fillSandbox } from './lib/fillSandbox';
import { credentialOf, EDITOR_TEST_MS, useEditor } from './lib/environment';

/** What people type, and a node that they have to find then. n8n takes the word Trigger off the names it lists. */
const SEARCHES = [
	['ticket', ['HubSpot Tickets', 'Kaizala', 'Thulium', 'jtel ACD']],
	['call centre', ['jtel ACD', 'Thulium']],
	['call center', ['jtel ACD', 'Thulium']],
	['helpdesk', ['HubSpot Tickets', 'Thulium']],
	['kaizala', ['Kaizala']],
	['hubspot ticket', ['HubSpot Tickets', 'HubSpot Tickets Webhook']],
	['thulium', ['Thulium', 'Thulium Polling']],
	['jtel', ['jtel ACD', 'jtel ACD Callback Trigger']],
	['acd', ['jtel ACD']],
] as const;

/** The words typed for a credential, its name, and what the editor has to say about a wrong secret. */
const CREDENTIALS = [
	['hubspot tickets', 'HubSpot Tickets API', 'hubSpotTicketsApi', /access token.*copy it from HubSpot once more/],
	['kaizala', 'Kaizala API', 'kaizalaApi', /Kaizala refused the login.*Check the Connector ID/],
	['thulium', 'Thulium API', 'thuliumApi', /user and password.*Administration > Users > API users/],
	['jtel', 'Jtel ACD API', 'jtelAcdApi', /token together with this Client ID.*paste the newest one/],
] as const;

const KAIZALA_GROUP = { groupId: { __rl: true, mode: 'list', value: SEED_GROUPS.supportDesk } };

/** A row of filters in which the priority is chosen. */
const PRIORITY_ROW = { filter: [{ propertyName: { __rl: true, mode: 'list', value: 'hs_ticket_priority' } }] };

/** One entry that each drop-down has to offer, and what is chosen beside it. */
const OFFERS: Record<string, [entry: string, chosen?: object]> = {
	'hubSpotTickets.getFilterValues': ['High', { filters: PRIORITY_ROW }],
	'hubSpotTickets.getProperties': ['Affected sites'],
	'hubSpotTickets.getTicketFields': ['Affected sites'],
	'hubSpotTickets.searchArchivedConversations': ['of ticket'],
	'hubSpotTickets.searchAssociationTypes': ['Reporter', { toObjectType: 'contacts' }],
	'hubSpotTickets.searchAttachments': ['fitting.txt'],
	'hubSpotTickets.searchChannelAccounts': ['Support mailbox'],
	'hubSpotTickets.searchCompanies': ['Harbour Pumps (harbour-pumps.example)'],
	'hubSpotTickets.searchContacts': ['Marta Lindqvist (marta.lindqvist@harbour-pumps.example)'],
	'hubSpotTickets.searchConversations': ['of ticket'],
	'hubSpotTickets.searchFilterValues': ['High', { filters: PRIORITY_ROW }],
	'hubSpotTickets.searchInboxes': ['Support inbox'],
	'hubSpotTickets.searchNotes': ['Seal ordered.'],
	'hubSpotTickets.searchOwners': ['Ada Abend (ada.abend.1@relay.example)'],
	'hubSpotTickets.searchPipelines': ['Returns'],
	'hubSpotTickets.searchPriorities': ['High'],
	'hubSpotTickets.searchProperties': ['Affected sites'],
	'hubSpotTickets.searchPropertyGroups': ['relay information'],
	'hubSpotTickets.searchRecords': ['Harbour Pumps (harbour-pumps.example)', { toObjectType: 'companies' }],
	'hubSpotTickets.searchSources': ['Email'],
	'hubSpotTickets.searchStages': ['Support Pipeline / Waiting on us'],
	'hubSpotTickets.searchTasks': ['Order a capacitor'],
	'hubSpotTickets.searchTickets': ['Valve leaks after service (38402119003)'],
	'hubSpotTickets.searchUniqueProperties': ['External reference'],
	'hubSpotTicketsTrigger.getFilterValues': ['High', { customFilters: PRIORITY_ROW }],
	'hubSpotTicketsTrigger.getOwners': ['Ada Abend (ada.abend.1@relay.example)'],
	'hubSpotTicketsTrigger.getPipelines': ['Returns'],
	'hubSpotTicketsTrigger.getPriorities': ['High'],
	'hubSpotTicketsTrigger.getProperties': ['Affected sites'],
	'hubSpotTicketsTrigger.getStages': ['Support Pipeline / Waiting on us'],
	'hubSpotTicketsTrigger.searchFilterValues': ['High', { customFilters: PRIORITY_ROW }],
	'hubSpotTicketsTrigger.searchProperties': ['Affected sites'],
	'hubSpotTicketsWebhookTrigger.getProperties': ['Affected sites'],
	'jtelAcd.getEventTypes': ['Callback'],
	'jtelAcd.getGroups': ['Support'],
	'jtelAcd.getUsers': ['Erin Berg (erin.berg)'],
	'jtelAcd.searchCampaigns': ['Renewals'],
	'jtelAcd.searchCockpitVariables': ['Open orders'],
	'jtelAcd.searchEventTypes': ['Callback'],
	'jtelAcd.searchGroups': ['Support'],
	'jtelAcd.searchReceivers': ['Hotline (4919900112233)'],
	'jtelAcd.searchServiceNumbers': ['Hotline (4919900112233)'],
	'jtelAcd.searchUsers': ['Erin Berg (erin.berg)'],
	'jtelAcdTrigger.getEventTypes': ['Callback'],
	'jtelAcdTrigger.getGroups': ['Support'],
	'jtelAcdTrigger.getUsers': ['Erin Berg (erin.berg)'],
	'kaizala.searchBots': ['Desk bot'],
	'kaizala.searchGroups': ['Customer care'],
	'kaizala.searchMembers': ['Sam Agent (Member)', KAIZALA_GROUP],
	'kaizala.searchSubGroups': ['Field service', KAIZALA_GROUP],
	'kaizalaTrigger.searchGroups': ['Customer care'],
	'thulium.getAgents': ['Maria Nowak (mnowak)'],
	'thulium.getStatuses': ['Nowe'],
	'thulium.searchAgents': ['Maria Nowak (mnowak)'],
	'thulium.searchCampaignStatuses': ['Nie dzwonić', { campaignId: { __rl: true, mode: 'list', value: '00002' } }],
	'thulium.searchCampaigns': ['Odnowienia umów'],
	'thulium.searchCategories': ['Reklamacje'],
	'thulium.searchChatQueues': ['Czat na stronie'],
	'thulium.searchQueues': ['Infolinia'],
	'thulium.searchStatuses': ['Nowe'],
	'thulium.searchSubstatuses': ['W realizacji - Magazyn'],
	'thulium.searchTicketQueues': ['service@example.com'],
};

describeInBrowser('the editor: nodes, credentials, drop-downs', () => {
	const editor = useEditor('editor');

	test(
		'plain words find the nodes, and a chosen one shows its triggers and actions',
		async () => {
			const page = await editor.current.page();
			const creator = await NodeCreator.open(page, editor.current.url);
			for (const [words, expected] of SEARCHES) {
				for (const name of expected) expect(await creator.search(words, name)).toContain(name);
			}
			await creator.search('jtel', 'jtel ACD');
			await creator.choose('jtel ACD');
			await creator.choose('On event created');
			await page.getByTestId('node-parameters').waitFor();
			expect(await page.getByTestId('parameter-input-event').locator('input').first().inputValue()).toBe(
				'Event Created',
			);
			await page.close();
		},
		EDITOR_TEST_MS,
	);

	test.each(CREDENTIALS)(
		'%s: the %s tells what to do about a wrong secret, and is tested with the right one',
		async (words, name, type, advice) => {
			const page = await editor.current.page();
			const values = editor.current.relay.credentials.find((credential) => credential.type === type)?.data ?? {};
			const secret = SECRET_FIELDS[type] ?? '';
			const dialog = await CredentialDialog.create(page, editor.current.url, words, name);
			await dialog.fill({ ...values, [secret]: 'wrong' });
			const refused = await dialog.save();
			expect(refused).toContain('Couldn’t connect with these settings');
			expect(refused.replace(/\s+/g, ' ')).toMatch(advice);
			expect(refused).not.toContain('wrong');
			await dialog.fill({ [secret]: values[secret] ?? '' });
			expect(await dialog.save()).toContain('Connection tested successfully');
			await page.close();
		},
		EDITOR_TEST_MS,
	);

	test(
		'an account is connected by OAuth2 in a window of its own, with scopes that can be changed',
		async () => {
			const page = await editor.current.page();
			const { sandbox } = editor.current.relay;
			// What the developer of the app enters in HubSpot.
			await sandbox.act('hubspot', 'setOAuthApp', {
				redirectUris: [`${editor.current.url}/rest/oauth2-credential/callback`],
			});
			const name = 'HubSpot Tickets OAuth2 API';
			const dialog = await CredentialDialog.create(page, editor.current.url, 'hubspot tickets', name);
			// What every OAuth2 credential has comes a moment later than the rest.
			await dialog.field('clientSecret').waitFor();
			expect(await dialog.labels()).toEqual(
				expect.arrayContaining([
					'Authorization URL',
					'Client ID',
					'Client Secret',
					'Scope',
					'Optional Scope',
					'Base URL',
				]),
			);
			expect(await dialog.value('scope')).toContain('tickets crm.objects.owners.read');
			await dialog.fill({
				authUrl: `${sandbox.url}/hubspot/oauth/authorize`,
				clientId: 'hubspot-sandbox-client',
				clientSecret: 'hubspot-sandbox-client-secret',
				scope: 'oauth tickets crm.objects.owners.read crm.objects.contacts.read crm.objects.companies.read',
				baseUrl: `${sandbox.url}/hubspot`,
			});
			await dialog.connect(async (consent) => await consent.getByRole('button', { name: 'allow' }).click());
			await page.getByText('Account connected').filter({ visible: true }).first().waitFor();
			await page.close();
		},
		EDITOR_TEST_MS,
	);

	test(
		'every drop-down that asks a service is filled',
		async () => {
			const { relay } = editor.current;
			await fillSandbox(relay.sandbox);
			const types = await relay.n8n.client.call<NodeDescription[]>('GET', '/types/nodes.json');
			const ours = types.filter(({ name }) => name.startsWith(`${PACKAGE_NAME}.`) && !name.endsWith('Tool'));
			const dynamics = ours.flatMap(dynamicsOf);
			const key = ({ node, method }: Dynamic) => `${node.slice(PACKAGE_NAME.length + 1)}.${method}`;
			expect(dynamics.map(key).sort()).toEqual(Object.keys(OFFERS).sort());
			const empty: string[] = [];
			for (const dynamic of dynamics) {
				const [entry = '', chosen = {}] = OFFERS[key(dynamic)] ?? [];
				const type = credentialOf(dynamic.node.slice(PACKAGE_NAME.length + 1));
				const parameters = { authentication: 'accessToken', ...chosen };
				const names = await namesOf(relay.n8n.client, dynamic, { [type]: editor.current.credential(type) }, parameters);
				if (!names.some((name) => name.includes(entry))) empty.push(`${key(dynamic)}: ${names.slice(0, 5).join(', ')}`);
			}
			expect(empty).toEqual([]);
		},
		EDITOR_TEST_MS,
	);
});
