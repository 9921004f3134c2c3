import { WORKFLOW_IDS } from '../lib/workflows';
import type { Subject } from './camera';
import { logIn, openWorkflow, shoot } from './camera';

/** The name of the picture, the workflow. */
const PICTURES = [
	['template-new-ticket', WORKFLOW_IDS.newTicket],
	['template-stage-change', WORKFLOW_IDS.stageChange],
	['template-closing-note', WORKFLOW_IDS.closingNote],
] as const;

/** Every template as a whole. */
export const templates: Subject = async ({ browser, relay }) => {
	const { url } = relay.n8n;
	const context = await logIn(browser, url);
	for (const [name, id] of PICTURES) {
		const page = await openWorkflow(context, url, id);
		await shoot(page, name);
		await page.close();
	}
	await context.close();
};
