import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { RELAY } from '../../scripts/lib/paths';
import { freePort } from '../../scripts/lib/ports';
import type { Relay, RelayOptions } from '../../scripts/lib/relay';
import { startRelay } from '../../scripts/lib/relay';

const MINUTE = 60_000;

type TestRelayOptions = Partial<Pick<RelayOptions, 'templates' | 'n8nPort' | 'n8nEnv'>>;

export interface TestRelay extends Relay {
	/** That of n8n; `stop` removes it. */
	readonly userFolder: string;
}

/** The sandbox and a real n8n in a folder of their own, without templates unless they are asked for. */
export async function startTestRelay(name: string, options: TestRelayOptions = {}): Promise<TestRelay> {
	const userFolder = join(RELAY, `${name}-${process.pid}`);
	const remove = async () => await rm(userFolder, { recursive: true, force: true });
	try {
		const relay = await startRelay({
			...{ sandboxPort: await freePort(), n8nPort: await freePort(), userFolder },
			...{ fresh: true, templates: [], logPrefix: `${name}-`, ...options },
		});
		const stop = async () => {
			await relay.stop();
			await remove();
		};
		return { ...relay, userFolder, stop };
	} catch (error) {
		await remove();
		throw error;
	}
}

/** One for all tests of a `describe`. It starts in `beforeAll`; before that there is nothing to ask it for. */
export function useRelay(name: string, options: TestRelayOptions | (() => Promise<TestRelayOptions>) = {}): TestRelay {
	let started: TestRelay | undefined;
	beforeAll(async () => {
		started = await startTestRelay(name, typeof options === 'function' ? await options() : options);
	}, 5 * MINUTE);
	afterAll(async () => await started?.stop(), MINUTE);
	const current = (): TestRelay => {
		if (started === undefined) throw new Error('The relay starts in beforeAll');
		return started;
	};
	return {
		get sandbox() {
			return current().sandbox;
		},
		get n8n() {
			return current().n8n;
		},
		get credentials() {
			return current().credentials;
		},
		get userFolder() {
			return current().userFolder;
		},
		stop: async () => await current().stop(),
	};
}
