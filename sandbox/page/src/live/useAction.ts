import { useState } from 'preact/hooks';
import type { JsonObject, ServiceName } from '../../../core/types';
import { act } from '../api';

export interface Action {
	/** Resolves to whether it worked; what went wrong is in `problem`. */
	run(name: string, input: JsonObject): Promise<boolean>;
	busy: boolean;
	problem: string;
	dismiss(): void;
}

export function useAction(service: ServiceName): Action {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState('');
	const run = async (name: string, input: JsonObject): Promise<boolean> => {
		setBusy(true);
		try {
			await act(service, name, input);
			setProblem('');
			return true;
		} catch (error) {
			setProblem(error instanceof Error ? error.message : String(error));
			return false;
		} finally {
			setBusy(false);
		}
	};
	return { run, busy, problem, dismiss: () => setProblem('') };
}
