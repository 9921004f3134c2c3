/** A telephone number as people write it. */
interface WrittenNumber {
	/** Whether it begins with `+` or `00`, so that its country code is known. */
	international: boolean;
	/** What is left of it, without the prefix: digits, and whatever else does not belong into a number. */
	rest: string;
}

/**
 * Takes away all that people write between the digits: spaces, dashes, slashes, dots, brackets, the invisible characters
 * that come along when a number is copied, and a leading `+` or `00`, together with the trunk zero in brackets that may
 * follow. Whatever else there is stays.
 */
export function readNumber(written: string): WrittenNumber {
	const plain = written.replace(/[\s\p{Cf}]/gu, '');
	const international = /^(\+|00)/.test(plain);
	const local = international ? plain.replace(/^(\+|00)/, '').replace('(0)', '') : plain;
	return { international, rest: local.replace(/[-\u2010-\u2015/().]/g, '') };
}
