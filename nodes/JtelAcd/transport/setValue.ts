import type { Failure } from '../../shared/errors';
import { shorten } from '../../shared/errors';
import type { ResponseAction } from '../../shared/http/types';
import { isRecord } from '../../shared/isRecord';

export const DONE = 0;
export const UNCHANGED = 3;

/** The `result` of an answer, also as text; undefined where there is none. */
export function resultOf(body: unknown): number | undefined {
	const result = isRecord(body) ? body.result : undefined;
	if (typeof result === 'number') return result;
	return typeof result === 'string' && /^-?\d{1,9}$/.test(result) ? Number(result) : undefined;
}

/** What `setValue` answers by `result`, most often under HTTP 200. */
const ADVICE: Record<number, string> = {
	1: 'The variable cannot be written. Choose another one, or have your jtel administrator change it.',
	2: 'There is no such variable, or the cockpit does not show it. Check the ID.',
	[UNCHANGED]: 'It has this value already. Switch off the option Fail When Unchanged to go on in this case.',
	4: 'The value is below the minimum or above the maximum of the variable. Get the variable to see its MinValue and MaxValue.',
};

/** Why the value was not set. Without a status: the result stands under any. */
export function notSet(result: number, error: unknown): Failure {
	const reason = typeof error === 'string' && error !== '' ? shorten(error) : 'no reason given';
	return { message: `jtel did not set the value: ${reason} (result ${result})`, description: ADVICE[result] };
}

/** A value that is there already counts as set here; the operation may see it otherwise. */
export function classifyResult(result: number, error: unknown): ResponseAction {
	return result === DONE || result === UNCHANGED ? { kind: 'ok' } : { kind: 'failed', failure: notSet(result, error) };
}
