import { randomUUID } from 'node:crypto';
import { CredentialTestContext, ExecuteContext, RoutingNode } from 'n8n-core';
import type { ICredentialDataDecryptedObject, INode, INodeType, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes, Workflow } from 'n8n-workflow';

import type { CredentialStore } from './credentials';
import { TestCredentials } from './credentials';
import type { LoadedPackage } from './package';
import { loadPackage } from './package';

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The function of a node that tests this credential, called as n8n's own tester does. */
async function testByNode(pack: LoadedPackage, type: string, store: CredentialStore): Promise<string> {
	const [test] = pack.nodeNames.flatMap((name) => {
		const { description, methods } = pack.node(name);
		const testedBy = description.credentials?.find((one) => one.name === type)?.testedBy;
		const found = typeof testedBy === 'string' ? methods?.credentialTest?.[testedBy] : undefined;
		return found === undefined ? [] : [found];
	});
	if (test === undefined) throw new Error(`${type} has no test`);
	// The parts of a whole n8n that a test request never asks for are left out on purpose.
	const additionalData = {} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
	const credentials = new TestCredentials(pack, store);
	const data = await credentials.getDecrypted(undefined, { id: '1', name: type }, type);
	const result = await test.call(new CredentialTestContext(additionalData), { id: '1', name: type, type, data });
	return result.status === 'OK' ? `OK: ${result.message}` : result.message;
}

/**
 * Runs the declared test of a credential as n8n's own tester does: a routing node sends the request after the login.
 * @returns `OK`, with what a node's own test says of a success, or the message that the user sees.
 */
export async function testCredential(type: string, store: CredentialStore): Promise<string> {
	const pack = await loadPackage();
	const { test } = pack.credential(type);
	if (test === undefined) return await testByNode(pack, type, store);
	const nodeType: INodeType = {
		description: {
			displayName: 'Test',
			name: 'test',
			group: [],
			version: 1,
			description: '',
			defaults: { name: 'Test' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request: test.request }, default: '' },
			],
		},
	};
	const node: INode = {
		id: randomUUID(),
		name: 'Test',
		type: 'test',
		typeVersion: 1,
		position: [0, 0],
		parameters: { temp: '' },
		credentials: { [type]: { id: '1', name: type } },
	};
	const nodeTypes = { getByName: () => nodeType, getByNameAndVersion: () => nodeType, getKnownTypes: () => ({}) };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const credentialsHelper = new TestCredentials(pack, store);
	const base = 'http://127.0.0.1:5678';
	const additionalData = {
		credentialsHelper,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		variables: {},
		// The parts of a whole n8n that a test request never asks for are left out on purpose.
	} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
	const data: ICredentialDataDecryptedObject = await credentialsHelper.getDecrypted(
		undefined,
		{ id: '1', name: type },
		type,
	);
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData({}),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	try {
		const output = await new RoutingNode(context, nodeType, { id: '1', name: type, type, data }).runNode();
		const json = output?.[0]?.[0]?.json ?? {};
		for (const rule of test.rules ?? []) {
			if (rule.type !== 'responseSuccessBody') continue;
			if (json[rule.properties.key] === rule.properties.value) return rule.properties.message;
		}
		return 'OK';
	} catch (error) {
		const cause = error instanceof Error ? error.cause : undefined;
		const response = cause instanceof Error && 'response' in cause ? cause.response : undefined;
		const status =
			typeof response === 'object' && response !== null && 'status' in response ? response.status : undefined;
		for (const rule of test.rules ?? []) {
			if (rule.type === 'responseCode' && rule.properties.value === status) return rule.properties.message;
		}
		return messageOf(error);
	}
}
