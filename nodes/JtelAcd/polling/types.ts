import type { IDataObject } from 'n8n-workflow';

import type { EventTexts } from '../../shared/triggers/events';
import type { Fields } from '../../shared/triggers/state';
import type { ListedEvent } from './listedEvent';

/** One scan of the whole list. It begins with the stored state, which it does not change, and builds the next one. */
export interface Scan {
	/** Takes one event of the list. Returns the fields that come out beside it when it has to be emitted. */
	take(event: ListedEvent): IDataObject | undefined;
	/** The state after the whole list: plain JSON. */
	state(): IDataObject;
}

/** All there is to know of one choice in the Event drop-down: what the editor shows, and how it is found. */
export interface PollingEvent extends EventTexts {
	/** The filters that are shown for this event only. */
	filters: ReadonlyArray<'previousStatusIds'>;
	/** What its state holds. */
	stored: Fields;
	/** Begins a scan. Without a state it emits nothing: the first activation only takes note of the list. */
	scan(stored: IDataObject | undefined): Scan;
	/** When it happened: what is emitted comes in this order. */
	timestamp(event: ListedEvent): number;
	/** The sample is the event with the greatest of these numbers. */
	rank(event: ListedEvent): number;
	/** The fields that come out beside the sample. */
	sampleFields: IDataObject;
}

/** Leaves room for what goes beside it, so that a whole state stays below 64 KB. */
export const ROOM = 60_000;
