import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { assertWebAddress } from '../../shared/http/url';
import type { Service } from '../../shared/http/client';
import { send } from '../../shared/http/client';
import type { ApiRequest } from '../../shared/http/types';
import { httpOptions, toApiResponse } from '../../shared/http/types';
import { tidy } from './address';
import { classifyResponse } from './errors';
import { CREDENTIAL } from './session';
import { safeString } from '../../shared/safeConversion';

/** Calls by which a person gets a refresh token. They go without an access token, to the login's host. */
function signIn(root: string): Service {
	return {
		name: 'Kaizala',
		attempt: async (context, request) =>
			toApiResponse(await context.helpers.httpRequest(httpOptions(request, root + request.path))),
		secrets: async (context) => await context.getCredentials(CREDENTIAL),
		classifyResponse: (response) => classifyResponse(response),
	};
}

/** How a person goes on when the response to a sign-in is lost. */
export const SIGN_IN_AGAIN = 'Nothing is lost: ask for a new PIN or a new code.';

export interface Connector {
	applicationId: string;
	applicationSecret: string;
}

/** The connector of the credential; the other fields of the credential are not needed yet. */
export async function connectorOf(context: IExecuteFunctions): Promise<Connector> {
	const { applicationId, applicationSecret } = await context.getCredentials(CREDENTIAL);
	return { applicationId: safeString(applicationId ?? ''), applicationSecret: safeString(applicationSecret ?? '') };
}

/** Hosts for signing in. Both are in the credential: whoever may only use it must not choose where its secret goes. */
const HOSTS = { authBaseUrl: 'Auth Base URL', oauthBaseUrl: 'OAuth Base URL' } as const;

export async function signInRequest(
	context: IExecuteFunctions,
	request: ApiRequest,
	itemIndex: number,
	host: keyof typeof HOSTS = 'authBaseUrl',
): Promise<unknown> {
	const credentials: IDataObject = await context.getCredentials(CREDENTIAL);
	const base = tidy(credentials[host]);
	assertWebAddress(context, HOSTS[host], base, itemIndex);
	return (await send(context, signIn(base), request, itemIndex)).body;
}
