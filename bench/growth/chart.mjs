/** Draws the chart of a whole run of the growth bench, whose JSON comes on standard input, as SVG. */
import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const INK = '#3b4252';

/** One panel: each row as a line on two logarithmic axes, where growth in proportion is a straight line of slope 1. */
function panel(title, field) {
	return {
		width: 330,
		height: 260,
		title: { text: title, anchor: 'start', fontSize: 13 },
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
	};
}

let text = '';
for await (const chunk of process.stdin) text += chunk;
const values = Object.values(JSON.parse(text).rows).flatMap(({ work, slope, sizes }) =>
	sizes.map(({ size, cpuMs, peakMb }) => ({
		row: `${work} (${slope})`,
		size,
		seconds: cpuMs / 1_000,
		megabytes: peakMb,
	})),
);
const spec = {
	$schema: 'https://vega.github.io/schema/vega-lite/v6.json',
	background: 'white',
	padding: 12,
	config: {
		font: 'sans-serif',
		axis: { labelColor: INK, titleColor: INK, gridColor: '#e5e9f0' },
		title: { color: INK },
		legend: { labelLimit: 400, titleLimit: 400, labelColor: INK, titleColor: INK },
	},
	data: { values },
	hconcat: [panel('Processor time, in seconds', 'seconds'), panel('Most memory held at once, in MB', 'megabytes')],
};
const view = new View(parse(compile(spec).spec), { renderer: 'none' });
process.stdout.write(`${await view.toSVG()}\n`);
