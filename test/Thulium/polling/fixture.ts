import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import { poll } from '../../harness/engine';
import { credentialsWith, sandbox, sent } from '../setup';

export const MINUTE = 60_000;

/** One polling trigger in an active workflow. */
export class Polling {
	/** The workflow's static data of this node. */
	staticData: IDataObject = {};

	constructor(
		readonly parameters: INodeParameters,
		private readonly credentials: JsonObject = {},
	) {}

	async poll(
		options: { mode?: 'manual' | 'trigger'; budgetMs?: number | 'none'; warnings?: string[] } = {},
	): Promise<IDataObject[]> {
		const items = await poll({
			type: 'thuliumPollingTrigger',
			parameters: this.parameters,
			credentials: credentialsWith(this.credentials),
			staticData: this.staticData,
			...options,
		});
		return (items ?? []).map(({ json }) => json);
	}
}

/** Somebody who works in Thulium. */
export const person = {
	async act(action: string, input: JsonObject = {}): Promise<JsonObject> {
		const result = await sandbox.current.act('thulium', action, input);
		return result !== null && typeof result === 'object' && !Array.isArray(result) ? result : {};
	},

	async raise(): Promise<number> {
		return Number((await this.act('raiseTicket')).ticket_id);
	},

	async write(ticketId: number, body = 'Hello?'): Promise<void> {
		await this.act('customerWrites', { ticket_id: ticketId, body });
	},

	async status(ticketId: number, statusId: string): Promise<void> {
		await this.act('changeStatus', { ticket_id: ticketId, status_id: statusId });
	},

	async assign(ticketId: number, login: string): Promise<void> {
		await this.act('assign', { ticket_id: ticketId, user_login: login });
	},

	/** A call of the API by another program. */
	async api(method: string, path: string, body?: object): Promise<void> {
		const response = await fetch(`${sandbox.current.url}/thulium/api/${path}`, {
			method,
			headers: {
				Authorization: `Basic ${Buffer.from('api_user:api_pass').toString('base64')}`,
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
	},

	/** Time passes in Thulium. */
	later(milliseconds: number): void {
		sandbox.current.core.clock.shift(milliseconds);
	},

	freeze(...at: Parameters<typeof Date.UTC>): void {
		sandbox.current.core.clock.freeze(Date.UTC(...at));
	},

	switches(changes: object): void {
		sandbox.current.setSwitches('thulium', changes);
	},
};

export const lists = (path: string): JsonObject[] =>
	sent('GET')
		.filter((entry) => entry.path === `/api/${path}`)
		.map(({ query }) => query);
