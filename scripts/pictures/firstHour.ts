import { join } from 'node:path';
import type { Page } from 'playwright-core';

import { PACKAGE_NAME } from '../lib/paths';
import type { Relay } from '../lib/relay';
import { waitFor } from '../lib/wait';
import { WORKFLOW_IDS } from '../lib/workflows';
import type { Subject } from './camera';
import { FOLDER, logIn, open, shoot, SIZE } from './camera';

const SUPPORT_DESK = {
	__rl: true,
	mode: 'list',
	value: '10aa0000-0000-4000-8000-000000000001@2',
	cachedResultName: 'Support desk',
};

/** The workflow that docs/first-hour.md builds: a message for each new ticket. */
async function makeOwn({ credentials, n8n }: Relay): Promise<string> {
	const credential = (type: string) => {
		const found = credentials.find((candidate) => candidate.type === type);
		return { [type]: { id: found?.id, name: found?.name } };
	};
	const workflow = {
		name: 'My own workflow',
		settings: { executionOrder: 'v1' },
		nodes: [
			{
				id: '7b0d0000-0000-4000-8000-000000000001',
				name: 'HubSpot Tickets Trigger',
				type: `${PACKAGE_NAME}.hubSpotTicketsTrigger`,
				typeVersion: 1,
				position: [0, 0],
				parameters: { event: 'created' },
				credentials: credential('hubSpotTicketsApi'),
			},
			{
				id: '7b0d0000-0000-4000-8000-000000000002',
				name: 'Send a message',
				type: `${PACKAGE_NAME}.kaizala`,
				typeVersion: 1,
				position: [260, 0],
				parameters: {
					resource: 'message',
					operation: 'send',
					groupId: SUPPORT_DESK,
					message: '={{ $json.subject }}',
					recipients: 'group',
				},
				credentials: credential('kaizalaApi'),
			},
		],
		connections: {
			'HubSpot Tickets Trigger': { main: [[{ node: 'Send a message', type: 'main', index: 0 }]] },
		},
	};
	return await n8n.client.createWorkflow(workflow);
}

async function raiseByHand(page: Page, relay: Relay): Promise<void> {
	await page.getByRole('button', { name: 'Raise a ticket' }).click();
	const form = page.getByRole('dialog', { name: 'Raise a ticket' });
	await form.getByLabel('Subject').fill('Coffee machine broken');
	await form.getByLabel('Description').fill('No water.');
	await form.getByLabel('Contact’s e-mail').fill('me@my-shop.example');
	await form.screenshot({ path: join(FOLDER, 'first-hour-raise.png') });
	await relay.sandbox.addFaults({ service: 'jtel', path: '/events/create$', kind: 'resetAfter' });
	await form.getByRole('button', { name: 'Raise ticket' }).click();
	await page.locator('#calls').getByText('cut off').waitFor({ timeout: 90_000 });
	await page.locator('.timeline').screenshot({ path: join(FOLDER, 'first-hour-fault.png') });
}

/** What somebody sees who follows docs/first-hour.md: a ticket by hand, a fault, the error in n8n, a node of one's own. */
export const firstHour: Subject = async ({ browser, relay }) => {
	const { url, client } = relay.n8n;
	// Put back as it is shipped, it is no longer published, and polls once a minute.
	const workflowId = WORKFLOW_IDS.newTicket;
	await client.publishWorkflow(workflowId);
	await client.firstPoll(workflowId);
	const visitor = await browser.newContext({ viewport: SIZE, colorScheme: 'light' });
	await raiseByHand(await open(visitor, relay.sandbox.url, 'main'), relay);
	await visitor.close();

	const failed = await waitFor('The execution that the fault broke', async () =>
		(await client.listExecutions({ workflowId, status: ['error'] })).at(0),
	);
	const context = await logIn(browser, url);
	const execution = await open(
		context,
		`${url}/workflow/${workflowId}/executions/${failed.id}`,
		'[data-test-id="canvas-node"]',
	);
	await execution.getByText('Problem in node').first().waitFor();
	await execution.waitForTimeout(1_500);
	await shoot(execution, 'first-hour-failed');

	const own = await open(context, `${url}/workflow/${await makeOwn(relay)}`, '[data-test-id="canvas-node"]');
	await own.waitForTimeout(1_500);
	await own.locator('[data-test-id="canvas-node"][data-node-name="HubSpot Tickets Trigger"]').dblclick();
	await own.getByRole('button', { name: 'Fetch Test Event' }).last().click();
	await own.locator('[data-test-id="output-panel"]').getByText('No water.').first().waitFor();
	await own.locator('[data-test-id="ndv-close-button"]').click();
	await own.locator('[data-test-id="canvas-node"][data-node-name="Send a message"]').dblclick();
	await own.locator('[data-test-id="node-parameters"]').getByText('Coffee machine broken').first().waitFor();
	await own.waitForTimeout(1_000);
	await shoot(own, 'first-hour-own');
	await context.close();
};
