import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { shorten } from './errors';
import { inTime } from './http/deadline';
import { networkProblem } from './http/networkErrors';
import { redactor, withoutUserInfo } from './http/secrets';
import { isRecord } from './isRecord';
import { safeNumber, safeString } from './safeConversion';

/** The tests behind the button of a credential: each failure is a sentence that says what to do. */

/** Why a credential does not work. */
export class CredentialProblem extends Error {}

const LONGEST_MS = 20_000;

export interface Probe {
	url: string;
	method?: 'GET' | 'POST';
	headers?: Record<string, string>;
	auth?: { username: string; password: string };
	body?: object;
	ignoreSslIssues?: boolean;
}

export interface ProbeResponse {
	status: number;
	body: unknown;
}

/** A web address, or the refusal of its field. */
export function webAddress(field: string, address: string): URL {
	if (address === '') throw new CredentialProblem(`Enter the ${field}.`);
	const url = URL.canParse(address) ? new URL(address) : undefined;
	if (url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== '') return url;
	throw new CredentialProblem(
		`The ${field} "${shorten(withoutUserInfo(address))}" is not a web address: it must begin with https:// or http://.`,
	);
}

/** Sends one request and returns what came, whatever its status. @throws CredentialProblem when nothing came. */
export async function probe(
	context: ICredentialTestFunctions,
	service: string,
	{ url, method = 'GET', ignoreSslIssues = false, body, ...rest }: Probe,
): Promise<ProbeResponse> {
	const { host } = new URL(url);
	const unreachable = (error: unknown): never => {
		const text = networkProblem(error)?.text ?? 'the connection failed';
		throw new CredentialProblem(
			`${service} cannot be reached at ${host}: ${text}. Check the address, and whether n8n's own network lets it through.`,
		);
	};
	const options = {
		uri: url,
		method,
		...rest,
		...(body === undefined ? {} : { body }),
		json: true,
		simple: false,
		resolveWithFullResponse: true,
		followRedirect: false,
		followAllRedirects: false,
		rejectUnauthorized: !ignoreSslIssues,
		timeout: LONGEST_MS,
	};
	const answered: Promise<unknown> = context.helpers.request(options);
	const response = await inTime(AbortSignal.timeout(LONGEST_MS), answered).catch(unreachable);
	const status = isRecord(response) ? safeNumber(response.statusCode) : 0;
	const location = isRecord(response) && isRecord(response.headers) ? response.headers.location : undefined;
	if (status >= 300 && status < 400) {
		const target =
			typeof location === 'string' && URL.canParse(location, url) ? new URL(location, url).host : 'elsewhere';
		throw new CredentialProblem(
			`${host} redirects to ${target}. The credential is sent to its own address only: enter the address of the API.`,
		);
	}
	if (status === 429 || status >= 500) {
		throw new CredentialProblem(
			`${service} answered with HTTP ${status}, which says nothing about this credential. Test it again in a minute.`,
		);
	}
	return { status, body: isRecord(response) ? response.body : undefined };
}

/** What the button tells: the sentence of a success, or why the credential does not work. It contains no secret. */
export async function credentialTestResult(
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
	test: (data: ICredentialDataDecryptedObject) => Promise<string>,
): Promise<INodeCredentialTestResult> {
	const hide = redactor(data);
	try {
		return { status: 'OK', message: hide(await test(data)) };
	} catch (error) {
		return { status: 'Error', message: hide(error instanceof Error ? error.message : safeString(error)) };
	}
}
