import type { Contender, Environment } from './environment';

/** One row of the table: a piece of work, what it must come to, what ours and n8n's own came to. */
export interface Figures {
	work: string;
	mustShow: string;
	ours: object;
	/** What n8n brings along for the same work; a text when it has nothing for it. */
	n8n: object | string;
	/** What n8n needs to evaluate the expressions of the items, which is part of either time. */
	expressionsMs?: number;
	/** The median of n8n's own by the median of ours. */
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
