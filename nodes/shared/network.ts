/** Failures before a byte of the request left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A call that got no answer. */
export interface NetworkProblem {
	text: string;
	/** Whether the service may have got the request. */
	sent: boolean;
}

function readCode(error: unknown): string | undefined {
	for (let current = error, depth = 0; current instanceof Error && depth < 4; current = current.cause, depth++) {
		if ('code' in current && typeof current.code === 'string') return current.code;
	}
	return undefined;
}

const NETWORK_TEXTS: Record<string, string> = {
	ECONNREFUSED: 'the server refused the connection',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'the host name could not be looked up',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ECONNABORTED: 'no answer came in time',
	ETIMEDOUT: 'no answer came in time',
};

/** The problem behind an error of the HTTP helper, or undefined when it is none of the network. */
export function networkProblem(error: unknown): NetworkProblem | undefined {
	const code = readCode(error);
	if (code === undefined || !/^(E[A-Z_]+|UND_ERR_.*)$/.test(code) || code.startsWith('ERR_')) return undefined;
	return { text: NETWORK_TEXTS[code] ?? `the connection failed (${code})`, sent: !NOT_SENT.has(code) };
}
