import type { Fault } from '../../../core/types';
import { NAMES } from '../parts/icons';
import { FAULT_CHOICES } from './faultKinds';

/** "HubSpot says: too many requests (429), for the next 3 calls" */
export function describeFault(fault: Fault): string {
	const who = fault.service === undefined ? 'Every system' : NAMES[fault.service];
	const parts = [`${who} ${whatHappens(fault)}`, ...details(fault)];
	return `${parts.join(', ')}, ${howOften(fault)}`;
}

/** The same of a call that was hit, without the system. */
export function whatHappens({ kind, status }: Pick<Fault, 'kind' | 'status'>): string {
	const known = FAULT_CHOICES.find((each) => each.kind === kind && each.status === status);
	if (known) return known.text;
	const ofKind = FAULT_CHOICES.find((each) => each.kind === kind && each.status === undefined);
	if (kind === 'status' || !ofKind) return `answers with the status ${status ?? 500}`;
	return status === undefined ? ofKind.text : `${ofKind.text.replace(/ \(\d+\)/, '')} (${status})`;
}

function details({ headers = {}, delayMs, kind }: Fault): string[] {
	const after = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1];
	return [
		...(after === undefined ? [] : [`“come back in ${after} s”`]),
		...(kind === 'slow' ? [`by ${(delayMs ?? 1000) / 1000} s`] : []),
	];
}

function howOften({ times = 1, skip = 0, method, path }: Fault): string {
	const which = `${method === undefined ? '' : `${method} `}${times === 1 ? 'call' : 'calls'}`;
	const where = path === undefined ? '' : ` to “${plainPath(path)}”`;
	const later = skip > 0 ? `, after ${skip} more` : '';
	if (times === -1) return `for all ${which}${where} until it is taken back${later}`;
	return `for the next ${times === 1 ? which : `${times} ${which}`}${where}${later}`;
}

const plainPath = (pattern: string) => pattern.replace(/\\(.)/g, '$1');

/** A piece of a path as the regular expression that finds it. */
export const pathPattern = (piece: string) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
