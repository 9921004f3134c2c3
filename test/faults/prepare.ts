import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IDataObject, INodeExecutionData, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { RunSetup } from '../harness/engine';
import { runNode, toItem } from '../harness/engine';
import { loadPackage } from '../harness/package';
import type { Sandbox } from '../harness/sandbox';
import { sandboxCredentials } from '../harness/sandbox';
import type { OperationCase, Receiver } from './operations';
import { marked, operationCases } from './operations';

/** A run that is ready to begin. */
export type Prepared = RunSetup & { items: INodeExecutionData[] };

/** Kaizala fetches pictures from here, and checks with a word that it wants back that webhooks may come here. */
export async function startReceiver(): Promise<Receiver & { close(): void }> {
	const server = createServer((request, response) => {
		const token = new URL(request.url ?? '', 'http://localhost').searchParams.get('validationToken');
		response.setHeader('content-type', token === null ? 'image/png' : 'text/plain');
		response.end(token ?? 'a picture');
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
		close() {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** As the nodes describe themselves, `<node>.<resource>.<operation>`. */
export async function everyOperation(): Promise<string[]> {
	const pack = await loadPackage();
	const isOption = (option: object): option is INodePropertyOptions => 'value' in option;
	const choices = (property: INodeProperties | undefined) => (property?.options ?? []).filter(isOption);
	return pack.nodeNames.flatMap((node) => {
		const { properties } = pack.node(node).description;
		return choices(properties.find(({ name }) => name === 'resource')).flatMap(({ value: resource }) => {
			const drop = properties.find(
				({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource),
			);
			return choices(drop).map(({ value }) => `${node}.${String(resource)}.${String(value)}`);
		});
	});
}

/** Every operation with its set of parameters, for one test file. */
export function useOperations() {
	let receiver: Awaited<ReturnType<typeof startReceiver>> | undefined;
	const operations = {
		names: [] as string[],
		cases: {} as Record<string, OperationCase>,
		caseOf(operation: string): OperationCase {
			const found = operations.cases[operation];
			if (found === undefined) throw new Error(`${operation} has no set of parameters in test/faults/operations.ts`);
			return found;
		},
	};
	beforeAll(async () => {
		receiver = await startReceiver();
		operations.cases = operationCases(receiver);
		operations.names = await everyOperation();
	});
	afterAll(() => receiver?.close());
	return operations;
}

export function partsOf(operation: string): [node: string, resource: string, name: string] {
	const [node = '', resource = '', name = ''] = operation.split('.');
	return [node, resource, name];
}

/** A run of an operation on a fresh sandbox, and what it is to work on. */
export async function prepareOperation(
	sandbox: Sandbox,
	operation: string,
	{ parameters, items }: OperationCase,
	count: number,
): Promise<Prepared> {
	const [type, resource, name] = partsOf(operation);
	sandbox.reset();
	const credentials = sandboxCredentials(sandbox);
	const authentication = type === 'hubSpotTickets' ? { authentication: 'accessToken' } : {};
	const run = async (res: string, op: string, given: RunSetup['parameters'], input?: IDataObject[]) => {
		const fixed = { ...authentication, resource: res, operation: op, ...given };
		const result = await runNode({ type, parameters: fixed, credentials, items: input });
		if (result.error !== undefined) throw result.error;
		return result.json;
	};
	const made = (await items?.({ sandbox, count, run })) ?? marked(count);
	// The credentials begin anew, so that a login is one of the calls.
	return {
		type,
		parameters: { ...authentication, resource, operation: name, ...parameters },
		credentials: sandboxCredentials(sandbox),
		items: made.map(toItem),
	};
}
