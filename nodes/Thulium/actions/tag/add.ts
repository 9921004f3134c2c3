import type { INodeProperties } from 'n8n-workflow';

import { inputError } from '../../../shared/errors';
import { restOperation } from '../../../shared/operations/restOperation';
import { thuliumRequest } from '../../transport';
import { done, entriesOf } from '../../parameters/values';

const properties = [
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' },
		default: [],
		required: true,
		description: 'Separate several with commas. Those that exist are skipped.',
	},
] as const satisfies INodeProperties[];

export const add = restOperation({
	name: 'Add',
	action: 'Add tags',
	description: 'Make tags known to Thulium',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const tags = entriesOf(parameter('tags'));
		if (tags.length === 0) {
			throw inputError(context, 'The field "Tags" is empty', {
				itemIndex,
				description: 'Enter at least one tag, or check the expression that fills it.',
			});
		}
		return { method: 'POST', path: '/tags', body: { tags }, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => done(body, { tags: entriesOf(parameter('tags')) }),
});
