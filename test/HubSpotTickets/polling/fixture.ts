import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import { poll } from '../../harness/engine';
import type { Sandbox } from '../../harness/sandbox';
import { requests, sandboxCredentials } from '../../harness/sandbox';

export const MINUTE = 60_000;

/** Limits that no test of the trigger runs into, so that nothing waits. */
export const NO_LIMITS = { secondlyLimit: 1_000_000, burstLimit: 1_000_000, dailyLimit: 100_000_000 };

/** One trigger node in an active workflow, and the person who works in HubSpot. */
export class TriggerFixture {
	/** The workflow's static data of this node. */
	staticData: IDataObject = {};

	constructor(
		readonly sandbox: Sandbox,
		readonly parameters: INodeParameters,
		private readonly credential: IDataObject = {},
	) {}

	async poll(
		options: { mode?: 'manual' | 'trigger'; budgetMs?: number | 'none'; warnings?: string[] } = {},
	): Promise<IDataObject[]> {
		const credentials = sandboxCredentials(this.sandbox);
		const items = await poll({
			type: 'hubSpotTicketsTrigger',
			parameters: this.parameters,
			credentials: { hubSpotTicketsApi: { ...credentials.hubSpotTicketsApi, ...this.credential } },
			staticData: this.staticData,
			...options,
		});
		return (items ?? []).map(({ json }) => json);
	}

	private async act(action: string, input: JsonObject): Promise<string> {
		const result = await this.sandbox.act('hubspot', action, input);
		return result !== null && typeof result === 'object' && !Array.isArray(result) ? String(result.id) : '';
	}

	async raise(subject: string, properties: Record<string, string> = {}): Promise<string> {
		return await this.act('raiseTicket', { subject, properties });
	}

	async move(id: string, stage: string): Promise<void> {
		await this.act('moveTicket', { id, stage });
	}

	async update(id: string, properties: Record<string, string>): Promise<void> {
		await this.act('updateTicket', { id, properties });
	}

	async delete(id: string): Promise<void> {
		await this.act('deleteTicket', { id });
	}

	/** Somebody types a note on the ticket. */
	async note(ticketId: string, body: string): Promise<string> {
		return await this.act('writeNote', { ticketId, body });
	}

	/** What an app does over the API. */
	async api(method: string, path: string, body?: object): Promise<IDataObject> {
		const response = await fetch(`${this.sandbox.url}/hubspot${path}`, {
			method,
			headers: {
				authorization: 'Bearer hubspot-sandbox-token',
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		return text === '' ? {} : (JSON.parse(text) as IDataObject);
	}

	/** Makes one ticket of two; its ID is a new one unless the sandbox is set to keep the first. */
	async merge(primaryObjectId: string, objectIdToMerge: string): Promise<string> {
		return String(
			(await this.api('POST', '/crm/objects/2026-09/tickets/merge', { primaryObjectId, objectIdToMerge })).id,
		);
	}

	async seed(count: number, sameModifiedStamp: boolean): Promise<void> {
		await this.act('seedTickets', { count, sameModifiedStamp });
	}

	/** Time passes in HubSpot. */
	later(milliseconds: number): void {
		this.sandbox.core.clock.shift(milliseconds);
	}

	switches(changes: object): void {
		this.sandbox.setSwitches('hubspot', changes);
	}

	calls(path: RegExp): Array<{ path: string; body: unknown; status: number }> {
		return requests(this.sandbox, 'hubspot').filter((entry) => path.test(entry.path));
	}
}
