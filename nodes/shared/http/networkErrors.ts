/** Failures before a byte of the request left. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'EPROTO']);

/** The server is there but is not trusted: nothing was sent, and another try brings the same. */
const CERTIFICATE = /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY/;

/** Connections that broke, also in the middle of an answer (ERR_BAD_RESPONSE), and answers that are no HTTP (HPE_) or cannot be unpacked (Z_). */
const BROKEN = /^(E[A-Z]+|UND_ERR_.*|ERR_BAD_RESPONSE|ERR_CANCELED|ERR_NETWORK|HPE_.*|Z_.*)$/;

/** A call that got no answer. */
export interface NetworkProblem {
	text: string;
	/** Whether the service may have got the request. */
	sent: boolean;
	/** Whether another try makes sense. */
	passing: boolean;
}

/** However its end comes about, nobody knows what became of the request. */
export const LATE: NetworkProblem = { text: 'no response came in time', sent: true, passing: true };

function readCode(error: unknown): string | undefined {
	// Not by `instanceof`: an error of a stream may come from another realm than this code.
	let current = error;
	for (let depth = 0; typeof current === 'object' && current !== null && depth < 4; depth++) {
		if ('code' in current && typeof current.code === 'string') return current.code;
		const next = 'cause' in current ? current.cause : undefined;
		if (next === undefined) return withoutCause(current);
		current = next;
	}
	return undefined;
}

/**
 * n8n 1 drops the cause of an error and keeps the code in the place of the status. Where a status stands, an answer had
 * begun: no status makes an error by itself here (`ignoreHttpStatusErrors`). Errors of this package carry no `messages`.
 */
function withoutCause(error: object): string | undefined {
	const code = 'httpCode' in error ? error.httpCode : undefined;
	if (typeof code !== 'string') return undefined;
	if (!/^\d/.test(code)) return code;
	const isOfEngine = 'messages' in error && Array.isArray(error.messages) && error.messages.length > 0;
	return isOfEngine ? 'ERR_BAD_RESPONSE' : undefined;
}

const TEXTS: Record<string, string> = {
	ECONNREFUSED: 'the server refused the connection',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'the host name could not be looked up',
	EPROTO: 'no secure connection could be made; the address may want http instead of https',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
	ERR_BAD_RESPONSE: 'the connection was cut in the middle of the response',
	ECONNABORTED: LATE.text,
	ETIMEDOUT: LATE.text,
	ERR_CANCELED: LATE.text,
};

/** The network problem behind an error of the HTTP helper; undefined when the cause is not the network. */
export function networkProblem(error: unknown): NetworkProblem | undefined {
	const code = readCode(error);
	if (code === undefined) return undefined;
	if (CERTIFICATE.test(code)) {
		return { text: `its certificate cannot be verified (${code})`, sent: false, passing: false };
	}
	if (!BROKEN.test(code)) return undefined;
	const text =
		TEXTS[code] ?? (/^[HZ]/.test(code) ? 'the response was not valid HTTP' : `the connection failed (${code})`);
	return { text, sent: !NOT_SENT.has(code), passing: code !== 'EPROTO' };
}
