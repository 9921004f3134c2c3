import type { ApiContext } from '../shared/http';

/**
 * Makes a loader that asks HubSpot once per execution and key: every item of a run sees the same context.
 * A failure is not kept, so the next item tries again.
 */
export function perRun<T>(
	load: (context: ApiContext, key: string) => Promise<T>,
): (context: ApiContext, key?: string) => Promise<T> {
	const loaded = new WeakMap<object, Map<string, Promise<T>>>();
	return async (context, key = '') => {
		const known = loaded.get(context) ?? new Map<string, Promise<T>>();
		loaded.set(context, known);
		const promise = known.get(key) ?? load(context, key);
		known.set(key, promise);
		void promise.catch(() => known.delete(key));
		return await promise;
	};
}
