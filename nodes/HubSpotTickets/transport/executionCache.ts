import { NodeApiError } from 'n8n-workflow';

import { executionStore } from '../../shared/executionStore';
import type { ApiContext } from '../../shared/http/types';

/** These statuses pass; what HubSpot says with any other 4xx it says again to the next item. */
const PASSING = new Set(['408', '423', '429']);

function isFinal(error: unknown): boolean {
	if (!(error instanceof NodeApiError)) return false;
	const status = error.httpCode ?? '';
	return /^4\d\d$/.test(status) && !PASSING.has(status);
}

/**
 * Makes a loader that asks HubSpot once per execution and key: every item of a run sees the same context.
 * A refusal is kept; after any other failure the next item tries again. Not for triggers: their context lives for as
 * long as the workflow is active.
 */
export function executionCache<T>(
	load: (context: ApiContext, key: string) => Promise<T>,
): (context: ApiContext, key?: string) => Promise<T> {
	const loaded = executionStore(() => new Map<string, Promise<T>>());
	return async (context, key = '') => {
		const known = loaded(context);
		const promise = known.get(key) ?? load(context, key);
		known.set(key, promise);
		void promise.catch((error: unknown) => {
			if (!isFinal(error)) known.delete(key);
		});
		return await promise;
	};
}
