import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

import { createThulium } from '../../sandbox/thulium';
import type { JournalEntry, JsonObject } from '../../sandbox/core/types';
import type { RunResult, RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';

export const sandbox = useSandbox([createThulium]);

/** A run of one operation with the API user that may do everything. */
export const setup = (
	resource: string,
	operation: string,
	parameters: RunSetup['parameters'] = {},
	rest: Partial<RunSetup> = {},
): RunSetup => ({
	type: 'thulium',
	parameters: { resource, operation, ...parameters },
	credentials: sandboxCredentials(sandbox.current),
	...rest,
});

/** `setup` for tickets. */
export const ticket = (operation: string, parameters: RunSetup['parameters'] = {}, rest: Partial<RunSetup> = {}) =>
	setup('ticket', operation, parameters, rest);

/** Runs an operation that must succeed, and returns what came out. */
export async function output(...given: Parameters<typeof setup>): Promise<RunResult['json']> {
	const { error, json } = await runNode(setup(...given));
	if (error !== undefined) throw error;
	return json;
}

/** Runs an operation that must fail, and returns its error with what to do about it. */
export async function failure(...given: Parameters<typeof setup>): Promise<{ message: string; description: string }> {
	const result = await runNode(setup(...given));
	return { message: messageOf(result), description: String(result.error?.description ?? '') };
}

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

/** What is in a file that a node put out. */
export async function contentOf(file: IBinaryData | undefined): Promise<string> {
	if (file === undefined) throw new Error('There is no file');
	return (await Container.get(BinaryDataService).getAsBuffer(file)).toString();
}

/** Entries under a key of what the sandbox holds. */
export function held(key: string): JsonObject[] {
	const entries = sandbox.current.services.thulium.snapshot()[key];
	return (Array.isArray(entries) ? entries : []).filter(
		(entry): entry is JsonObject => entry !== null && typeof entry === 'object' && !Array.isArray(entry),
	);
}

/** Custom fields as the editor stores them. */
export const fields = (rows: Array<[name: string, value: string]>) => ({
	field: rows.map(([name, value]) => ({ name, value })),
});

/** Additional query parameters as the editor stores them. */
export const more = (rows: Array<[name: string, value: string]>) => ({
	queryParameters: { parameter: rows.map(([name, value]) => ({ name, value })) },
});

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
