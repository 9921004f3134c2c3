import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { PACKAGE_NAME } from '../lib/paths';
import type { Relay } from '../lib/relay';
import { WORKFLOW_IDS } from '../lib/workflows';
import type { Subject } from './camera';
import { FOLDER, logIn, openWorkflow } from './camera';

/** The name of the picture, the template, the node's name there. */
const IN_TEMPLATES = [
	['editor-hubspot-tickets-trigger', WORKFLOW_IDS.newTicket, 'New ticket'],
	['editor-kaizala', WORKFLOW_IDS.newTicket, 'Send card'],
	['editor-jtel-acd', WORKFLOW_IDS.newTicket, 'Create ACD event'],
	['editor-hubspot-tickets', WORKFLOW_IDS.newTicket, 'Store the card'],
	['editor-thulium', WORKFLOW_IDS.closingNote, 'Reply as agent'],
] as const;

/** The nodes that those templates do not have: the name of the picture, the node, its name, its type of credential. */
const OTHERS = [
	[
		'editor-hubspot-tickets-webhook-trigger',
		'hubSpotTicketsWebhookTrigger',
		'HubSpot Tickets Webhook Trigger',
		'hubSpotTicketsApi',
	],
	['editor-jtel-acd-trigger', 'jtelAcdTrigger', 'jtel ACD Trigger', 'jtelAcdApi'],
	['editor-jtel-acd-callback-trigger', 'jtelAcdCallbackTrigger', 'jtel ACD Callback Trigger', 'jtelAcdApi'],
	['editor-kaizala-trigger', 'kaizalaTrigger', 'Kaizala Trigger', 'kaizalaApi'],
	['editor-thulium-trigger', 'thuliumTrigger', 'Thulium Trigger', 'thuliumApi'],
	['editor-thulium-polling-trigger', 'thuliumPollingTrigger', 'Thulium Polling Trigger', 'thuliumApi'],
] as const;

const KAIZALA_GROUP = {
	__rl: true,
	mode: 'list',
	value: '10aa0000-0000-4000-8000-000000000001@2',
	cachedResultName: 'Support desk',
};

/** A workflow with the nodes that no template has, as they look when they are new. */
async function makeOthers({ credentials, n8n }: Relay): Promise<string> {
	const nodes = OTHERS.map(([, type, name, credentialType], index) => {
		const credential = credentials.find((candidate) => candidate.type === credentialType);
		return {
			id: `7a0d0000-0000-4000-8000-00000000000${index}`,
			webhookId: `7a0e0000-0000-4000-8000-00000000000${index}`,
			name,
			type: `${PACKAGE_NAME}.${type}`,
			typeVersion: 1,
			position: [(index % 3) * 260, Math.floor(index / 3) * 200],
			parameters: type === 'kaizalaTrigger' ? { groupId: KAIZALA_GROUP } : {},
			credentials: { [credentialType]: { id: credential?.id, name: credential?.name } },
		};
	});
	const workflow = { name: 'Triggers', settings: { executionOrder: 'v1' }, nodes, connections: {} };
	return (await n8n.client.call<{ id: string }>('POST', '/rest/workflows', workflow)).id;
}

async function shootPanel(page: Page, name: string, node: string): Promise<void> {
	await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).first().dblclick();
	await page.waitForSelector('[data-test-id="node-parameters"]');
	const addresses = page.locator('[data-test-id="node-parameters"]').getByText('Webhook URLs');
	if (await addresses.isVisible()) await addresses.click();
	// Drop-downs and the field mapper are filled from the sandbox.
	await page.waitForTimeout(2_500);
	// What is under the pointer shows more than the rest.
	await page.mouse.move(0, 0);
	await page.locator('[data-test-id="node-parameters"]').screenshot({ path: join(FOLDER, `${name}.png`) });
	await page.locator('[data-test-id="ndv-close-button"]').click();
}

/** Every node's panel. */
export const panels: Subject = async ({ browser, relay }) => {
	const { url } = relay.n8n;
	const context = await logIn(browser, url, 2);
	const others = await makeOthers(relay);
	const all = [...IN_TEMPLATES, ...OTHERS.map(([picture, , name]) => [picture, others, name] as const)];
	for (const workflow of new Set(all.map(([, id]) => id))) {
		const page = await openWorkflow(context, url, workflow);
		for (const [name, id, node] of all) if (id === workflow) await shootPanel(page, name, node);
		await page.close();
	}
	await context.close();
};
