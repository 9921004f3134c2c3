import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { entryOf } from '../../nodes/shared/errors';
import { ERROR_ENTRIES } from '../../nodes/shared/errorEntries';
import { ROOT } from '../harness/package';
import { anchorOf } from './anchors';
import type { ErrorText } from './errorTexts';
import { errorTexts, sourceTexts } from './errorTexts';

const page = readFileSync(path.join(ROOT, 'docs', 'troubleshooting.md'), 'utf8');

/** An entry of the page: a heading that is the text of an error, more texts below it, and what to do. */
interface Entry {
	section: string;
	anchor: string;
	texts: string[];
}

const codeIn = (line: string): string[] => [...line.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text);

function entriesIn(markdown: string): Entry[] {
	let section = '';
	return markdown.split(/^(?=#{2,4} )/m).flatMap((part) => {
		const [heading = '', , more = ''] = part.split('\n');
		if (heading.startsWith('## ')) section = heading.slice(3);
		const [text] = /^#+ `[^`]+`$/.test(heading) ? codeIn(heading) : [];
		if (text === undefined) return [];
		const others = /^`[^`]+`(?:<br>`[^`]+`)*$/.test(more) ? codeIn(more) : [];
		return [{ section, anchor: anchorOf(text), texts: [text, ...others] }];
	});
}

const all = entriesIn(page);
const SET_UP = 'npm start and npm test';
const ofNodes = all.filter(({ section }) => section !== SET_UP);

/** What the nodes look a message up in. */
const table = Object.fromEntries(ofNodes.flatMap(({ anchor, texts }) => texts.map((text) => [text, anchor])));
const TABLE = path.join(ROOT, 'nodes/shared/errorEntries.ts');

/** Writes the table anew: `UPDATE_ENTRIES=1 npm run test:fast -- gates/troubleshooting`, after a change of the page. */
if (process.env.UPDATE_ENTRIES === '1') {
	const data = JSON.stringify(table, null, '\t');
	writeFileSync(
		TABLE,
		`/** The texts of docs/troubleshooting.md, \`…\` being anything, and the anchors of their entries. Made from the page. */\nexport const ERROR_ENTRIES: Record<string, string> = ${data};\n`,
	);
	execFileSync(process.execPath, [path.join(ROOT, 'node_modules/prettier/bin/prettier.cjs'), '--write', TABLE]);
}

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

/** What a service says is passed on in any words. */
const GENERAL = /^(?:… says: …|HTTP …)$/;

/** The texts that explain a message. Parts of a message begin with a small letter and are found inside of an entry. */
function explaining({ text }: ErrorText, entries: readonly Entry[]): string[] {
	const isPart = /^\p{Ll}/u.test(text);
	const texts = entries.flatMap((entry) => entry.texts);
	return texts.filter((entry) => {
		if ((lettersIn(entry) >= 12 || GENERAL.test(entry)) && fits(entry, text)) return true;
		if (isPart || text.includes('\n')) return partsOf(text).every((part) => entry.includes(part));
		return lettersIn(text) >= 8 && fits(text, entry);
	});
}

/** Too general to be an entry of its own: the words of a service, put after its name. */
const isBare = ({ text }: ErrorText): boolean => lettersIn(text) < 10;

/** Where messages of a folder are explained. */
const SECTIONS: Record<string, string> = {
	'nodes/HubSpotTickets': 'HubSpot Tickets',
	'nodes/Kaizala': 'Kaizala',
	'nodes/Thulium': 'Thulium',
	'nodes/JtelAcd': 'jtel ACD',
};

describe('docs/troubleshooting.md', () => {
	it('explains every message of the nodes, the credentials and the setup', () => {
		const texts = errorTexts('nodes', 'credentials', 'scripts/bootstrap');
		const missing = texts.filter((text) => !isBare(text) && explaining(text, all).length === 0);
		expect(texts.length).toBeGreaterThan(150);
		expect([...new Set(missing.map(({ file, text }) => `${file}: ${text}`))]).toEqual([]);
	});

	it('explains only texts that can appear', () => {
		// Quotes that are escaped in a source, and texts that are put together there.
		const sources = sourceTexts('nodes', 'credentials', 'scripts').replace(/\\(['"`])/g, '$1');
		const texts = all.flatMap((entry) => entry.texts);
		const gone = texts.filter(
			(text) => !/^HTTP \d{3}$/.test(text) && !partsOf(text).every((part) => sources.includes(part)),
		);
		expect(texts.length).toBeGreaterThan(150);
		expect(gone).toEqual([]);
	});

	it('has each text once, and an anchor for each entry', () => {
		const texts = all.flatMap((entry) => entry.texts);
		expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
		const anchors = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
		expect(anchors.filter((anchor, index) => anchors.indexOf(anchor) !== index)).toEqual([]);
	});

	it('is what the nodes link their errors to', () => expect(ERROR_ENTRIES).toEqual(table));

	it('has an entry to link for every message of the nodes, of the service or of any node', () => {
		// Parts of messages, and what is put together of such parts: tests that run the nodes look at those.
		const texts = errorTexts('nodes').filter((text) => !isBare(text) && !/^\p{Ll}| …$/u.test(text.text));
		const wrong = texts.flatMap(({ file, text }) => {
			// What is different each time stands for itself.
			const anchor = entryOf(text);
			const entry = ofNodes.find((one) => one.anchor === anchor);
			const own = Object.entries(SECTIONS).find(([folder]) => file.startsWith(`${folder}/`))?.[1];
			const isFitting =
				entry?.section === 'Any node' || (entry !== undefined && (own ?? entry.section) === entry.section);
			return isFitting ? [] : [`${file}: ${text} -> ${anchor ?? 'nothing'}`];
		});
		expect(texts.length).toBeGreaterThan(100);
		expect(wrong).toEqual([]);
	});

	it('is reached from each of its own texts', () => {
		const wrong = ofNodes.flatMap(({ anchor, texts }) =>
			texts.filter((text) => entryOf(text) !== anchor && entryOf(`The field "A" ${text}`) !== anchor),
		);
		expect(wrong).toEqual([]);
	});

	it('is reached by the kind of an ID, whatever its article', () => {
		const anchors = ['a ticket', 'an event'].map((kind) =>
			entryOf(`The field "ID" has "abc", which is not the ID of ${kind}`),
		);
		expect(new Set(anchors)).toEqual(new Set(['the-field--has--which-is-not-the-id-of-']));
	});

	it.each(['README.md', 'docs/hubspot-tickets.md', 'docs/jtel-acd.md', 'docs/kaizala.md', 'docs/thulium.md'])(
		'%s leads to it',
		(file) => {
			const links = [...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
			expect(links.some((link) => /^(docs\/)?troubleshooting\.md/.test(link ?? ''))).toBe(true);
		},
	);
});

test('only nodes/shared/errors.ts makes errors of n8n, so that none is without its link', () => {
	const found = execFileSync('git', ['grep', '-lE', 'new Node(Api|Operation)Error', '--', 'nodes', 'credentials'], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	expect(found.trim().split('\n')).toEqual(['nodes/shared/errors.ts']);
});
