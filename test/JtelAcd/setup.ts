import { createJtel } from '../../sandbox/jtel';
import type { RunSetup } from '../harness/engine';
import { requests, sandboxCredentials, useSandbox } from '../harness/sandbox';

/** The sandbox of one test file, and short words for running the node against it. */
export function useJtel() {
	const sandbox = useSandbox([createJtel]);
	return {
		sandbox,
		/** A run of one operation of the node. */
		run: (
			resource: string,
			operation: string,
			parameters: RunSetup['parameters'] = {},
			rest: Partial<RunSetup> = {},
		): RunSetup => ({
			type: 'jtelAcd',
			parameters: { resource, operation, ...parameters },
			credentials: sandboxCredentials(sandbox.current),
			...rest,
		}),
		/** Method, path and query of the requests, for example `GET /users/user/3` or `DELETE /x?userData=1`. */
		sent: (method?: string): string[] =>
			requests(sandbox.current, 'jtel', method).map(({ method: verb, path, query }) => {
				const pairs = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
				return `${verb} ${path.replace('/rest/v1.0/1', '')}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
			}),
	};
}

/** An entry chosen from a drop-down list. */
export const chosen = (value: string | number) => ({ __rl: true, mode: 'list', value: String(value) });

/** A value typed below "By ID". */
export const typed = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });
