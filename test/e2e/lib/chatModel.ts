import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message of a chat, as OpenAI's chat completions have it. */
export interface ChatMessage {
	role: string;
	content?: unknown;
	tool_calls?: Array<{ id: string; function: { name: string; arguments: string } }>;
	tool_call_id?: string;
}

export interface ChatTool {
	function: { name: string; description: string; parameters: { properties: object; required?: string[] } };
}

export interface ChatRequest {
	model: string;
	messages: ChatMessage[];
	tools: ChatTool[];
	stream?: boolean;
}

/** What the model does next: it says something, or calls a tool. */
export type Turn = { say: string } | { call: string; with: Record<string, unknown> };

export interface ChatModel {
	/** The base URL for the credential. */
	url: string;
	requests: ChatRequest[];
	authorizations: string[];
	close(): void;
}

/** A stand-in of a service with OpenAI's chat completions. `decide` is asked for each turn. */
export async function startChatModel(decide: (request: ChatRequest) => Turn): Promise<ChatModel> {
	const requests: ChatRequest[] = [];
	const authorizations: string[] = [];
	const server = createServer((request, response) => {
		void answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
	});

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method !== 'POST' || request.url !== '/v1/chat/completions') {
			response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"Unknown path"}}');
			return;
		}
		let text = '';
		for await (const chunk of request) text += String(chunk);
		const body: ChatRequest = JSON.parse(text);
		requests.push(body);
		authorizations.push(request.headers.authorization ?? '');
		const turn = decide(body);
		const message = messageOf(turn, requests.length);
		const reason = 'say' in turn ? 'stop' : 'tool_calls';
		const envelope = { id: `chatcmpl-${requests.length}`, created: 1_790_000_000, model: body.model };
		if (body.stream !== true) {
			response.writeHead(200, { 'content-type': 'application/json' }).end(
				JSON.stringify({
					...envelope,
					object: 'chat.completion',
					choices: [{ index: 0, message, finish_reason: reason }],
					usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
				}),
			);
			return;
		}
		const calls = message.tool_calls?.map((call, index) => ({ index, ...call }));
		const delta = calls === undefined ? message : { ...message, tool_calls: calls };
		const chunk = (choice: object) =>
			`data: ${JSON.stringify({ ...envelope, object: 'chat.completion.chunk', choices: [choice] })}\n\n`;
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		response.write(chunk({ index: 0, delta, finish_reason: null }));
		response.write(chunk({ index: 0, delta: {}, finish_reason: reason }));
		response.end('data: [DONE]\n\n');
	}

	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/v1`, requests, authorizations, close: () => server.close() };
}

function messageOf(turn: Turn, count: number): ChatMessage {
	if ('say' in turn) return { role: 'assistant', content: turn.say };
	const call = { name: turn.call, arguments: JSON.stringify(turn.with) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id: `call_${count}`, ...{ type: 'function' }, function: call }],
	};
}
