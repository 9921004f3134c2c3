import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { linksEntry } from '../../harness/errorLink';
import type { Tape } from './requests';

/** Texts that JavaScript and its libraries make, which help nobody who builds a workflow. */
const RAW =
	/TypeError|RangeError|ReferenceError|is not a function|is not iterable|is not defined|Cannot (?:read|convert|set|destructure|mix)|Invalid URL|URI malformed|Maximum call stack|Invalid time value|of (?:undefined|null)\b|\[object |ERR_|Reduce of empty|must be of type|circular structure/;

/** Whether a test run of a trigger only has nothing to show. */
export const isWithoutSample = (error: unknown): boolean => error instanceof Error && NO_SAMPLE.test(error.message);

const textOf = (error: Error): string =>
	[error.message, 'description' in error ? error.description : ''].filter((text) => typeof text === 'string').join(' ');

/** Names the field of the item that should hold a file, as it was entered. */
const NO_FILE = /^The input has no file in the field "/;

/** The words of a service that got a valid request. */
const SAYS = /^(?:HubSpot|Kaizala|Thulium|jtel) says: /;

/** Filters that fit nothing leave a test run of a trigger without a sample, and it says so. */
const NO_SAMPLE = /to show as a sample/;

interface Outcome {
	error?: unknown;
	tape: Tape;
	/** What the error has to call the field. */
	names: string[];
	secrets: string[];
	/** Whether the run with valid values sends anything. */
	sends: boolean;
}

/** More than 200 characters of each long value that is tried. */
const LONG_VALUES = ['printer '.repeat(26), '7'.repeat(201), 'line\n'.repeat(41), '['.repeat(201), '{"a":'.repeat(41)];

/** What is wrong with how a run ended. Right is a valid request, or an error of n8n that names the field. */
export function violations({ error, tape, names, secrets, sends }: Outcome): string[] {
	const found = tape.problems.map((problem) => `sent ${problem}`);
	if (error === undefined) {
		if (sends && tape.sent === 0) found.push('nothing was sent, and nothing was said');
		return found;
	}
	if (!(error instanceof Error)) return [...found, `threw ${typeof error}`];
	const text = textOf(error);
	const short = text.slice(0, 300);
	if (!(error instanceof NodeOperationError || error instanceof NodeApiError))
		return [...found, `threw a ${error.constructor.name}: ${short}`];
	if (RAW.test(text)) found.push(`the error is raw: ${short}`);
	if (!linksEntry(text)) found.push(`the error links no entry: ${short}`);
	if (text.length > 2_500) found.push(`the error has ${text.length} characters: ${short}`);
	if (LONG_VALUES.some((value) => text.includes(value))) found.push(`a value is not cut: ${short}`);
	for (const secret of secrets) if (text.includes(secret)) found.push('the error tells a secret');
	// What a service says to a valid request is its own affair.
	if (
		tape.guessed === 0 &&
		!SAYS.test(text) &&
		!NO_SAMPLE.test(text) &&
		!NO_FILE.test(text) &&
		!names.some((name) => text.toLowerCase().includes(name.toLowerCase().replace(/s$/, '')))
	)
		found.push(`the error does not name "${names.join('" or "')}": ${short}`);
	return found;
}
