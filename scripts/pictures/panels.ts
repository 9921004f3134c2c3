import { WORKFLOW_IDS } from '../lib/workflows';
import type { Subject } from './camera';
import { logIn, openWorkflow, shoot } from './camera';

/** The name of the picture, the workflow, the node's name there. */
const PANELS = [
	['editor-hubspot-tickets-trigger', WORKFLOW_IDS.newTicket, 'New ticket'],
	['editor-kaizala', WORKFLOW_IDS.newTicket, 'Send card'],
	['editor-jtel-acd', WORKFLOW_IDS.newTicket, 'Create ACD event'],
	['editor-hubspot-tickets', WORKFLOW_IDS.newTicket, 'Store both IDs'],
	['editor-thulium', WORKFLOW_IDS.closingNote, 'Reply as agent'],
] as const;

/** The nodes' panels, with drop-downs and field mapper filled from the sandbox. */
export const panels: Subject = async ({ browser, relay }) => {
	const { url } = relay.n8n;
	const context = await logIn(browser, url);
	for (const [name, workflow, node] of PANELS) {
		const page = await openWorkflow(context, url, workflow);
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).first().dblclick();
		await page.waitForSelector('[data-test-id="ndv"], [data-test-id="node-parameters"]');
		await page.waitForTimeout(2_500);
		await shoot(page, name);
		await page.close();
	}
	await context.close();
};
