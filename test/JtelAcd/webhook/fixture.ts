import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../harness/sandbox';
import { sandboxCredentials } from '../../harness/sandbox';
import type { Flow, ListeningNode } from '../../harness/webhook';
import { listen } from '../../harness/webhook';

export const SECRET = 'Bicycle-4711_lantern';

export interface CallbackSetup {
	flow?: Flow;
	secret?: string;
	test?: boolean;
	staticData?: IDataObject;
}

/** The trigger in an active workflow, and the address that is pasted into jtel. */
export class CallbackFixture {
	private constructor(
		readonly node: ListeningNode,
		private readonly secret: string,
		private readonly credential: IDataObject,
	) {}

	static async start(
		sandbox: Sandbox,
		parameters: INodeParameters,
		{ secret = SECRET, ...setup }: CallbackSetup = {},
	): Promise<CallbackFixture> {
		const credential: IDataObject = { ...sandboxCredentials(sandbox).jtelAcdApi, callbackSecret: secret };
		const node = await listen({
			type: 'jtelAcdCallbackTrigger',
			// What jtel sent, in full.
			parameters,
			credentials: { jtelAcdApi: credential },
			...setup,
		});
		open.push(node);
		await node.activate();
		return new CallbackFixture(node, secret, credential);
	}

	/** Somebody empties the field in the credential while the workflow is active. */
	forgetSecret(): void {
		this.credential.callbackSecret = '';
	}

	/** As a person pastes it: with the secret in its place, if the address has one. */
	get url(): string {
		return this.node.url().replace(':secret', this.secret);
	}

	/** The output of each execution. */
	get executions(): IDataObject[][] {
		return this.node.executions.map((items) => items.map(({ json }) => json));
	}
}

const open: ListeningNode[] = [];

/** Ends what the tests of a file have started. */
export async function closeAll(): Promise<void> {
	await Promise.all(open.splice(0).map(async (node) => await node.close()));
}
