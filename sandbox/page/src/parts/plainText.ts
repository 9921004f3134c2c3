/** What a mail says, as plain text: its HTML is read, never inserted. */
export function plainText(body: string): string {
	if (!/<[a-z!/]/i.test(body)) return body.trim();
	const broken = body.replace(/<br\s*\/?>|<\/(p|div|li|tr|h\d)>/gi, '$&\n');
	const text = new DOMParser().parseFromString(broken, 'text/html').body.textContent;
	return (text ?? '').replace(/\n{3,}/g, '\n\n').trim();
}
