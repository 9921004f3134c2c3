import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { thuliumRequest } from '../../transport';
import { done } from '../../parameters/values';

const properties = [
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		kind: 'list',
		typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Tag' },
		default: [],
		required: true,
		description: 'Separate several with commas. Those that exist are skipped.',
	},
] as const satisfies Parameter[];

export const add = restOperation({
	name: 'Add',
	action: 'Add tags',
	description: 'Create tags in Thulium',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter) {
		const tags = parameter('tags');
		return { method: 'POST', path: '/tags', body: { tags }, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => done(body, { tags: parameter('tags') }),
});
