import { lookup as resolve } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { Readable } from 'node:stream';
import axios from 'axios';
import { SandboxError } from './errors';
import { redactHeaders } from './redact';
import type { WebhookAnswer, WebhookCall } from './types';

const TIMEOUT_MS = 15_000;
/** More of an answer is not shown. */
const LONGEST_ANSWER = 64 * 1024;

/** Where clouds tell a machine its secrets: no webhook is there. */
const LINK_LOCAL = new BlockList();
LINK_LOCAL.addSubnet('169.254.0.0', 16, 'ipv4');
LINK_LOCAL.addSubnet('fe80::', 10, 'ipv6');
LINK_LOCAL.addAddress('fd00:ec2::254', 'ipv6');

const isRefused = (address: string): boolean => {
	const family = isIP(address);
	return family !== 0 && LINK_LOCAL.check(address, family === 6 ? 'ipv6' : 'ipv4');
};

/** Looks at what a name stands for, so that a name cannot lead there either. */
async function lookup(name: string): Promise<string> {
	const found = await resolve(name, { all: true, order: 'ipv4first' });
	const [first] = found;
	if (first === undefined || found.some(({ address }) => isRefused(address))) {
		throw new Error(`${name} is not called: its address is none of a webhook`);
	}
	return first.address;
}

/** Makes the call that somebody asked for by hand; it follows no redirect and keeps nothing. */
export async function callWebhook({ url, headers, body, proof }: WebhookCall): Promise<WebhookAnswer> {
	const { protocol, hostname } = new URL(url);
	if (protocol !== 'http:' && protocol !== 'https:')
		throw new SandboxError('A webhook has an address with http or https');
	if (isRefused(hostname.replace(/^\[|\]$/g, ''))) throw new SandboxError('This address is not called');
	const started = performance.now();
	const answer = await post(url, headers, body);
	return {
		...answer,
		durationMs: Math.round(performance.now() - started),
		...{ url, proof, sent: { headers: redactHeaders(headers), body } },
	};
}

async function post(url: string, headers: Record<string, string>, data: string) {
	try {
		const reply = await axios.post<Readable>(url, data, {
			headers: { 'user-agent': 'ticket-relay-sandbox', ...headers },
			...{ responseType: 'stream', maxRedirects: 0, proxy: false, lookup },
			signal: AbortSignal.timeout(TIMEOUT_MS),
			validateStatus: () => true,
			transformRequest: (text: string) => text,
		});
		return { status: reply.status, statusText: reply.statusText, body: await beginning(reply.data) };
	} catch (error) {
		const reason = axios.isAxiosError(error) && error.code === 'ERR_CANCELED' ? 'no answer in time' : wordsOf(error);
		return { status: 0, statusText: reason, body: '' };
	}
}

const wordsOf = (error: unknown): string => {
	const text = error instanceof Error ? error.message : String(error);
	return text === '' ? 'no connection' : text;
};

async function beginning(stream: Readable): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of stream) {
		const piece = Buffer.from(chunk);
		chunks.push(piece);
		bytes += piece.length;
		if (bytes > LONGEST_ANSWER) break;
	}
	return Buffer.concat(chunks).subarray(0, LONGEST_ANSWER).toString();
}
