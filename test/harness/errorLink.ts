import { ERROR_ENTRIES } from '../../nodes/shared/errorEntries';
import { TROUBLESHOOTING } from '../../nodes/shared/errors';

const ANCHORS = new Set(Object.values(ERROR_ENTRIES));

/** Whether the text of an error, with its description, links its own entry of the page about errors. */
export function linksEntry(text: string): boolean {
	const [, anchor = ''] = text.split(`${TROUBLESHOOTING}#`);
	return ANCHORS.has(/^[\p{L}\p{N}_-]*/u.exec(anchor)?.[0] ?? '');
}

/** An error's description or item text without the link at its end, which has to be there. */
export function withoutLink(text: unknown): string {
	const whole = String(text);
	if (!linksEntry(whole)) throw new Error(`No link to an entry in: ${whole}`);
	return whole.replace(
		/(?: ·)? ?(?:<a href="[^"]+" target="_blank">More about this error<\/a>|More about this error: \S+)$/,
		'',
	);
}
