import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';

import { loadPackage, PACKAGE, ROOT } from '../harness/package';
import { HAS_N8N, NodeDescriptions } from './nodeDescriptions';
import { complaintsOf } from './check';
import storedVersions from './n8nNodes.json';
import type { Template } from './template';
import { readTemplate, TEMPLATE_FILES } from './template';

let descriptions: NodeDescriptions;
beforeAll(async () => {
	descriptions = new NodeDescriptions(await loadPackage());
});

if (!HAS_N8N) {
	process.stderr.write(
		'Skipped: parameters of n8n’s own nodes in the templates. n8n is not installed in host/; types and versions are checked\n',
	);
}

const page = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

/** The row of a template in templates/README.md, by the headings of the table. */
function rowOf(file: string): Record<string, string> {
	const cells = (line: string) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim());
	const lines = page('templates/README.md').split('\n');
	const heading = cells(lines.find((line) => /^\| *file *\|/.test(line)) ?? '');
	const row = cells(lines.find((line) => line.startsWith(`| [${file}](${file}) `)) ?? '');
	return Object.fromEntries(heading.map((name, index) => [name, row[index] ?? '']));
}

describe.each(TEMPLATE_FILES)('%s', (file) => {
	it('names only what exists, and asks for nothing but credentials', () => {
		expect(complaintsOf(readTemplate(file), descriptions)).toEqual([]);
	});

	it('has its row in both tables, a picture and an acceptance test', () => {
		expect(page('README.md')).toContain(`](templates/${file})`);
		const row = rowOf(file);
		expect(row).toEqual({
			...row,
			file: `[${file}](${file})`,
			needs: expect.stringMatching(/\w/),
			'what it does': expect.stringMatching(/\w/),
			Picture: expect.stringMatching(/^\[.+\]\(\.\.\/docs\/img\/[\w-]+\.png\)$/),
			// That the test exists is checked with those of the docs.
			Test: expect.stringMatching(/^`test\/e2e\/\w+\.test\.ts`: \S/),
		});
		const [, picture = ''] = /\((.+)\)/.exec(row.Picture ?? '') ?? [];
		expect(existsSync(path.join(ROOT, 'templates', picture))).toBe(true);
	});
});

describe('The gate', () => {
	const SEND = 'Send card';

	/** What the gate says of a good template in which one node was changed. */
	function withNode(name: string, change: (node: INode) => void, file = 'new-ticket-to-card-and-acd-event.json') {
		return changed((template) => {
			const node = template.nodes.find((one) => one.name === name);
			if (node === undefined) throw new Error(`${file} has no node ${name}`);
			change(node);
		}, file);
	}

	function changed(change: (template: Template) => void, file = 'new-ticket-to-card-and-acd-event.json'): string[] {
		const template = readTemplate(file);
		change(template);
		return complaintsOf(template, descriptions);
	}

	it('refuses an unknown parameter, also inside a collection and a row', () => {
		expect(withNode(SEND, ({ parameters }) => (parameters.colour = 'red'))).toEqual([
			'Send card: unknown parameter colour',
		]);
		expect(withNode(SEND, ({ parameters }) => (parameters.options = { colour: 'red' }))).toEqual([
			'Send card: unknown parameter options.colour',
		]);
		expect(
			withNode(SEND, ({ parameters }) => (parameters.properties = { property: [{ name: 'a', sort: 'Text' }] })),
		).toEqual(['Send card: unknown parameter properties.property[0].sort']);
	});

	it('refuses an unknown type, and a tool made of a node that is none', () => {
		expect(withNode(SEND, (node) => (node.type = `${PACKAGE}.kaizalla`)).join()).toMatch(
			/Send card: unknown type n8n-nodes-ticket-relay\.kaizalla/,
		);
		expect(withNode(SEND, (node) => (node.type = 'n8n-nodes-base.nothing')).join()).toMatch(
			/Send card: unknown type n8n-nodes-base\.nothing/,
		);
		expect(withNode(SEND, (node) => (node.type = `${PACKAGE}.kaizalaTriggerTool`)).join()).toMatch(/unknown type/);
	});

	it('refuses an unknown version of a node of this package and of one of n8n', () => {
		expect(withNode(SEND, (node) => (node.typeVersion = 2))).toEqual([
			'Send card: unknown version 2 of n8n-nodes-ticket-relay.kaizala; known: 1, 1.1',
		]);
		expect(withNode('Fill In Here', (node) => (node.typeVersion = 3.14)).join()).toMatch(
			/Fill In Here: unknown version 3\.14 of n8n-nodes-base\.set; known: .*3\.4/,
		);
	});

	it('refuses a parameter that is hidden for the chosen operation', () => {
		// A card that is sent has no ID yet.
		expect(withNode(SEND, ({ parameters }) => (parameters.actionId = 'abc'))).toEqual([
			'Send card: parameter actionId is hidden for what is chosen',
		]);
		expect(withNode('New ticket', ({ parameters }) => (parameters.propertySelection = 'all'))).toEqual([
			'New ticket: parameter propertyNames is hidden for what is chosen',
		]);
	});

	it('refuses an option that cannot be chosen', () => {
		expect(withNode('New ticket', ({ parameters }) => (parameters.event = 'burned'))).toContain(
			'New ticket: event has no option "burned"',
		);
		expect(withNode(SEND, ({ parameters }) => (parameters.operation = 'explode')).join()).toContain(
			'Send card: operation has no option "explode"',
		);
	});

	it('refuses a value of the wrong kind', () => {
		expect(withNode('New ticket', ({ parameters }) => (parameters.simplify = 'yes'))).toEqual([
			'New ticket: simplify is no boolean',
		]);
		expect(withNode(SEND, ({ parameters }) => (parameters.groupId = 'abc')).join()).toContain(
			'Send card: groupId is no resource locator',
		);
	});

	it('refuses a required parameter that is empty, unless a note names the node', () => {
		const empty = ({ parameters }: INode): void => {
			parameters.sender = '';
		};
		expect(withNode('Create ACD event', empty)).toEqual([]);
		expect(
			changed((template) => {
				for (const node of template.nodes) {
					if (node.name === 'Create ACD event') empty(node);
					if (node.name === 'What to fill in') node.parameters.content = 'Says nothing';
				}
			}),
		).toEqual(['Create ACD event: Parameter "Sender" is required.']);
	});

	it('refuses connections to and from nodes and ports that are not there', () => {
		const link = (node: string, index = 0) => ({ node, type: 'main' as const, index });
		expect(changed(({ connections }) => (connections['New ticket'] = { main: [[link('Nobody')]] }))).toEqual([
			'New ticket: a connection leads to Nobody, which is not there',
			'Fill In Here: nothing leads to it',
		]);
		expect(changed(({ connections }) => (connections.Nobody = { main: [[link(SEND)]] }))).toEqual([
			'a connection begins at Nobody, which is not there',
		]);
		expect(changed(({ connections }) => (connections['Fill In Here'] = { main: [[link('New ticket')]] }))).toContain(
			'New ticket: a connection enters input 0 (main), of 0',
		);
		expect(changed(({ connections }) => (connections['New ticket'] = { main: [[], [link('Fill In Here')]] }))).toEqual([
			'New ticket: a connection leaves output 1 (main), of 1',
		]);
	});

	it('refuses an error wire across a name, and a note in letters that are too small when n8n opens the template', () => {
		// Below, but to the right of what fails: the wire runs behind the nodes in between.
		expect(
			withNode('Needs attention', (node) => (node.position = [900, 540]), 'finished-event-closes-ticket.json'),
		).toEqual(
			expect.arrayContaining([
				'the error wire from Find its ticket to Needs attention crosses the name of Only if still open',
			]),
		);
		expect(withNode(SEND, (node) => (node.position = [4_000, 220]))).toEqual(
			expect.arrayContaining([expect.stringMatching(/^What to fill in is written in letters of \d\.\d pixels$/)]),
		);
	});

	it('refuses an error output that leads nowhere', () => {
		expect(changed(({ connections }) => connections[SEND]?.main?.pop())).toEqual([
			'Send card: its error output leads nowhere',
		]);
	});

	it('refuses expressions that name a node which is not there', () => {
		expect(withNode(SEND, ({ parameters }) => (parameters.packageId = "={{ $('Nobody').item.json.id }}"))).toEqual([
			'Send card: an expression names the node Nobody, which is not there',
		]);
	});

	it('refuses what belongs to somebody’s n8n: credentials, pinned data, secrets', () => {
		for (const id of ['abc', null]) {
			expect(withNode(SEND, (node) => (node.credentials = { kaizalaApi: { id, name: 'Kaizala account' } }))).toEqual([
				'Send card: carries credentials, which keeps n8n from filling them in',
			]);
		}
		expect(changed((template) => (template.pinData = { [SEND]: [{ json: {} }] }))).toEqual(['data is pinned']);
		expect(changed((template) => (template.meta = { instanceId: 'abc' })).join()).toContain('meta must only say');
		expect(changed((template) => Object.assign(template, { versionId: 'abc' }))).toEqual([
			"belongs to somebody's n8n: versionId",
		]);
		expect(withNode(SEND, ({ parameters }) => (parameters.packageId = 'kaizala-sandbox-secret'))).toEqual([
			'Send card: looks as if it carried a secret',
		]);
	});

	it('refuses two nodes with one ID, a workflow without notes, and notes that cover nodes', () => {
		expect(
			changed(({ nodes }) => {
				for (const node of nodes.slice(1, 3)) node.id = 'the-same';
			}),
		).toEqual(['two nodes have the id the-same']);
		const isStep = ({ type }: INode): boolean => !type.endsWith('.stickyNote');
		expect(changed((template) => (template.nodes = template.nodes.filter(isStep)))).toEqual([
			'no sticky note says what the template does',
		]);
		const cover = (node: INode): void => {
			node.position = [-350, 0];
			node.parameters.height = 160;
		};
		expect(withNode('What to fill in', cover)).toEqual(['What to fill in covers a part of New ticket']);
	});
});

(HAS_N8N ? test : test.skip)('the stored list of n8n’s own nodes is that of the installed n8n', () => {
	const now = Object.keys(storedVersions).map((type) => [type, [...descriptions.versions(type)].sort((a, b) => a - b)]);
	expect(storedVersions).toEqual(Object.fromEntries(now));
});
