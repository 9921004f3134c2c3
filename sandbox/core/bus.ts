import { EventEmitter } from 'node:events';
import type { JsonObject } from './types';

export interface BusEvent {
	event: 'changed' | 'journal';
	data: JsonObject;
}

/** What the page listens to: `changed` (a service, a switch, a fault, a reset) and `journal` (one more request). */
export class Bus {
	private readonly emitter = new EventEmitter().setMaxListeners(0);

	emit(event: BusEvent): void {
		this.emitter.emit('event', event);
	}

	/** Returns the function that stops listening. */
	listen(listener: (event: BusEvent) => void): () => void {
		this.emitter.on('event', listener);
		return () => this.emitter.off('event', listener);
	}
}
