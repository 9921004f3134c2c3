import { readdir, readFile } from 'node:fs/promises';

/** Linux counts the time of a process in hundredths of a second, whatever the kernel's own clock does. */
const MS_PER_TICK = 10;

interface Stat {
	parent: number;
	ms: number;
}

/** The name of the program stands in brackets and may hold anything; what follows it is fixed (proc(5)). */
export function readStat(text: string): Stat {
	const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
	const ticks = (index: number) => Number(fields[index]);
	// Its own time in user and in kernel mode, and that of its children that have ended.
	return { parent: ticks(1), ms: (ticks(11) + ticks(12) + ticks(13) + ticks(14)) * MS_PER_TICK };
}

async function statOf(pid: string): Promise<Stat | undefined> {
	try {
		return readStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		// It has ended since the folder was listed.
		return undefined;
	}
}

async function processes(): Promise<string[]> {
	try {
		return (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
	} catch {
		throw new Error('The load bench reads processor times from /proc, which only Linux has.');
	}
}

/** Processor time that these processes and their children have used since they began, in milliseconds. */
export async function processorMs(roots: readonly number[]): Promise<number> {
	const stats = new Map<number, Stat>();
	for (const name of await processes()) {
		const stat = await statOf(name);
		if (stat !== undefined) stats.set(Number(name), stat);
	}
	const belongs = (pid: number): boolean => {
		const parent = stats.get(pid)?.parent;
		return roots.includes(pid) || (parent !== undefined && parent > 1 && belongs(parent));
	};
	return [...stats].reduce((sum, [pid, { ms }]) => (belongs(pid) ? sum + ms : sum), 0);
}
