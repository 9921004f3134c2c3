import { isClosed, moveEvent } from './change';

export const reopened = moveEvent({
	label: 'Ticket Reopened',
	description: 'A ticket was moved from a closed to an open stage',
	happens: ({ value, previousValue }, stages) => !isClosed(stages, value) && isClosed(stages, previousValue),
});
