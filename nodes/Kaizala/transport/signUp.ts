import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import type { Service } from '../../shared/exchange';
import { exchange } from '../../shared/exchange';
import type { ApiRequest } from '../../shared/http';
import { httpOptions, toAnswer } from '../../shared/http';
import { authRoot, isHttp, tidy } from './address';
import { judgeAnswer } from './answers';
import { CREDENTIAL } from './session';

/** Calls by which a person gets a refresh token (spec 2.5, 2.6). They go without an access token, to the log-in's host. */
function signUp(root: string): Service {
	return {
		name: 'Kaizala',
		attempt: async (context, request) =>
			toAnswer(await context.helpers.httpRequest(httpOptions(request, root + request.path))),
		judge: (answer) => judgeAnswer(answer),
		howToFindOut: () => 'Nothing is lost: ask for a new PIN or a new code.',
	};
}

export interface Connector {
	applicationId: string;
	applicationSecret: string;
}

/** The connector of the credential; the other fields of the credential are not needed yet. */
export async function connectorOf(context: IExecuteFunctions): Promise<Connector> {
	const { applicationId, applicationSecret } = await context.getCredentials(CREDENTIAL);
	return { applicationId: String(applicationId ?? ''), applicationSecret: String(applicationSecret ?? '') };
}

/** @param root Another host than the credential's Auth Base URL. */
export async function signUpRequest(
	context: IExecuteFunctions,
	request: ApiRequest,
	itemIndex: number,
	root?: string,
): Promise<unknown> {
	const credentials: IDataObject = await context.getCredentials(CREDENTIAL);
	const base = root === undefined ? authRoot(credentials) : tidy(root);
	if (!isHttp(base)) throw inputError(context, `"${base}" is not a web address`, { itemIndex });
	return (await exchange(context, signUp(base), request, itemIndex)).body;
}
