import type { IConnections, INode } from 'n8n-workflow';

interface Box {
	name: string;
	left: number;
	top: number;
	right: number;
	bottom: number;
}

/** A node on n8n's canvas, in pixels; its name stands below it. */
const NODE_SIZE = 96;
const NAME_HEIGHT = 40;
/** Agents and chains have room for what serves them. */
const WIDE_NODE = 256;
const WIDE = /langchain\.(?:agent|chain)/;

const overlap = (one: Box, other: Box): boolean =>
	one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

const holds = (outer: Box, { left, top, right, bottom }: Box): boolean =>
	outer.left <= left && outer.top <= top && outer.right >= right && outer.bottom >= bottom;

const noteBox = ({ name, position: [left, top], parameters: { width, height } }: INode): Box => ({
	...{ name, left, top },
	right: left + Number(width ?? 240),
	bottom: top + Number(height ?? 160),
});

const stepBox = ({ name, type, position: [left, top] }: INode): Box => ({
	...{ name, left, top },
	right: left + (WIDE.test(type) ? WIDE_NODE : NODE_SIZE),
	bottom: top + NODE_SIZE + NAME_HEIGHT,
});

/** Notes may frame nodes, but neither cover a part of one nor each other; nodes do not lie on each other. */
export function layoutComplaints(noteNodes: INode[], stepNodes: INode[]): string[] {
	const notes = noteNodes.map(noteBox);
	const steps = stepNodes.map(stepBox);
	const pairs = (boxes: Box[]) =>
		boxes.flatMap((one, index) => boxes.slice(index + 1).map((other) => ({ one, other })));
	return [
		...notes.flatMap((one) =>
			steps.filter((step) => overlap(one, step) && !holds(one, step)).map((other) => ({ one, other })),
		),
		...pairs(notes).filter(({ one, other }) => overlap(one, other)),
		...pairs(steps).filter(({ one, other }) => overlap(one, other)),
	].map(({ one, other }) => `${one.name} covers a part of ${other.name}`);
}

interface Point {
	x: number;
	y: number;
}

/** How n8n leads a wire back: out to the right, down below the node, along, and in from the left. */
const BESIDE = 40;
const BELOW = 130;
const LETTER = 7.5;
const MAX_NAME = 192;

/** The name below a node, and what it does in small letters. */
function nameBox({ name, position: [left, top] }: INode): Box {
	const length = name.length * LETTER;
	const width = Math.min(MAX_NAME, length);
	const middle = left + NODE_SIZE / 2;
	const height = 24 + 20 * Math.ceil(length / MAX_NAME);
	return {
		...{ name, left: middle - width / 2, right: middle + width / 2 },
		...{ top: top + NODE_SIZE, bottom: top + NODE_SIZE + height },
	};
}

function wire(from: Point, to: Point): Point[] {
	if (to.x > from.x) {
		const bend = (to.x - from.x) / 2;
		return Array.from({ length: 41 }, (_, step) => {
			const t = step / 40;
			const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3];
			return {
				x: a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x,
				y: (a + b) * from.y + (c + d) * to.y,
			};
		});
	}
	const bottom = from.y + BELOW;
	return [
		from,
		{ x: from.x + BESIDE, y: from.y },
		{ x: from.x + BESIDE, y: bottom },
		{ x: to.x - BESIDE, y: bottom },
		{ x: to.x - BESIDE, y: to.y },
		to,
	];
}

const crosses = (points: Point[], box: Box): boolean =>
	points.slice(1).some((point, index) => {
		const before = points[index] ?? point;
		const [left, right] = [Math.min(before.x, point.x), Math.max(before.x, point.x)];
		const [top, bottom] = [Math.min(before.y, point.y), Math.max(before.y, point.y)];
		return left < box.right && box.left < right + 1 && top < box.bottom && box.top < bottom + 1;
	});

/** What leaves by an error output goes to what lies below, and crosses no node's name on the way. */
export function wireComplaints(stepNodes: INode[], connections: IConnections): string[] {
	return stepNodes
		.filter(({ onError }) => onError === 'continueErrorOutput')
		.flatMap((node) => {
			const [left, top] = node.position;
			const from = { x: left + NODE_SIZE, y: top + (NODE_SIZE * 2) / 3 };
			return (connections[node.name]?.main?.at(-1) ?? []).flatMap((link) => {
				const target = stepNodes.find(({ name }) => name === link.node);
				if (target === undefined) return [];
				const points = wire(from, { x: target.position[0], y: target.position[1] + NODE_SIZE / 2 });
				return stepNodes
					.filter((one) => one !== target && crosses(points, nameBox(one)))
					.map(({ name }) => `the error wire from ${node.name} to ${target.name} crosses the name of ${name}`);
			});
		});
}

/** n8n opens a workflow so that all of it is seen: these pixels of a laptop's screen of 1440 × 900 hold it. */
const SCREEN = { width: 1166, height: 665 };
const TEXT = 14;
/** Of headings of the first to the third degree. */
const HEADINGS = [36, 24, 16];
const LEAST_TEXT = 8;

/** The pixels of the smallest letters of a note on a laptop's screen, when n8n has just opened the template. */
export function unreadableNotes(noteNodes: INode[], stepNodes: INode[]): string[] {
	const boxes = [...noteNodes.map(noteBox), ...stepNodes.map(stepBox)];
	const width = Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
	const height = Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top));
	const zoom = Math.min(1, SCREEN.width / width, SCREEN.height / height);
	return noteNodes.flatMap(({ name, parameters }) => {
		const lines = String(parameters.content).split('\n').filter(Boolean);
		const sizes = lines.map((line) => HEADINGS[(/^#+(?= )/.exec(line)?.[0].length ?? 0) - 1] ?? TEXT);
		const smallest = Math.min(...sizes) * zoom;
		return smallest < LEAST_TEXT ? [`${name} is written in letters of ${smallest.toFixed(1)} pixels`] : [];
	});
}
