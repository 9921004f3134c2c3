import { readFile } from 'node:fs/promises';
import type { StartedProcess } from './processes';

/** One process of an environment that can be taken away and brought back, on the same port and with the same folder. */
export class ManagedProcess {
	private current: StartedProcess | undefined;

	private readonly logs: string[] = [];

	/** @param launch Starts the process, with its output in a log of this name, and waits until it is ready. */
	constructor(
		readonly name: string,
		private readonly launch: (logName: string) => Promise<StartedProcess>,
	) {}

	/** Of the process that runs now. */
	get pid(): number | undefined {
		return this.running ? this.current?.pid : undefined;
	}

	get running(): boolean {
		return this.current !== undefined && this.current.exitCode() === undefined;
	}

	/** The log of each turn, the oldest first. */
	get logFiles(): readonly string[] {
		return this.logs;
	}

	/** What it wrote in all of its turns. */
	async log(): Promise<string> {
		return (await Promise.all(this.logs.map(async (file) => await readFile(file, 'utf8')))).join('\n');
	}

	async start(): Promise<void> {
		if (this.running) return;
		const turn = this.logs.length + 1;
		this.current = await this.launch(turn === 1 ? this.name : `${this.name}-${turn}`);
		this.logs.push(this.current.logFile);
	}

	/** Asks it to end, as a service manager does, and waits. */
	async stop(): Promise<void> {
		await this.current?.stop();
	}

	/** SIGKILL: it gets no chance to finish anything. */
	async kill(): Promise<void> {
		await this.current?.kill();
	}

	async restart(): Promise<void> {
		await this.stop();
		await this.start();
	}

	/** Why it ended, whenever that is: of the process that runs now. */
	get ended(): Promise<number | string> {
		return this.current?.ended ?? Promise.resolve('not started');
	}
}
