import type { Relay } from '../lib/relay';
import { prepareTemplate, useCredentials, WORKFLOW_IDS } from '../lib/workflows';
import type { Subject } from './camera';
import { logIn, openWorkflow, shoot } from './camera';

/** The name of the picture, the workflow: those of the story are there. */
const OF_THE_STORY = [
	['template-new-ticket', WORKFLOW_IDS.newTicket],
	['template-stage-change', WORKFLOW_IDS.stageChange],
	['template-closing-note', WORKFLOW_IDS.closingNote],
] as const;

/** The name of the picture, the file: these are made for their picture and never published. */
const OTHERS = [
	['template-both-ways', 'thulium-and-hubspot-both-ways.json'],
	['template-card-answer', 'card-answer-to-note-and-stage.json'],
	['template-finished-event', 'finished-event-closes-ticket.json'],
	['template-missed-call', 'missed-call-to-ticket-and-callback.json'],
] as const;

async function make({ n8n, credentials }: Relay, file: string): Promise<string> {
	const workflow = await prepareTemplate(file, [useCredentials(credentials)]);
	return (await n8n.client.call<{ id: string }>('POST', '/rest/workflows', workflow)).id;
}

/** Every template as a whole. */
export const templates: Subject = async ({ browser, relay }) => {
	const { url } = relay.n8n;
	const context = await logIn(browser, url);
	const made = await Promise.all(OTHERS.map(async ([name, file]) => [name, await make(relay, file)] as const));
	for (const [name, id] of [...OF_THE_STORY, ...made]) {
		const page = await openWorkflow(context, url, id);
		await shoot(page, name);
		await page.close();
	}
	await context.close();
};
