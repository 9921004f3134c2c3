import type { Resource, SingleOperation } from '../../../shared/operations/operation';
import { listOperation } from '../listOperation';

/** Passed on as Thulium writes them: their shapes are not documented. */
function dictionary(name: string, path: string): SingleOperation {
	const plural = name.toLowerCase();
	return listOperation({
		name: `Get ${name}`,
		action: `Get ${plural}`,
		description: `Get the ${plural} of your system`,
		properties: [],
		list: { path },
	});
}

export const dictionaries: Resource = {
	name: 'Dictionary',
	operations: {
		getCategories: dictionary('Ticket Categories', '/ticket_categories'),
		getQueues: dictionary('Ticket Queues', '/ticket_queues'),
		getStatuses: dictionary('Ticket Statuses', '/ticket_statuses'),
	},
	default: 'getStatuses',
};
