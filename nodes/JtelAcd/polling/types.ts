import type { IDataObject } from 'n8n-workflow';

import type { Listed } from './event';

/** The value of the `event` parameter. */
export type EventName = 'created' | 'statusChanged' | 'updated';

/**
 * What the trigger knows of the events of one kind, during one reading of the list. It begins with the stored state,
 * which it does not change, and builds the next one.
 */
export interface Watch {
	/** Looks at one event of the list. Answers with what comes out beside it when it is news. */
	see(event: Listed): IDataObject | undefined;
	/** The state after the whole list was seen: plain JSON. */
	next(): IDataObject;
}

/** Makes a watch. Without a state nothing is news: the first activation only takes the list in. */
export type BeginWatch = (stored: IDataObject | undefined) => Watch;

/** Leaves room for what goes beside it, so that a whole state stays below 64 KB. */
export const ROOM = 60_000;
