import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { nodeParameters } from '../../shared/parameters/reader';
import { isRecord } from '../../shared/isRecord';
import { mapTexts, redactor, withoutSecret } from '../../shared/http/secrets';
import {
	answerCall,
	bodyProblem,
	headerOf,
	newDeliveries,
	rawBody,
	refuseBody,
	refuseUnauthorized,
	textOf,
} from '../../shared/triggers/webhook';
import type { Call } from './payload';
import { entriesIn } from './payload';
import { properties } from './properties';
import { hasSetting, SOURCES } from './sources';
import { callbackSecret, isTrusted } from './authentication';

/** jtel's calls hold a few fields; anything longer comes from somebody else. */
const MAX_BYTES = 1_000_000;

/** The body as n8n parsed it. JSON under another content type is read all the same: curl says that it is a form. */
function payload(context: IWebhookFunctions, raw: Buffer): unknown {
	const body: unknown = context.getBodyData();
	const text = textOf(context, raw).trim();
	if (!/^[{[]/.test(text)) return body;
	try {
		return JSON.parse(text);
	} catch {
		return body;
	}
}

/** The headers without the secret, in whichever header a proxy has put it, and in whatever form. */
function harmless(context: IWebhookFunctions, secret: string, headerName: string): IDataObject {
	const hidden = ['authorization', 'proxy-authorization', 'cookie', headerName.toLowerCase()];
	const hide = redactor({ secret });
	const showsSecret = (name: string): boolean => hide(headerOf(context, name)) !== headerOf(context, name);
	const entries = Object.entries(context.getHeaderData());
	return Object.fromEntries(entries.filter(([name]) => !hidden.includes(name) && !showsSecret(name)));
}

/**
 * One call of jtel. Strangers are answered and start nothing; nothing that they send makes this throw.
 * 401: the secret is missing or wrong. 413: too long. 400: not what was chosen in Calls From.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const parameter = nodeParameters(context, properties);
	const secret = await callbackSecret(context);
	if (!isTrusted(context, parameter, secret)) {
		const basic = context.getNodeParameter('authentication', '') === 'basicAuth';
		return refuseUnauthorized(
			context,
			{
				why: 'it does not carry the Callback Secret of the credential in the way that Authentication asks for',
				advice:
					'Compare the Callback Secret in the credential with the one in jtel: at the end of the address, in the header, or as the password.',
			},
			basic ? { 'WWW-Authenticate': 'Basic realm="jtel ACD"' } : {},
		);
	}
	const raw = await rawBody(context);
	if (/^multipart\//i.test(headerOf(context, 'content-type'))) {
		return refuseBody(context, { status: 400, error: 'This trigger accepts no forms with files: send JSON' });
	}
	const sent = raw.length > MAX_BYTES ? undefined : payload(context, raw);
	const problem = bodyProblem(raw, sent, MAX_BYTES);
	if (problem !== undefined) return refuseBody(context, problem);

	const source = parameter('source');
	const headerName = parameter('authentication') === 'headerAuth' ? parameter('headerName') : '';
	// Where the secret was put by mistake, it does not get into the execution either.
	const harmlessText = (text: string): string => withoutSecret(text, secret);
	const body = mapTexts(sent, harmlessText);
	const asked = mapTexts(context.getQueryData(), harmlessText);
	const query: IDataObject = isRecord(asked) ? asked : {};
	const calls = SOURCES[source].calls(body, query);
	if (calls.length === 0) {
		const error = 'This is not a callback or voice mail: there is no AcdEventsID, and no ID with an AcdEventTypesID';
		return refuseBody(context, { status: 400, error });
	}
	const strange = source === 'acdGroup' ? entriesIn(body).length - calls.length : 0;
	if (strange > 0)
		context.logger.warn(
			`"${context.getNode().name}" found no ID of an event in ${strange} of the ${strange + calls.length} records of a call, and left them out`,
		);
	const { ignoreRepeated = true } = hasSetting(source, 'options') ? parameter('options') : { ignoreRepeated: false };
	const fresh = ignoreRepeated ? newDeliveries(context, calls, ({ eventId }) => String(eventId)) : calls;
	if (fresh.length === 0) return answerCall(context, 200, { status: 200, repeated: true });

	const isShort = parameter('simplify') === true;
	const rest: IDataObject = { source, method: context.getRequestObject().method };
	if (!isShort) rest.headers = harmless(context, secret, headerName);
	rest.query = query;
	// What a call flow asks may have any names.
	if (!isShort || source === 'ivr')
		rest.body = isRecord(body) || Array.isArray(body) || typeof body === 'string' ? body : {};
	const toItem = (call: Call): INodeExecutionData => ({ json: { call, ...rest } });
	const workflowData = [fresh.map(toItem)];
	if (parameter('responseMode') !== 'onReceived') return { workflowData };
	const code = hasSetting(source, 'responseCode') ? parameter('responseCode') : 200;
	const answer = hasSetting(source, 'responseBody') ? parameter('responseBody') : { status: 200 };
	return { ...answerCall(context, code, isRecord(answer) ? answer : {}), workflowData };
}
