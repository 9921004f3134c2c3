import { useEffect, useRef, useState } from 'preact/hooks';
import type { Stage } from '../states';

/** A ticket that is on its way. */
export interface Drag {
	ticket: string;
	/** Name of the ticket, for the ghost and for what is read out. */
	name: string;
	/** The stage that it would land in. */
	over: string;
	by: 'pointer' | 'keyboard';
}

export interface Dragging {
	drag?: Drag;
	/** What a screen reader says about it. */
	said: string;
	/** The picture that follows the pointer. */
	ghost: { current: HTMLDivElement | null };
	onPointerDown: (event: PointerEvent, ticket: Grabbed) => void;
	onKeyDown: (event: KeyboardEvent, ticket: Grabbed) => void;
	/** Gives up what the keyboard has picked up. */
	drop: () => void;
}

export interface Grabbed {
	id: string;
	name: string;
	stage: string;
}

/** A pointer that has moved less only clicks. */
const THRESHOLD = 5;
/** So near to the edge of the board it begins to scroll, so many pixels per picture. */
const EDGE = 44;
const SCROLL_STEP = 9;

/** Tickets are dragged with a mouse anywhere, with a finger by their grip, and with the keys on their grip. */
export function useDragging(stages: Stage[], move: (ticket: string, stage: Stage) => void): Dragging {
	const [drag, setDrag] = useState<Drag>();
	const [said, say] = useState('');
	const ghost = useRef<HTMLDivElement | null>(null);
	const stop = useRef<() => void>();
	useEffect(() => () => stop.current?.(), []);
	const stageOf = (id: string) => stages.find((stage) => stage.id === id);

	const finish = ({ ticket, over, name }: Drag, from: string) => {
		const stage = stageOf(over);
		setDrag(undefined);
		if (!stage || over === from) return say(`${name} stays where it is.`);
		say(`${name} dropped on ${stage.label}.`);
		move(ticket, stage);
	};

	const onPointerDown = (down: PointerEvent, { id, name, stage }: Grabbed) => {
		const target = down.target instanceof Element ? down.target : null;
		const onGrip = target?.closest('.grip') != null;
		if (down.button !== 0 || target?.closest('select, a, .chip') || (down.pointerType !== 'mouse' && !onGrip)) return;
		const board = target?.closest<HTMLElement>('.stages');
		let current: Drag | undefined;
		let at = { x: down.clientX, y: down.clientY };
		let frame = 0;
		const follow = () => {
			const over = stageAt(at);
			if (!current || current.over !== over) {
				current = { ticket: id, name, over, by: 'pointer' };
				setDrag(current);
			}
			ghost.current?.style.setProperty('transform', `translate(${at.x}px, ${at.y}px) rotate(2deg)`);
		};
		const scroll = () => {
			if (current && board) {
				// Stacked stages, on a phone, scroll down.
				const { top, bottom } = board.getBoundingClientRect();
				const by = at.y < top + EDGE ? -SCROLL_STEP : at.y > bottom - EDGE ? SCROLL_STEP : 0;
				if (by !== 0) {
					board.scrollTop += by;
					follow();
				}
			}
			frame = requestAnimationFrame(scroll);
		};
		const moved = (event: PointerEvent) => {
			if (event.pointerId !== down.pointerId) return;
			at = { x: event.clientX, y: event.clientY };
			if (!current && Math.hypot(at.x - down.clientX, at.y - down.clientY) < THRESHOLD) return;
			if (!current) frame = requestAnimationFrame(scroll);
			follow();
		};
		const end = () => {
			for (const [type, listener] of listeners) window.removeEventListener(type, listener);
			cancelAnimationFrame(frame);
			stop.current = undefined;
		};
		const up = () => {
			end();
			if (!current) return;
			swallowClick();
			finish(current, stage);
		};
		const cancel = () => {
			end();
			setDrag(undefined);
		};
		const key = (event: Event) => {
			if (event instanceof KeyboardEvent && event.key === 'Escape') cancel();
		};
		const listeners: [string, (event: Event) => void][] = [
			['pointermove', (event) => event instanceof PointerEvent && moved(event)],
			['pointerup', up],
			['pointercancel', cancel],
			['keydown', key],
		];
		for (const [type, listener] of listeners) window.addEventListener(type, listener);
		stop.current = end;
	};

	const onKeyDown = (event: KeyboardEvent, { id, name, stage }: Grabbed) => {
		const held = drag?.by === 'keyboard' && drag.ticket === id ? drag : undefined;
		if (event.key === 'Enter' || event.key === ' ') {
			event.preventDefault();
			if (held) return finish(held, stage);
			setDrag({ ticket: id, name, over: stage, by: 'keyboard' });
			return say(`${name} picked up, on ${stageOf(stage)?.label ?? ''}. Arrow keys choose a stage.`);
		}
		if (!held) return;
		if (event.key === 'Escape') {
			setDrag(undefined);
			say(`${name} stays where it is.`);
		}
		const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
		if (by === undefined) return;
		event.preventDefault();
		const next = stages[stages.findIndex(({ id: each }) => each === held.over) + by];
		if (!next) return;
		setDrag({ ...held, over: next.id });
		say(next.label);
		document.querySelector(`[data-stage="${next.id}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
	};

	return { drag, said, ghost, onPointerDown, onKeyDown, drop: () => drag?.by === 'keyboard' && setDrag(undefined) };
}

function stageAt({ x, y }: { x: number; y: number }): string {
	const column = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-stage]');
	return column?.dataset.stage ?? '';
}

/** What ends a drag is no click on whatever lies below. */
function swallowClick(): void {
	const swallow = (event: Event) => {
		event.stopPropagation();
		event.preventDefault();
	};
	window.addEventListener('click', swallow, { capture: true, once: true });
	window.setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}
