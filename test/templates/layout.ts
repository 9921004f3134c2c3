import type { INode } from 'n8n-workflow';

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
