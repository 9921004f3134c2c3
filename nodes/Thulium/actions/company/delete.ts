import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { companyId } from '../../parameters/fields';
import { thuliumDelete } from '../../transport';
import { done, idIn, numericId } from '../../parameters/values';

const properties = [companyId] as const satisfies INodeProperties[];

export const remove = restOperation({
	name: 'Delete',
	action: 'Delete a company (cannot be undone)',
	description: 'Delete a company for good. This cannot be undone.',
	properties: [...properties],
	send: thuliumDelete,
	request: (parameter, context, itemIndex) => ({
		method: 'DELETE',
		path: `/companies/${idIn(context, 'Company ID', parameter('companyId'), itemIndex)}`,
		retry: 'idempotentWrite',
	}),
	output: (body, parameter) => done(body, { company_id: numericId(parameter('companyId').trim()) }),
});
