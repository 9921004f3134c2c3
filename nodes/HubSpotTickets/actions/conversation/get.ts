import type { INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { readThread } from './threads';
import { readThreadId, threadFields } from './fields';
import { simplifyThread } from './simplify';

const properties = [...threadFields] as const satisfies INodeProperties[];

export const get: SingleOperation = {
	name: 'Get',
	action: 'Get a conversation',
	description: 'Get a conversation by its ID, or the latest one of a ticket',
	properties: [...properties],
	simplify: simplifyThread,
	concurrency: 4,

	async execute(itemIndex) {
		return await readThread(this, await readThreadId(this, itemIndex)(), itemIndex);
	},
};
