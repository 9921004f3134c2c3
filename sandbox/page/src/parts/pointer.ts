import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { ServiceName } from '../../../core/types';

/** "Show me that one": set by the link chips of a ticket, followed by the panel that holds the record. */
export interface Pointer {
	service: ServiceName;
	id: string;
	/** Differs from click to click, so that the same record can be pointed at again. */
	at: number;
}

export type Point = (pointer: Pointer) => void;

export const isPointedAt = (pointer: Pointer | undefined, service: ServiceName, id: string) =>
	pointer?.service === service && pointer.id === id;

/** Brings the record into view and lights it up for a moment. */
export function useSpotlight(ref: RefObject<HTMLElement>, pointer: Pointer | undefined, wanted: boolean): void {
	const at = pointer?.at;
	useEffect(() => {
		const element = ref.current;
		if (!wanted || !element) return undefined;
		const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
		element.scrollIntoView({ block: 'nearest', behavior: still ? 'auto' : 'smooth' });
		return flash(element);
	}, [wanted, at]);
}

export function flash(element: HTMLElement): () => void {
	element.classList.add('lit');
	const timer = window.setTimeout(() => element.classList.remove('lit'), 1800);
	return () => {
		window.clearTimeout(timer);
		element.classList.remove('lit');
	};
}
