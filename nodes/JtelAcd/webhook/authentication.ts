import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import type { ParameterReader } from '../../shared/parameters/reader';
import { sameSecret } from '../../shared/crypto';
import { hasBasicAuth, headerOf } from '../../shared/triggers/webhook';
import type { properties } from './properties';
import { safeString } from '../../shared/safeConversion';

/** Anything shorter can be guessed over the network. */
export const SHORTEST_SECRET = 16;

type Parameter = ParameterReader<typeof properties>;

/** The secret that every call must show. Empty when there is none: every call is refused then. */
export async function callbackSecret(context: IWebhookFunctions | IHookFunctions): Promise<string> {
	try {
		return safeString((await context.getCredentials('jtelAcdApi')).callbackSecret ?? '').trim();
	} catch {
		// A deleted credential must not start a failed execution for every stranger's call.
		return '';
	}
}

function showsSecret(context: IWebhookFunctions, parameter: Parameter, secret: string): boolean {
	switch (parameter('authentication')) {
		case 'basicAuth':
			return hasBasicAuth(context, parameter('user'), secret);
		case 'headerAuth':
			return sameSecret(headerOf(context, parameter('headerName')), secret);
		default: {
			const { secret: shown } = { secret: '', ...context.getParamsData() };
			return sameSecret(String(shown), secret);
		}
	}
}

/** Whether the call shows the secret in the chosen way. Settings that cannot be read trust nobody. */
export function isTrusted(context: IWebhookFunctions, parameter: Parameter, secret: string): boolean {
	try {
		return showsSecret(context, parameter, secret);
	} catch {
		return false;
	}
}

/**
 * Checks the settings when the workflow is activated, so that nobody waits for calls that are all refused.
 * @throws NodeOperationError that says what to enter.
 */
export async function checkSecret(context: IHookFunctions, parameter: Parameter): Promise<void> {
	const secret = await callbackSecret(context);
	if (secret === '') {
		throw inputError(context, 'The credential has no Callback Secret', {
			description: 'Make one up and enter it in the jtel credential: without it, every call is refused.',
		});
	}
	if (secret.length < SHORTEST_SECRET) {
		throw inputError(context, `The Callback Secret has fewer than ${SHORTEST_SECRET} characters`, {
			description: 'Make up a longer one and enter it in the jtel credential and in jtel: a short one can be guessed.',
		});
	}
	if (parameter('authentication') === 'secretPath' && !/^[\w.~-]+$/.test(secret)) {
		throw inputError(context, 'The Callback Secret cannot stand in a URL', {
			description: 'Use letters, digits, - and _ only, or choose another Authentication.',
		});
	}
	// Reading them refuses what is empty.
	if (parameter('authentication') === 'basicAuth') parameter('user');
	if (parameter('authentication') === 'headerAuth') parameter('headerName');
}
