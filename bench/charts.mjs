/** Draws the chart of a whole run as SVG: `node charts.mjs growth`, `bench` or `load`, with the JSON of the run on standard input. */
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const INK = '#3b4252';
const OURS = 'this package';
const NODES = { bench: 'n8n’s HubSpot node', load: 'HTTP Request nodes' };

const title = (text) => ({ text, anchor: 'start', fontSize: 13 });

/** Each row as a line on two logarithmic axes, where growth in proportion is a straight line of slope 1. */
const lines = (name, field) => ({
	width: 330,
	height: 260,
	title: title(name),
	mark: { type: 'line', point: true },
	encoding: {
		x: {
			field: 'size',
			type: 'quantitative',
			scale: { type: 'log' },
			axis: { title: 'items', values: [1_000, 10_000, 100_000], format: ',' },
		},
		y: { field, type: 'quantitative', scale: { type: 'log' }, axis: { title: null, tickCount: 5, format: '~g' } },
		color: {
			field: 'row',
			type: 'nominal',
			sort: null,
			scale: { scheme: 'tableau10' },
			legend: { title: 'what (slope of the time)' },
		},
	},
});

/** Two bars for each piece of work, with their figures at the end. */
const bars = (name, values, format) => ({
	width: 330,
	title: title(name),
	data: { values },
	encoding: {
		y: { field: 'work', type: 'nominal', sort: null, axis: { title: null, labelLimit: 260 } },
		yOffset: { field: 'who', type: 'nominal', sort: null },
		x: { field: 'value', type: 'quantitative', axis: null },
	},
	layer: [
		{
			mark: { type: 'bar' },
			encoding: {
				color: {
					field: 'who',
					type: 'nominal',
					sort: null,
					scale: { scheme: 'tableau10' },
					legend: { title: null, orient: 'bottom' },
				},
			},
		},
		{
			mark: { type: 'text', align: 'left', dx: 4, color: INK },
			encoding: { text: { field: 'value', type: 'quantitative', format } },
		},
	],
});

/** What both have for a row, as one bar each. */
const pair = (work, ours, other, who) => [
	{ work, who: OURS, value: ours },
	{ work, who, value: other },
];

const CHARTS = {
	growth: ({ rows }) => ({
		data: {
			values: Object.values(rows).flatMap(({ work, slope, sizes }) =>
				sizes.map(({ size, cpuMs, peakMb }) => ({
					row: `${work} (${slope})`,
					size,
					seconds: cpuMs / 1_000,
					megabytes: peakMb,
				})),
			),
		},
		hconcat: [lines('Processor time, in seconds', 'seconds'), lines('Most memory held at once, in MB', 'megabytes')],
	}),

	bench({ rows }) {
		const work = { creates: '1,000 tickets created', updates: '1,000 changed', deletes: '1,000 deleted' };
		const of = (value) =>
			Object.entries(work).flatMap(([row, name]) =>
				pair(name, value(rows[row].ours), value(rows[row].n8n), NODES.bench),
			);
		const seconds = of(({ medianMs }) => medianMs / 1_000);
		return {
			vconcat: [
				bars('Seconds', seconds, '.2~f'),
				bars(
					'Calls to HubSpot',
					of(({ requests }) => requests),
					',',
				),
			],
		};
	},

	load({ rows }) {
		const { single, batch, batchUnlimited, workers } = rows;
		const cost = (work, { ours, n8n }) => pair(work, ours.cpuMsPerItem, n8n.cpuMsPerItem, NODES.load);
		const rate = (count, of) =>
			pair(
				count === 'oneWorker' ? `1 worker, ${of}` : `2 workers, ${of}`,
				workers.ours[of][count].executionsPerSecond,
				workers.n8n[of][count].executionsPerSecond,
				NODES.load,
			);
		return {
			vconcat: [
				bars('Milliseconds of processor time per ticket, one per execution', cost('one ticket', single), '.0f'),
				bars(
					'Milliseconds of processor time per ticket, 1,000 in one execution',
					[...cost('HubSpot’s limit', batch), ...cost('no limit', batchUnlimited)],
					'.2~f',
				),
				bars(
					'Executions per second in queue mode',
					['busy', 'waiting'].flatMap((of) => ['oneWorker', 'twoWorkers'].flatMap((count) => rate(count, of))),
					'.1f',
				),
			],
		};
	},
};

const chart = CHARTS[process.argv[2]];
if (chart === undefined) throw new Error(`There are charts of: ${Object.keys(CHARTS).join(', ')}`);
let text = '';
for await (const chunk of process.stdin) text += chunk;
const spec = {
	$schema: 'https://vega.github.io/schema/vega-lite/v6.json',
	background: 'white',
	padding: 12,
	config: {
		font: 'sans-serif',
		axis: { labelColor: INK, titleColor: INK, gridColor: '#e5e9f0' },
		title: { color: INK },
		legend: { labelLimit: 400, titleLimit: 400, labelColor: INK, titleColor: INK },
		view: { stroke: null },
	},
	...chart(JSON.parse(text)),
};
const view = new View(parse(compile(spec).spec), { renderer: 'none' });
process.stdout.write(`${await view.toSVG()}\n`);
