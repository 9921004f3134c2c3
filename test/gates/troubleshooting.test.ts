import { readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../harness/package';
import type { ErrorText } from './errorTexts';
import { errorTexts, sourceTexts } from './errorTexts';

const page = readFileSync(path.join(ROOT, 'docs', 'troubleshooting.md'), 'utf8');

/** The texts in the first column of the tables. */
const entries = page
	.split('\n')
	.filter((line) => line.startsWith('| `'))
	.flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, text = '']) => text));

/** The fixed parts of a text, without the quotes and signs at their ends. */
const partsOf = (text: string): string[] =>
	text
		.split('…')
		.map((part) => part.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ''))
		.filter((part) => part !== '');

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether `text` is what `pattern` says, each `…` being anything. */
const fits = (pattern: string, text: string): boolean =>
	new RegExp(`^${pattern.split('…').map(escaped).join('[^]*')}$`).test(text);

/** Parts of a message begin with a small letter and are found inside of an entry. */
function isCovered({ text }: ErrorText): boolean {
	const isPart = /^\p{Ll}/u.test(text);
	return entries.some((entry) => {
		if (lettersIn(entry) >= 12 && fits(entry, text)) return true;
		if (isPart || text.includes('\n')) return partsOf(text).every((part) => entry.includes(part));
		return lettersIn(text) >= 8 && fits(text, entry);
	});
}

/** Too general to be an entry of its own: the words of a service, put after its name. */
const isBare = ({ text }: ErrorText): boolean => lettersIn(text) < 10;

describe('docs/troubleshooting.md', () => {
	it('explains every message of the nodes, the credentials and the set-up', () => {
		const texts = errorTexts('nodes', 'credentials', 'scripts/bootstrap');
		const missing = texts.filter((text) => !isBare(text) && !isCovered(text));
		expect(texts.length).toBeGreaterThan(150);
		expect([...new Set(missing.map(({ file, text }) => `${file}: ${text}`))]).toEqual([]);
	});

	it('explains only texts that can appear', () => {
		// Quotes that are escaped in a source, and texts that are put together there.
		const sources = sourceTexts('nodes', 'credentials', 'scripts').replace(/\\(['"`])/g, '$1');
		const gone = entries.filter((entry) => !partsOf(entry).every((part) => sources.includes(part)));
		expect(entries.length).toBeGreaterThan(150);
		expect(gone).toEqual([]);
	});

	it.each(['README.md', 'docs/hubspot-tickets.md', 'docs/jtel-acd.md', 'docs/kaizala.md', 'docs/thulium.md'])(
		'%s leads to it',
		(file) => {
			const links = [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
			expect(links.some((link) => /^(docs\/)?troubleshooting\.md/.test(link ?? ''))).toBe(true);
		},
	);
});
