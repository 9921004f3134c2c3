/** Texts that Markdown, bytes or the direction of writing could spoil; drawn for docs and tests. */
interface CardText {
	name: string;
	text: string;
	/** The lines of the card; undefined where the text is shortened. */
	lines?: string[];
}

const same = (name: string, text: string): CardText => ({
	name,
	text,
	lines: text.split('\n').filter((line) => line.trim() !== ''),
});

export const CARD_TEXTS: CardText[] = [
	same('plain lines', 'The pump leaks.\nIt is in hall 3.\n\nPlease call.'),
	same('a bulleted list', '- pump\n- hose\n+ valve'),
	same('a numbered list', '1. floor\n2) door\n10. roof'),
	same('backslashes', 'C:\\temp\\*.log and \\\\server\\share'),
	same('underscores', 'ticket_id _now_ __init__'),
	same('stars and links', '*urgent* **2 * 3 * 4** [here](https://example.com) <https://example.com> `code` ~~no~~'),
	same('a hash', '#42 is open\n# 42\n> quoted\n    indented'),
	same('emoji families', 'Family 👨‍👩‍👧‍👦 flag 🏳️‍🌈 skin 👍🏽 accents é'),
	same('right to left', 'المضخة تسرّب في القاعة 3\nהמשאבה *דולפת*'),
	same('entities and dates', 'Anna &amp; Co &#42; {{DATE(2026-01-01T00:00:00Z,SHORT)}} {{TIME(x)}}'),
	{ name: '30,000 characters', text: `Very long ${'👨‍👩‍👧‍👦 ü "x" '.repeat(1_700)}` },
];
