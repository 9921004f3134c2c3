const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string) => text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

const inline = (text: string) =>
	escape(text)
		.replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
		.replace(/(?<![\w*])[*_]([^*_]+)[*_](?![\w*])/g, '<em>$1</em>')
		.replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, '<a href="$2" rel="noreferrer noopener">$1</a>');

/** The part of Markdown that Teams draws: paragraphs, bold, italic, links and lists. A single line break is a blank. */
export function markdown(text: string): string {
	return text
		.split(/\n{2,}/)
		.map((block) => {
			const lines = block.split(/[\r\n]+/);
			const list = lines.every((line) => /^\s*[-*+] /.test(line))
				? 'ul'
				: lines.every((line) => /^\s*\d+[.)] /.test(line)) && 'ol';
			if (list === false) return `<p>${inline(lines.join(' '))}</p>`;
			const items = lines.map((line) => `<li>${inline(line.replace(/^\s*(?:[-*+]|\d+[.)]) /, ''))}</li>`);
			return `<${list}>${items.join('')}</${list}>`;
		})
		.join('');
}
