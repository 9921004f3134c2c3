import { trimInvisible } from '../parameters/dateTime';
import { safeString } from '../safeConversion';

/** What people paste into the fields of a credential, without what came along. */

const QUOTES = ['"', "'", '`', '“”', '„“', '‘’'];

/** Without blanks, line breaks, invisible characters and quotes around it. */
export function tidyText(given: unknown): string {
	const text = trimInvisible(safeString(given ?? ''));
	const isQuoted = QUOTES.some(
		(pair) => text.length > 1 && text.startsWith(pair.charAt(0)) && text.endsWith(pair.slice(-1)),
	);
	return isQuoted ? trimInvisible(text.slice(1, -1)) : text;
}

/** A token, also when it was copied with the header in which it goes. */
export function tidyToken(given: unknown): string {
	return tidyText(tidyText(given).replace(/^(?:authorization: ?)?bearer /i, ''));
}
