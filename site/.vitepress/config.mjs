import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { RECIPES } from '../recipes.mjs';
import { writeReference } from '../reference.mjs';
import { slug } from '../slug.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const docs = join(root, 'docs');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const REPOSITORY = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay';
/** Where it is published, what the version is called, and the others that are published beside it (see site/publish.mjs). */
const { DOCS_BASE = '/', DOCS_VERSION = version, DOCS_REF = 'main', DOCS_VERSIONS = '[]' } = process.env;

/** Code in the text of up to so many characters stays in one line. */
const UNBROKEN_CODE = 24;

/** For contributors: they are read in the repository. */
const CONTRIBUTORS = ['architecture.md', 'releasing.md', 'decisions/**'];

const nodes = writeReference(join(docs, 'reference'));

/** A link to a file that is no page of the site leads to the repository; a workflow can be copied. */
function links(md) {
	md.core.ruler.push('links', ({ tokens, env }) => {
		for (const { children } of tokens) {
			for (const [index, token] of (children ?? []).entries()) {
				const href = token.type === 'link_open' ? token.attrGet('href') : null;
				if (href === null || /^([a-z]+:|#|\/)/.test(href)) continue;
				const [path, anchor] = href.split('#');
				const target = posix.normalize(posix.join('docs', posix.dirname(env.relativePath ?? ''), path));
				if (/^(docs\/recipes|templates)\/.+\.json$/.test(target)) asCopyButton(children, index, target);
				else if (!isPage(target)) {
					token.attrSet('href', `${REPOSITORY}/blob/${DOCS_REF}/${target}${anchor === undefined ? '' : `#${anchor}`}`);
				}
			}
		}
	});
}

const isPage = (target) =>
	/^docs\/.+\.md$/.test(target) && !/^docs\/(architecture\.md|releasing\.md|decisions\/)/.test(target);

function asCopyButton(children, index, target) {
	const [open, , close] = children.slice(index, index + 3);
	children[index + 1].content = '';
	Object.assign(open, { type: 'html_inline', tag: '', attrs: null, content: `<CopyWorkflow file="${target}" />` });
	Object.assign(close, { type: 'html_inline', tag: '', content: '' });
}

/** On a phone each row of a wide table is shown as a list; each cell then needs the name of its column. */
function nameCells(md) {
	md.core.ruler.push('cells', ({ tokens }) => {
		let names = [];
		let column = 0;
		for (const [index, token] of tokens.entries()) {
			if (token.type === 'thead_open') names = [];
			if (token.type === 'th_open') names.push(tokens[index + 1].content.replace(/[`*]/g, ''));
			if (token.type === 'tr_open') column = 0;
			if (token.type === 'td_open') {
				token.attrSet('data-column', names[column] ?? '');
				column += 1;
			}
		}
	});
}

const page = (text, link) => ({ text, link });
const group = (text, link, items) => ({ text, link, collapsed: true, items });
const evidence = [
	page('HubSpot Tickets', '/evidence/hubspot-tickets'),
	page('Kaizala', '/evidence/kaizala'),
	page('Thulium', '/evidence/thulium'),
	page('Thulium’s endpoints', '/evidence/thulium-endpoints'),
	page('jtel ACD', '/evidence/jtel-acd'),
	page('Queue mode', '/evidence/self-hosting'),
	page('Versions of n8n', '/evidence/n8n-versions'),
];

export default defineConfig({
	title: 'Ticket Relay',
	description: 'n8n nodes for tickets in HubSpot, Thulium, jtel ACD and Kaizala',
	lang: 'en',
	head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `${DOCS_BASE}favicon.svg` }]],
	base: DOCS_BASE,
	srcDir: '../docs',
	srcExclude: CONTRIBUTORS,
	outDir: process.env.DOCS_OUT ?? join(root, 'site/dist'),
	cacheDir: join(root, '.cache/vitepress'),
	cleanUrls: false,
	lastUpdated: false,
	metaChunk: true,
	// Each error is a heading, too many for the outline.
	transformPageData: ({ relativePath, frontmatter }) => {
		if (relativePath === 'troubleshooting.md') Object.assign(frontmatter, { outline: 2, pageClass: 'errors' });
	},
	// The default theme's first page has no main landmark.
	transformHtml: (html) => html.replace('<div class="VPHome"', '<div role="main" class="VPHome"'),
	markdown: {
		theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
		anchor: { slugify: slug },
		// The names of things in the text, such as {{ $json.id }}, are no expressions of the page.
		config: (md) => {
			links(md);
			nameCells(md);
			const { code_inline: inline } = md.renderer.rules;
			md.renderer.rules.code_inline = (tokens, index, ...rest) => {
				tokens[index].attrSet('v-pre', '');
				if (tokens[index].content.length <= UNBROKEN_CODE) tokens[index].attrSet('class', 'unbroken');
				// No line with three dots alone.
				return inline(tokens, index, ...rest).replace(/ (…|\(…\))(?=[.:]?<)/, '\u00a0$1');
			};
			md.renderer.rules.text = (tokens, index) =>
				md.utils.escapeHtml(tokens[index].content).replace(/\{\{/g, '&#123;&#123;');
		},
	},
	vite: {
		server: { host: '127.0.0.1', fs: { allow: [root] } },
		build: { chunkSizeWarningLimit: 2_000 },
	},
	themeConfig: {
		outline: [2, 3],
		nav: [
			page('Start', '/install'),
			page('Recipes', '/recipes/'),
			page('When something fails', '/troubleshooting'),
			{
				text: DOCS_VERSION,
				items: [...JSON.parse(DOCS_VERSIONS), page('Changelog', `${REPOSITORY}/blob/${DOCS_REF}/CHANGELOG.md`)],
			},
		],
		sidebar: [
			{
				text: 'Start',
				items: [
					page('Install', '/install'),
					page('A first hour, without an account', '/first-hour'),
					page('What fields take', '/values'),
					page('Cost in API calls', '/api-calls'),
				],
			},
			group(
				'Recipes',
				'/recipes/',
				RECIPES.map(({ name, title }) => page(title, `/recipes/${name}`)),
			),
			{
				text: 'Nodes',
				items: [...nodes.map(({ title, guide, pages }) => group(title, guide, pages))],
			},
			{ text: 'Run it yourself', items: [page('Self-hosting', '/self-hosting'), page('Security', '/security')] },
			{ text: 'When something fails', items: [page('Errors by their text', '/troubleshooting')] },
			{
				text: 'Moving',
				items: [
					page('From n8n’s HubSpot node', '/moving/from-n8n-hubspot'),
					page('From Kaizala', '/moving/from-kaizala'),
					...(existsSync(join(docs, 'teams.md')) ? [page('Teams', '/teams')] : []),
				],
			},
			group('Evidence', '/evidence/', evidence),
		],
		socialLinks: [{ icon: 'github', link: REPOSITORY }],
		editLink: { pattern: `${REPOSITORY}/edit/main/docs/:path`, text: 'Edit this page' },
		search: {
			provider: 'local',
			options: {
				detailedView: true,
				_render: (source, env, md) => {
					const html = md.render(source, env);
					return env.frontmatter?.search === false ? '' : html;
				},
				miniSearch: {
					// Words that every page has say nothing about which one is meant.
					options: {
						processTerm: (term) => {
							const word = term.toLowerCase();
							const common =
								'a an and are as at be by do does for from how i in is it its me my of on or s t the this to what when which who with';
							return common.split(' ').includes(word) ? null : word;
						},
					},
					searchOptions: {
						fuzzy: 0,
						prefix: true,
						boost: { title: 6, titles: 2, text: 1 },
						// Who asks a question wants what was written for people first.
						boostDocument: (id) => (/\/(reference|evidence)\//.test(id) ? 0.4 : 1),
					},
				},
			},
		},
	},
});
