import { createThulium } from '../../sandbox/thulium';
import type { JournalEntry, JsonObject } from '../../sandbox/core/types';
import type { RunSetup } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';

export const sandbox = useSandbox([createThulium]);

/** A run of one ticket operation with the API user that may do everything. */
export const ticket = (
	operation: string,
	parameters: RunSetup['parameters'] = {},
	rest: Partial<RunSetup> = {},
): RunSetup => ({
	type: 'thulium',
	parameters: { resource: 'ticket', operation, ...parameters },
	credentials: sandboxCredentials(sandbox.current),
	...rest,
});

/** The sandbox's credentials with other values. */
export function credentialsWith(changes: JsonObject): RunSetup['credentials'] {
	const all = sandboxCredentials(sandbox.current);
	return { ...all, thuliumApi: { ...all.thuliumApi, ...changes } };
}

export const LIMITED = { user: 'api_limited', password: 'limited_pass' };

export const list = (value: string) => ({ __rl: true, mode: 'list', value });

export const AGENT = list('testowy.agent17');

/** An input item with files, in the form in which n8n keeps small ones. */
export const itemWith = (files: Record<string, { fileName?: string; content: string }>) => ({
	json: {},
	binary: Object.fromEntries(
		Object.entries(files).map(([field, { fileName, content }]) => [
			field,
			{ data: Buffer.from(content).toString('base64'), mimeType: 'text/plain', fileName },
		]),
	),
});

export const sent = (method?: string): JournalEntry[] => requests(sandbox.current, 'thulium', method);

/** What the panel shows of a ticket. */
export function shown(ticketId: number): JsonObject {
	const { tickets } = sandbox.current.services.thulium.snapshot();
	for (const found of Array.isArray(tickets) ? tickets : []) {
		if (found !== null && typeof found === 'object' && !Array.isArray(found) && found.ticket_id === ticketId)
			return found;
	}
	throw new Error(`The sandbox has no ticket ${ticketId}`);
}

/** The agents' replies on a ticket, newest first. */
export function replies(ticketId: number): JsonObject[] {
	const { messages } = shown(ticketId);
	const objects = (Array.isArray(messages) ? messages : []).filter(
		(message): message is JsonObject => message !== null && typeof message === 'object' && !Array.isArray(message),
	);
	return objects.filter(({ type }) => type === 'REPLY');
}
