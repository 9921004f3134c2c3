import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf, type Shape } from '../../../shared/http/shapes';
import { listOfRecords } from '../../transport/pagination';
import { thuliumRequest } from '../../transport';
import { idIn } from '../../parameters/values';
import { queueId } from './fields';

const properties = [queueId] as const satisfies INodeProperties[];

/** What can be read of a queue. */
const reading = (
	part: string,
	expects: Shape,
	texts: { name: string; action: string; description: string },
): SingleOperation =>
	restOperation({
		...texts,
		properties: [...properties],
		send: thuliumRequest,
		request: (parameter, context, itemIndex) => ({
			method: 'GET',
			path: `/queues/${idIn(context, 'Queue', parameter('queueId'), itemIndex)}/${part}`,
			retry: 'read',
			expects,
		}),
		concurrency: 2,
	});

export const waitingList = reading('waiting_list', listOfRecords, {
	name: 'Get Waiting List',
	action: 'Get the waiting list of a queue',
	description: 'Get the callers who are waiting in a phone queue, one item each',
});

export const waitingStats = reading('waiting_stats', recordOf('in_queue'), {
	name: 'Get Waiting Statistics',
	action: 'Get the waiting statistics of a queue',
	description: 'Get how many callers are waiting in a phone queue, and the expected waiting time',
});
