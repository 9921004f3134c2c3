import type { JsonObject } from '../../sandbox/core/types';
import { SEED_GROUPS } from '../../sandbox/kaizala';
import { SEED_PACKAGES } from '../../sandbox/kaizala/packages';
import type { SandboxClient } from '../../scripts/lib/sandbox';

const CARD_PACKAGE = 'com.example.desk.ticket';
const CONNECTOR = {
	applicationId: 'kaizala-sandbox-user-connector',
	applicationSecret: 'kaizala-sandbox-user-secret',
	refreshToken: 'kaizala-sandbox-user-refresh-token',
};

/** The package of the cards as somebody would extend it on the portal. */
export async function installCardWithQuestions(sandbox: SandboxClient): Promise<void> {
	const files = SEED_PACKAGES[CARD_PACKAGE];
	if (files === undefined) throw new Error(`The sandbox has no package ${CARD_PACKAGE}`);
	const options = ['On my way', 'Cannot'].map((title) => ({ title }));
	const questions: JsonObject[] = [
		{ title: 'What now?', type: 'SingleSelect', options },
		{ title: 'Anything else?', type: 'Text' },
	];
	await sandbox.act('kaizala', 'installPackage', {
		files: {
			'package.json': files.package,
			'AppModel.json': { ...files.appModel, questions },
			'ChatCardView.json': files.card,
		},
	});
}

/** A card as the first template sends it, by another connector. Returns the ID of its action. */
export async function sendCard(sandbox: SandboxClient): Promise<string> {
	const call = async (method: string, path: string, headers: Record<string, string>, body?: object) => {
		const init = { method, headers: { 'content-type': 'application/json', ...headers } };
		const response = await fetch(`${sandbox.url}/kaizala/v1${path}`, {
			...init,
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`);
		return (await response.json()) as Record<string, string>;
	};
	const { accessToken = '' } = await call('GET', '/accessToken', CONNECTOR);
	const properties = [{ name: 'ticketstatus', type: 'Text', value: 'Status: New' }];
	const path = `/groups/${encodeURIComponent(SEED_GROUPS.supportDesk)}/actions`;
	const { actionId = '' } = await call('POST', path, { accessToken }, { id: CARD_PACKAGE, actionBody: { properties } });
	return actionId;
}
