/**
 * `npm run bench:capacity -- load.json`: what one machine can do, by the processor times that `npm run bench:load` has
 * measured and printed into that file. Prints the table of docs/self-hosting.md.
 */
import { readFileSync } from 'node:fs';

import type { Costs } from './figures';
import { rounded } from './figures';

/** In milliseconds of processor time per ticket. */
export interface Measured {
	/** Of n8n in one process. */
	oneProcess: number;
	/** In queue mode. */
	queue: Costs;
}

/** Above this share of the processor waiting times grow fast, so nobody should plan with more. */
export const PLANNED_LOAD = 0.7;

/**
 * Tickets in a second, at the most. One process uses one core; so does each worker, and all together use no more than
 * there are.
 */
export function most({ oneProcess, queue }: Measured, workers: number, cores: number): number {
	if (workers === 0) return 1_000 / oneProcess;
	return Math.min((1_000 * workers) / queue.worker, (1_000 * cores) / (queue.worker + queue.rest));
}

/**
 * How many times as long as on an idle machine a ticket takes, waiting and work together, at this share of the most: a
 * queue with one server, chance arrivals, and tickets that take about the same time (M/D/1).
 */
export function stretch(load: number): number {
	return 1 + load / (2 * (1 - load));
}

/** Calls to HubSpot that a ticket takes: it is created, and gets the ID of its event. */
const CALLS = 2;

/** HubSpot's limits of calls in ten seconds: private apps of Free and Starter, and of the other plans. */
export const HUBSPOT_LIMITS = [100, 190];

export const hubSpotMost = (callsInTenSeconds: number, callsPerTicket = CALLS): number =>
	callsInTenSeconds / 10 / callsPerTicket;

const perHour = (perSecond: number): string => (Math.round((perSecond * 3_600) / 100) * 100).toLocaleString('en');

/** The rows of the table: workers, and tickets per hour on machines with so many cores. */
export function table(measured: Measured, cores: readonly number[]): string[] {
	const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const header = ['n8n', ...cores.map((count) => `${count} cores`)];
	const rows = [0, 1, 2, 4].map((workers) => [
		workers === 0 ? 'one process' : `queue mode, ${workers} worker${workers === 1 ? '' : 's'}`,
		...cores.map((count) => perHour(PLANNED_LOAD * most(measured, workers, count))),
	]);
	return [row(header), row(header.map(() => '---')), ...rows.map(row)];
}

interface LoadResult {
	rows: {
		single?: { ours?: { cpuMsPerItem?: number } };
		workers?: { cpuMsPerExecution?: Costs };
	};
}

/** @throws Error when the rows are missing. */
export function readMeasured(text: string): Measured {
	const { rows } = JSON.parse(text) as LoadResult;
	const oneProcess = rows.single?.ours?.cpuMsPerItem;
	const queue = rows.workers?.cpuMsPerExecution;
	if (oneProcess !== undefined && queue !== undefined) return { oneProcess, queue };
	throw new Error('The file needs the rows "single" and "workers": npm run --silent bench:load > load.json');
}

/** What the command prints. */
export function report(text: string): string {
	const measured = readMeasured(text);
	const { oneProcess, queue } = measured;
	return [
		`${oneProcess} ms of processor time per ticket in one process; in queue mode ${queue.worker} ms of the worker and ${queue.rest} ms of all the rest`,
		`Tickets per hour at ${100 * PLANNED_LOAD} % of the processor, where a ticket takes ${rounded(stretch(PLANNED_LOAD), 1)} times as long as alone:`,
		...table(measured, [2, 4, 8]),
		...HUBSPOT_LIMITS.map((limit) => `HubSpot, ${limit} calls in 10 s: ${perHour(hubSpotMost(limit))}`),
	].join('\n');
}

if (process.argv[1]?.endsWith('capacity.ts')) {
	process.stdout.write(`${report(readFileSync(process.argv[2] ?? '', 'utf8'))}\n`);
}
