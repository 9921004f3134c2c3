/** What file systems take. */
const LONGEST_NAME = 255;

/** Signs that nobody sees, such as line breaks, and those that turn the rest around: "exe.jpg" reads as "gpj.exe". */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The name of a file as somebody else gives it: without folders, and one under which it can be stored anywhere. */
export function safeFileName(given: string | undefined): string | undefined {
	const name = given?.split(/[\\/]/).at(-1)?.replace(UNSEEN, '').trim() ?? '';
	if (/^\.{0,2}$/.test(name)) return undefined;
	if (name.length <= LONGEST_NAME) return name;
	const dot = name.lastIndexOf('.');
	const ending = dot > 0 && name.length - dot <= 20 ? name.slice(dot) : '';
	return name.slice(0, LONGEST_NAME - ending.length).replace(/[\uD800-\uDBFF]$/, '') + ending;
}
