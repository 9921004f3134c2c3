import { createHubSpot } from '../../../sandbox/hubspot';
import { loadOptions, mapFields, runNode, searchList } from '../../harness/engine';
import { requests, useSandbox } from '../../harness/sandbox';
import { useInstantWaits } from '../../harness/waits';
import { byId, hubSpot, list } from '../setup';

useInstantWaits();
const sandbox = useSandbox([createHubSpot]);
const paths = () => [...new Set(requests(sandbox.current, 'hubspot').map(({ path }) => path))];

/** Every operation on tickets, associations and definitions, each of the batchable ones alone and with two items. */
async function useEverything(node: ReturnType<typeof hubSpot>): Promise<void> {
	const run = async (...setup: Parameters<typeof node>) => {
		const result = await runNode(node(...setup));
		if (result.error !== undefined) throw new Error(`${setup[0]} ${setup[1]}: ${result.error.message}`);
		return result.json;
	};
	const options = { recordLink: true };
	const first = { subject: 'Valve leaks', stageId: list('1094427714') };
	const items = [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }];
	const [merged, ...ids] = (await run('ticket', 'create', { ...first, options }, { items })).map(({ id }) => ({
		id: String(id),
	}));
	await run('ticket', 'create', {
		...first,
		additionalFields: { contactId: list('201'), ownerId: byId('night-queue@relay.example') },
	});
	const ticketId = byId('={{ $json.id }}');
	const byRef = { uniqueProperty: list('external_ref'), uniqueValue: '={{ "U-" + $json.id }}' };
	const updateFields = { content: 'x' };
	const returned = {
		propertySelection: 'all',
		options: { ...options, associations: ['contacts'], propertiesWithHistory: ['subject'] },
	};
	for (const some of [ids, ids.slice(0, 1)]) {
		await run('ticket', 'get', { ticketId, ...returned }, { items: some });
		await run('ticket', 'update', { ticketId, updateFields, options }, { items: some });
		await run('ticket', 'upsert', { ...byRef, updateFields: { ...first, ...updateFields } }, { items: some });
		await run('ticket', 'get', { lookUpBy: 'uniqueProperty', ...byRef }, { items: some });
		const pair = { ticketId, toObjectId: list('202') };
		const associationTypeId = list('101');
		await run('association', 'add', { ...pair, associationTypeId }, { items: some });
		await run('association', 'add', pair, { items: some });
		await run('association', 'getAll', pair, { items: some });
		await run('association', 'removeLabel', { ...pair, associationTypeId }, { items: some });
		await run('association', 'remove', pair, { items: some });
	}
	await run('association', 'getAll', { ticketId }, { items: ids });
	await run('association', 'getLabels');
	await run('ticket', 'getAll', returned);
	await run('ticket', 'search', { query: 'valve', ...returned });
	const [{ id = '' } = {}] = ids;
	await run('ticket', 'merge', { primaryTicketId: byId(id), ticketIdToMerge: byId(merged?.id ?? '') });
	await run('ticket', 'delete', { ticketId }, { items: ids.slice(1) });
	await run('ticket', 'delete', { ticketId }, { items: ids.slice(1, 2) });
	for (const resource of ['pipeline', 'stage', 'owner', 'property']) await run(resource, 'getAll');
	await run('pipeline', 'get', { pipelineId: list('0') });
	await run('stage', 'get', { pipelineId: list('0'), stageId: list('1') });
	await run('owner', 'get', { ownerId: list('71440001') });
	await run('property', 'get', { propertyName: list('subject') });
	await run('property', 'create', { label: 'Work order', name: 'work_order' });
}

/** Whatever fills the drop-downs and the mapper. */
async function openEveryList(node: ReturnType<typeof hubSpot>): Promise<void> {
	const setup = node('ticket', 'create');
	for (const method of [
		'searchAssociationTypes',
		'searchCompanies',
		'searchContacts',
		'searchOwners',
		'searchPipelines',
		'searchPriorities',
		'searchProperties',
		'searchPropertyGroups',
		'searchRecords',
		'searchStages',
		'searchTickets',
		'searchUniqueProperties',
	]) {
		await searchList({ ...setup, method });
	}
	for (const method of ['getOwners', 'getPipelines', 'getProperties', 'getStages'])
		await loadOptions({ ...setup, method });
	await mapFields({ ...setup, method: 'getTicketFields' });
}

test.each(['2026-09', '2026-03'])('version %s uses dated addresses only', async (apiVersion) => {
	// Refuses every address that begins with v1 to v4.
	sandbox.current.setSwitches('hubspot', { strictDated: true, recordUrls: false });
	const node = hubSpot(sandbox, { apiVersion });
	await useEverything(node);
	await openEveryList(node);
	const dated = new RegExp(
		`^/(crm/(objects|associations|properties|pipelines|owners)|account-info)/${apiVersion}(/|$)`,
	);
	expect(paths().filter((path) => !dated.test(path))).toEqual([]);
	expect(paths().length).toBeGreaterThan(25);
});

test('without a choice the current version is used', async () => {
	await runNode(hubSpot(sandbox)('ticket', 'getAll', { simplify: false }));
	expect(paths()).toEqual(['/crm/objects/2026-09/tickets']);
});

test('version v3 uses the old addresses only', async () => {
	const node = hubSpot(sandbox, { apiVersion: 'v3' });
	await useEverything(node);
	await openEveryList(node);
	const old =
		/^\/(crm\/v3\/(objects|properties|pipelines|owners)|crm\/v4\/(associations|objects)|account-info\/v3)(\/|$)/;
	expect(paths().filter((path) => !old.test(path))).toEqual([]);
	expect(paths().length).toBeGreaterThan(25);
	sandbox.current.setSwitches('hubspot', { strictDated: true });
	expect((await runNode(node('ticket', 'getAll'))).error).toMatchObject({ httpCode: '404' });
});
