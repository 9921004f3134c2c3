import type { Contender, Environment } from './environment';

/** One row of the table: the work, what it must show, and the figures of our nodes and of n8n's own. */
export interface Figures {
	work: string;
	mustShow: string;
	ours: object;
	/** What n8n itself has for the same work; a text when it has nothing. */
	n8n: object | string;
	/** What n8n needs to evaluate the expressions of the items, which is part of either time. */
	expressionsMs?: number;
	/** The median of n8n's own divided by the median of ours. */
	timesFaster?: number;
	holds: boolean;
}

/** A row that runs on the real n8n. */
export interface Row {
	contenders: Contender[];
	/** How long it takes, for the person who waits. */
	takes: string;
	measure(environment: Environment, runs: number): Promise<Figures>;
}

export const say = (text: string) => process.stderr.write(`${text}\n`);
