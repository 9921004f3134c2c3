import type { JsonObject } from '../../sandbox/core/types';
import { createKaizala, SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import type { TestFile } from '../harness/binary';
import { inMemory } from '../harness/binary';
import type { RunSetup } from '../harness/engine';
import type { Sandbox } from '../harness/sandbox';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';

export const GROUP = SEED_GROUPS.customerCare;
export const TEAM = SEED_GROUPS.supportDesk;
export const PHONE = SEED_PHONES.customer;
export const PACKAGE = 'com.gls.xyz.care';
export const GROUP_PATH = `/v1/groups/${encodeURIComponent(GROUP)}`;
export const TEAM_PATH = `/v1/groups/${encodeURIComponent(TEAM)}`;
export const UNKNOWN_ID = '99999999-0000-4000-8000-000000000000';

export const useKaizala = () => useSandbox([createKaizala]);

export const group = (value: string) => ({ __rl: true, mode: 'list', value });

/** The card of the user's page. */
export const CARD = {
	groupId: group(GROUP),
	packageId: PACKAGE,
	properties: {
		property: [
			{ name: 'customername', type: 'Text', value: 'NAME: John Thomas' },
			{ name: 'ticketnumber', type: 'Text', value: 'TICKET#: 907050' },
			{ name: 'ticketstatus', type: 'Text', value: 'STATUS: ACTIVE' },
		],
	},
	subscribers: PHONE,
};

export function setup(
	sandbox: Sandbox,
	resource: string,
	operation: string,
	parameters: RunSetup['parameters'] = {},
	rest: Partial<RunSetup> = {},
): RunSetup {
	return {
		type: 'kaizala',
		parameters: { resource, operation, ...parameters },
		credentials: sandboxCredentials(sandbox),
		...rest,
	};
}

/** The calls below the endpoint, without logins. */
export const calls = (sandbox: Sandbox, method?: string) =>
	requests(sandbox, 'kaizala', method).filter(({ path }) => path !== '/v1/accessToken');

export const logIns = (sandbox: Sandbox) =>
	requests(sandbox, 'kaizala').filter(({ path }) => path === '/v1/accessToken');

function shown(sandbox: Sandbox, list: 'actions' | 'messages'): JsonObject[] {
	const entries = sandbox.services.kaizala.snapshot()[list];
	return (Array.isArray(entries) ? entries : []) as JsonObject[];
}

export const cards = (sandbox: Sandbox) => shown(sandbox, 'actions');
export const messages = (sandbox: Sandbox) => shown(sandbox, 'messages');

export const PICTURE = { fileName: 'tray.png', mimeType: 'image/png', content: 'a picture' };
export const SECOND_PICTURE = { fileName: 'cable.jpg', mimeType: 'image/jpeg', content: 'another picture' };

/** An input item with files that n8n holds in memory. */
export const withFiles = (files: Record<string, TestFile>) => ({ json: {}, binary: inMemory(files) });
