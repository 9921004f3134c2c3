import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../../sandbox/core/types';
import { poll } from '../../harness/engine';
import type { Sandbox } from '../../harness/sandbox';
import { sandboxCredentials } from '../../harness/sandbox';

/** One trigger node in an active workflow, and the people who work in jtel. */
export class TriggerFixture {
	/** The workflow's static data of this node. */
	staticData: IDataObject = {};

	constructor(
		readonly sandbox: Sandbox,
		readonly parameters: INodeParameters,
		private readonly credential: IDataObject = {},
	) {}

	async poll(options: { mode?: 'manual' | 'trigger'; warnings?: string[] } = {}): Promise<IDataObject[]> {
		const credentials = sandboxCredentials(this.sandbox);
		const items = await poll({
			type: 'jtelAcdTrigger',
			// Whole records, as jtel lists them.
			parameters: this.parameters,
			credentials: { jtelAcdApi: { ...credentials.jtelAcdApi, ...this.credential } },
			staticData: this.staticData,
			...options,
		});
		return (items ?? []).map(({ json }) => json);
	}

	async ids(): Promise<number[]> {
		return (await this.poll()).map(({ ID }) => Number(ID));
	}

	private async act(action: string, input: JsonObject): Promise<number> {
		const result = await this.sandbox.act('jtel', action, input);
		return result !== null && typeof result === 'object' && !Array.isArray(result) ? Number(result.ID) : 0;
	}

	/** A ticket for the group Support, unless the fields say otherwise. */
	async create(fields: JsonObject = {}): Promise<number> {
		return await this.act('createEvent', fields);
	}

	/** Status 10. */
	async take(ID: number, fields: JsonObject = {}): Promise<void> {
		await this.act('takeEvent', { ID, ...fields });
	}

	/** Status 20. */
	async finish(ID: number, fields: JsonObject = {}): Promise<void> {
		await this.act('finishEvent', { ID, ...fields });
	}

	async touch(ID: number, fields: JsonObject = {}): Promise<void> {
		await this.act('touchEvent', { ID, Subject: 'Changed', ...fields });
	}

	async remove(ID: number): Promise<void> {
		await this.act('removeEvent', { ID });
	}

	async commit(): Promise<void> {
		await this.act('commitEvents', {});
	}

	/** Time passes in jtel. */
	later(milliseconds: number): void {
		this.sandbox.core.clock.shift(milliseconds);
	}

	switches(changes: object): void {
		this.sandbox.setSwitches('jtel', changes);
	}
}
