import { ExecuteContext, HookContext, PollContext, WebhookContext } from 'n8n-core';
import type {
	IDataObject,
	IHttpRequestOptions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IWebhookDescription,
	Workflow,
} from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import { zipOf } from '../../../nodes/Kaizala/card/zip';
import { inMemory } from '../../harness/binary';
import type { World } from '../../harness/engine';
import { world } from '../../harness/engine';
import type { CredentialStore } from '../../harness/credentials';
import type { Tape } from './requests';

/** Stands in the parameters for what the expression yields. It is none that the package reads by itself. */
export const EXPRESSION = "={{ $('Before').item.json.value }}";

/** What the expression yields in this run. */
export interface Yielded {
	make(): unknown;
}

/** The parameters as n8n hands them on, with the value where the expression stands. */
function evaluated(stored: unknown, yielded: Yielded): unknown {
	if (stored === EXPRESSION) return yielded.make();
	if (Array.isArray(stored)) return stored.map((entry) => evaluated(entry, yielded));
	if (typeof stored !== 'object' || stored === null) return stored;
	return Object.fromEntries(Object.entries(stored).map(([name, entry]) => [name, evaluated(entry, yielded)]));
}

type Context = ExecuteContext | PollContext | HookContext | WebhookContext;

/** How a call of a webhook trigger looks that it has to accept. */
export interface Call {
	headers: Record<string, string>;
	body: unknown;
	query?: IDataObject;
	params?: IDataObject;
}

/** The call, made for the address and what the node keeps in its static data. */
export type MakeCall = (url: string, staticData: IDataObject) => Call;

/**
 * One node with an expression in one of its parameters. n8n's own contexts run it. Only two things below them are not
 * n8n's: an expression yields the value at once, because n8n takes a millisecond for each, and requests go to the tape.
 */
export class Subject {
	private constructor(
		private readonly here: World,
		yielded: Yielded,
		private readonly tape: Tape,
		private readonly makeCall?: MakeCall,
	) {
		const { expression } = here.workflow;
		const evaluate: Workflow['expression']['getParameterValue'] = (value) =>
			evaluated(value, yielded) as ReturnType<Workflow['expression']['getParameterValue']>;
		Object.assign(expression, { getParameterValue: evaluate });
	}

	static async of(
		setup: { type: string; typeVersion: number; parameters: INodeParameters; credentials: CredentialStore },
		yielded: Yielded,
		tape: Tape,
		makeCall?: MakeCall,
	): Promise<Subject> {
		return new Subject(await world(setup, { webhookId: 'fuzz', nodeId: 'fuzz' }), yielded, tape, makeCall);
	}

	private get nodeType(): INodeType {
		const { pack, node } = this.here;
		return pack.node(node.type.split('.').pop() ?? '');
	}

	/** With requests that go to the tape. */
	private taped<C extends Context>(context: C): C {
		const { helpers, tape } = { helpers: context.helpers, tape: this.tape };
		const { httpRequest, httpRequestWithAuthentication } = helpers;
		Object.assign(helpers, {
			httpRequest: async (options: IHttpRequestOptions) =>
				await tape.take(options, async () => await httpRequest(options)),
			httpRequestWithAuthentication: async (
				type: string,
				options: IHttpRequestOptions,
				more?: Parameters<typeof httpRequestWithAuthentication>[2],
			) => await tape.take(options, async () => await httpRequestWithAuthentication.call(context, type, options, more)),
		});
		return context;
	}

	/** Throws what the node throws. */
	async run(count = 1): Promise<void> {
		const { nodeType } = this;
		Object.assign(this.here.workflow, { staticData: {} });
		if (nodeType.execute !== undefined) return await this.execute(nodeType.execute, count);
		if (nodeType.poll !== undefined) return await this.poll(nodeType.poll);
		return await this.call(nodeType);
	}

	private async execute(execute: NonNullable<INodeType['execute']>, count: number): Promise<void> {
		const { workflow, node, additionalData } = this.here;
		const binary = FILES;
		const items: INodeExecutionData[] = Array.from({ length: count }, () => ({ json: {}, binary }));
		const context = new ExecuteContext(
			workflow,
			node,
			additionalData,
			'manual',
			createRunExecutionData({}),
			0,
			items,
			{ main: [items] },
			{ node, data: { main: [items] }, source: null },
			[],
		);
		await execute.call(this.taped(context));
	}

	/** The first poll of an active workflow, the next one, and a test run. */
	private async poll(poll: NonNullable<INodeType['poll']>): Promise<void> {
		const { workflow, node, additionalData } = this.here;
		for (const mode of ['trigger', 'trigger', 'manual'] as const)
			await poll.call(this.taped(new PollContext(workflow, node, additionalData, mode, 'activate')));
	}

	/** The workflow is activated, called, asked whether it still listens, and deactivated. */
	private async call({ description, webhookMethods, webhook }: INodeType): Promise<void> {
		const { workflow, node, additionalData } = this.here;
		const [found] = (description.webhooks ?? []).filter(({ name }) => name === 'default');
		if (found === undefined || webhook === undefined) throw new Error('This trigger has no webhook');
		const webhookDescription: IWebhookDescription = { ...found, path: 'webhook', isFullPath: false };
		const data = {
			httpMethod: 'POST' as const,
			node: node.name,
			path: 'webhook',
			webhookDescription,
			workflowId: 'test-workflow',
			workflowExecuteAdditionalData: additionalData,
		};
		const hook = () => this.taped(new HookContext(workflow, node, additionalData, 'trigger', 'activate', data));
		const methods = webhookMethods?.default;
		if ((await methods?.checkExists.call(hook())) !== true) await methods?.create.call(hook());
		const url = hook().getNodeWebhookUrl('default') ?? '';
		const made = this.makeCall?.(url, workflow.getStaticData('node', node));
		if (made !== undefined) {
			const raw = Buffer.from(JSON.stringify(made.body));
			const { pathname } = new URL(url);
			const httpRequest = {
				method: 'POST',
				originalUrl: pathname,
				query: {},
				params: {},
				...made,
				rawBody: raw,
				readRawBody: async () => {},
			};
			const httpResponse = { setHeader: () => {}, status: () => httpResponse, end: () => {}, json: () => {} };
			Object.assign(additionalData, { httpRequest, httpResponse });
			await webhook.call(this.taped(new WebhookContext(workflow, node, additionalData, 'webhook', data, [], null)));
		}
		await methods?.checkExists.call(hook());
		await methods?.delete.call(hook());
	}
}

/** An action package of Kaizala with the least in it. */
const PACKAGE = [
	{ name: 'package.json', bytes: Buffer.from('{"appModel":"AppModel.json"}') },
	{ name: 'AppModel.json', bytes: Buffer.from('{"title":"Broken printer"}') },
];

const FILES = inMemory({
	data: { fileName: 'printer.png', mimeType: 'image/png', content: 'Out of paper' },
	sound: { fileName: 'printer.mp3', mimeType: 'audio/mpeg', content: 'Beep' },
	film: { fileName: 'printer.mp4', mimeType: 'video/mp4', content: 'Smoke' },
	paper: { fileName: 'printer.pdf', mimeType: 'application/pdf', content: 'Manual' },
	zip: { fileName: 'package.zip', mimeType: 'application/zip', content: zipOf(PACKAGE) },
});
