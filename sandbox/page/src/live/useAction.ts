import { useState } from 'preact/hooks';
import type { JsonObject, ServiceName } from '../../../core/types';
import { act } from '../api';

interface Doing {
	busy: boolean;
	problem: string;
	dismiss(): void;
}

export interface Task extends Doing {
	/** Resolves to whether it worked; what went wrong is in `problem`. */
	run(work: () => Promise<unknown>): Promise<boolean>;
}

export interface Action extends Doing {
	run(name: string, input: JsonObject): Promise<boolean>;
}

export function useTask(): Task {
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState('');
	const run = async (work: () => Promise<unknown>): Promise<boolean> => {
		setBusy(true);
		try {
			await work();
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

/** What people do in the screens of one system. */
export function useAction(service: ServiceName): Action {
	const { run, ...rest } = useTask();
	return { ...rest, run: (name, input) => run(() => act(service, name, input)) };
}
