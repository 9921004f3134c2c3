import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	IDataObject,
	ICredentialTestRequest,
	INode,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createRunExecutionData, NodeApiError, Workflow } from 'n8n-workflow';

import { TestCredentials } from './credentials';
import { loadPackage } from './package';

/** What the rules of a credential test say about a status, as n8n's own tester reads them. */
function messageFor(status: number, { rules }: ICredentialTestRequest): string {
	for (const rule of rules ?? []) {
		if (rule.type === 'responseCode' && rule.properties.value === status) return rule.properties.message;
	}
	return `Received HTTP status code: ${status}`;
}

/** Runs the test request of a credential through n8n's routing node, as the Test button does: "OK" or the message shown. */
export async function testCredential(type: string, values: IDataObject): Promise<string> {
	const pack = await loadPackage();
	const { test } = pack.credential(type);
	if (test === undefined) throw new Error(`${type} has no test`);
	const credentials = new TestCredentials(pack, { [type]: values });
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'temp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id: '1', name: type } },
	};
	const nodeType: INodeType = {
		description: {
			displayName: 'Temp',
			name: 'temp',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [],
			credentials: [{ name: type, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: test.request } },
			],
		},
	};
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = {
		credentialsHelper: credentials,
		webhookWaitingBaseUrl: 'http://127.0.0.1:5678/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1:5678/form-waiting',
		variables: {},
		// The parts of a whole n8n that a credential test never asks for are left out on purpose.
	} as Partial<IWorkflowExecuteAdditionalData> as IWorkflowExecuteAdditionalData;
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
	const decrypted = await credentials.getDecrypted(additionalData, { id: '1', name: type }, type);
	try {
		await new RoutingNode(context, nodeType, { id: '1', name: type, type, data: decrypted }).runNode();
		return 'OK';
	} catch (error) {
		if (error instanceof NodeApiError && error.httpCode !== null) return messageFor(Number(error.httpCode), test);
		throw error;
	}
}
