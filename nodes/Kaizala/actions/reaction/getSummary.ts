import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { listIn, listOf, recordOf } from '../../../shared/http/shapes';
import { referenceField } from '../../parameters/fields';
import { placeOf, reactionFields } from './reactions';
import { groupPath, kaizalaRequest } from '../../transport';

const properties = [referenceField, ...reactionFields] as const satisfies INodeProperties[];

export const getSummary = restOperation({
	name: 'Get Summary',
	action: 'Get the summary of reactions to a message',
	description: 'Count the likes of a message or card, and the comments on it',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter) {
		const { groupId, sourceGroupId } = placeOf(parameter('groupId'), parameter('options'));
		return {
			method: 'GET',
			path: groupPath(groupId, 'reaction', parameter('referenceId'), 'summary'),
			qs: { sourceGroupId },
			retry: 'read',
			expects: listOf('summary', recordOf('referenceId')),
		};
	},
	output: (body) => listIn(body, 'summary'),
	concurrency: 2,
});
