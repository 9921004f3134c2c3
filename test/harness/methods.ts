import type { ServiceName } from '../../sandbox/core/types';
import { SEED_GROUPS } from '../../sandbox/kaizala';
import { loadOptions, mapFields, searchList } from './engine';
import { loadPackage } from './package';
import type { Sandbox } from './sandbox';
import { sandboxCredentials } from './sandbox';

const SERVICES: ReadonlyArray<[prefix: string, service: ServiceName]> = [
	['hubSpot', 'hubspot'],
	['jtel', 'jtel'],
	['kaizala', 'kaizala'],
	['thulium', 'thulium'],
];

/** What the methods look at, where they look at anything. */
const PARAMETERS = {
	authentication: 'accessToken',
	groupId: { __rl: true, mode: 'id', value: SEED_GROUPS.supportDesk },
	pipelineId: { __rl: true, mode: 'id', value: '0' },
	threadId: { __rl: true, mode: 'id', value: '9134500001' },
	ticketId: { __rl: true, mode: 'id', value: '38402119001' },
	campaignId: { __rl: true, mode: 'id', value: '00001' },
	toObjectType: 'contacts',
};

/** Every method of every node that fills a drop-down or the field mapper. */
export async function everyMethod() {
	const pack = await loadPackage();
	return pack.nodeNames.flatMap((type) => {
		const own = pack.node(type).methods ?? {};
		const service = SERVICES.find(([prefix]) => type.startsWith(prefix))?.[1] ?? 'hubspot';
		return (['listSearch', 'loadOptions', 'resourceMapping'] as const).flatMap((kind) =>
			Object.keys(own[kind] ?? {}).map((method) => ({ type, service, kind, method })),
		);
	});
}

type Method = Awaited<ReturnType<typeof everyMethod>>[number];

/** What a method offers, as the editor asks for it. */
export async function fill(sandbox: Pick<Sandbox, 'url'>, { type, kind, method }: Method): Promise<unknown[]> {
	const setup = { type, method, parameters: PARAMETERS, credentials: sandboxCredentials(sandbox) };
	if (kind === 'listSearch') return (await searchList(setup)).results;
	return kind === 'loadOptions' ? await loadOptions(setup) : (await mapFields(setup)).fields;
}
