import { SupplyDataContext } from 'n8n-core';
import { makeHandleToolInvocation } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-input-connection-data';
import type { IDataObject } from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes } from 'n8n-workflow';

import type { Setup } from './engine';
import { world } from './engine';

interface ToolSetup extends Setup {
	/** The item that the agent works on. */
	item?: IDataObject;
	/** n8n's Retry On Fail with so many tries. */
	maxTries?: number;
}

/**
 * The node as the tool of an AI agent, which one run of the agent may call many times. Each call takes the values that
 * the agent chose and yields what it is told, or throws.
 */
export async function toolOf(setup: ToolSetup): Promise<(chosen: IDataObject) => Promise<unknown>> {
	const { pack, workflow, node, additionalData } = await world(setup);
	if (setup.maxTries !== undefined) {
		Object.assign(node, { retryOnFail: true, maxTries: setup.maxTries, waitBetweenTries: 0 });
	}
	const agent = { ...node, id: 'agent', name: 'Agent', parameters: {} };
	const items = [{ json: setup.item ?? {} }];
	const executeData = { node: agent, data: { main: [items] }, source: null };
	const runData = createRunExecutionData();
	const nodeType = pack.node(setup.type);
	const context = (runIndex: number) =>
		new SupplyDataContext(
			workflow,
			node,
			additionalData,
			'manual',
			runData,
			runIndex,
			items,
			{},
			NodeConnectionTypes.AiTool,
			executeData,
			[],
			undefined,
			agent,
		);
	const call = makeHandleToolInvocation(context, node, nodeType, runData);
	return async (chosen) => {
		const told: unknown = await call(chosen);
		return typeof told === 'string' ? (JSON.parse(told) as unknown) : told;
	};
}
