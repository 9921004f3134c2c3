import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { LoadedPackage } from '../harness/package';
import { loadPackage, PACKAGE, ROOT } from '../harness/package';

interface Trigger {
	page: string;
	/** The heading of its section there, where that is not its name. */
	heading?: string;
	/** The parameters that choose events, and what has to be chosen so that they are shown. */
	parameters: Record<string, INodeParameters>;
	/** Parameters that hold several events. */
	several?: true;
	/** Events whose subtitle on the canvas is not their label. */
	subtitles?: Record<string, string>;
	/** Events whose label says all. */
	undescribed?: string[];
}

const TRIGGERS: Record<string, Trigger> = {
	hubSpotTicketsTrigger: { page: 'hubspot-tickets.md', heading: 'Trigger', parameters: { event: {} } },
	hubSpotTicketsWebhookTrigger: {
		page: 'hubspot-tickets.md',
		heading: 'Webhook trigger',
		parameters: { events: {} },
		several: true,
		undescribed: ['Ticket Created', 'Ticket Deleted', 'Tickets Merged'],
	},
	jtelAcdCallbackTrigger: {
		page: 'jtel-acd.md',
		parameters: { source: {} },
		subtitles: { 'ACD Group': 'Callback or Voice Mail' },
	},
	jtelAcdTrigger: { page: 'jtel-acd.md', parameters: { event: {} } },
	kaizalaTrigger: {
		page: 'kaizala.md',
		parameters: {
			actionEvents: { objectType: 'Action' },
			events: { objectType: 'Group' },
			packageEvents: { objectType: 'ActionPackage' },
		},
		several: true,
	},
	thuliumPollingTrigger: { page: 'thulium.md', parameters: { event: {} } },
	thuliumTrigger: { page: 'thulium.md', parameters: { events: {} }, several: true },
};

interface Choice {
	node: string;
	trigger: Trigger;
	parameter: string;
	shownBy: INodeParameters;
	label: string;
	value: string;
	description: string;
}

let pack: LoadedPackage;
let choices: Choice[];

beforeAll(async () => {
	pack = await loadPackage();
	choices = Object.entries(TRIGGERS).flatMap(([node, trigger]) =>
		Object.entries(trigger.parameters).flatMap(([parameter, shownBy]) => {
			const property = pack.node(node).description.properties.find(({ name }) => name === parameter);
			return (property?.options ?? []).flatMap((option) =>
				'value' in option
					? [
							{
								...{ node, trigger, parameter, shownBy, label: option.name },
								...{ value: String(option.value), description: option.description ?? '' },
							},
						]
					: [],
			);
		}),
	);
});

const where = ({ node, parameter, value }: Choice): string => `${node}.${parameter}: ${value}`;

function subtitle({ node: type, trigger, parameter, shownBy, value }: Choice): unknown {
	const node: INode = {
		id: '1',
		name: 'Trigger',
		type: `${PACKAGE}.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...shownBy, [parameter]: trigger.several === true ? [value] : value },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes: pack.nodeTypes });
	const { description } = pack.node(type);
	return workflow.expression.getSimpleParameterValue(node, description.subtitle, 'internal', {});
}

test('every trigger is in the table above, and each of its parameters has events', () => {
	const triggers = pack.nodeNames.filter((name) => pack.node(name).description.group.includes('trigger'));
	expect(Object.keys(TRIGGERS)).toEqual(triggers);
	const empty = Object.entries(TRIGGERS).flatMap(([node, { parameters }]) =>
		Object.keys(parameters).filter(
			(name) => !choices.some((choice) => choice.node === node && choice.parameter === name),
		),
	);
	expect(empty).toEqual([]);
});

test('every event has a description, and the drop-downs are in the order of their labels', () => {
	const undescribed = choices.filter(
		({ description, label, trigger }) => description === '' && trigger.undescribed?.includes(label) !== true,
	);
	expect(undescribed.map(where)).toEqual([]);
	for (const [node, { parameters }] of Object.entries(TRIGGERS)) {
		for (const parameter of Object.keys(parameters)) {
			const labels = choices
				.filter((choice) => choice.node === node && choice.parameter === parameter)
				.map(({ label }) => label);
			expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, 'en')));
		}
	}
});

test('every event reads by its label on the canvas', () => {
	const wrong = choices.filter((choice) => {
		const { label, trigger, shownBy } = choice;
		const text = trigger.subtitles?.[label] ?? label;
		const { objectType } = shownBy;
		return subtitle(choice) !== (objectType === undefined ? text : `${String(objectType)}: ${text}`);
	});
	expect(wrong.map((choice) => `${where(choice)} reads as ${String(subtitle(choice))}`)).toEqual([]);
});

/** The lines of a page below the heading with this text, up to the next heading of its level. */
function section(page: string, title: string): string[] {
	const lines = readFileSync(path.join(ROOT, 'docs', page), 'utf8').split('\n');
	const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === title);
	const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
	const rest = lines.slice(start + 1);
	const end = rest.findIndex((line) => (/^(#+) /.exec(line)?.[1]?.length ?? 99) <= level);
	return start < 0 ? [] : rest.slice(0, end < 0 ? undefined : end);
}

test('every event has a row in the docs, in the section of its trigger', () => {
	const missing = choices.filter(({ node, label, trigger }) => {
		const lines = section(trigger.page, trigger.heading ?? pack.node(node).description.displayName);
		return !lines.some((line) => line.startsWith('|') && line.split('|')[1]?.trim() === label);
	});
	expect(missing.map(where)).toEqual([]);
});
