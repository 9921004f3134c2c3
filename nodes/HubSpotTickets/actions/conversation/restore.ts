import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { readId } from '../../crm/recordId';
import { simplifyThread } from './simplify';
import { aThread, conversationRequest } from './threads';

const properties = [
	resourceLocator({
		displayName: 'Conversation',
		name: 'threadId',
		description: 'The archived conversation, chosen from those of the last 30 days or by its ID',
		searchListMethod: 'searchArchivedConversations',
		lookUp: 'conversation',
		required: true,
		placeholder: '9134500001',
		urlPlaceholder: 'https://app.hubspot.com/live-messages/62515/inbox/9134500001',
	}),
] as const satisfies INodeProperties[];

export const restore: SingleOperation = {
	name: 'Restore',
	action: 'Restore an archived conversation',
	description: 'Bring an archived conversation back into its inbox',
	properties: [...properties],
	simplify: simplifyThread,

	async execute(itemIndex) {
		const given = itemParameters(this, itemIndex, properties)('threadId');
		const id = readId(this, { field: 'Conversation', kind: 'conversation' }, given, itemIndex);
		// Among those that are not archived HubSpot does not find it.
		const request = { method: 'PATCH', qs: { archived: true }, body: { archived: false } } as const;
		const path = `/threads/${pathPart('Conversation', id)}`;
		return await conversationRequest(this, { ...request, path, retry: 'idempotentWrite', expects: aThread }, itemIndex);
	},
};
