import { isClosed, moveEvent } from './change';

/** A ticket that is created in a closed stage was not closed. */
export const closed = moveEvent({
	label: 'Ticket Closed',
	description: 'A ticket was moved from an open to a closed stage',
	happens: ({ value, previousValue }, stages) => isClosed(stages, value) && !isClosed(stages, previousValue),
});
