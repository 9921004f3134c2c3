import type { INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { sendTo } from '../sendTo';
import { propertyField } from './fields';

const properties = [propertyField] as const satisfies INodeProperties[];

export const archive = restOperation({
	name: 'Archive',
	action: 'Archive a ticket property',
	description:
		'Archive a property of your own, with its values on all tickets. For 90 days a person can restore it in HubSpot.',
	properties: [...properties],
	send: sendTo('properties'),
	request: (parameter) => ({
		method: 'DELETE',
		path: `/tickets/${pathPart('Property', parameter('propertyName'))}`,
		retry: 'idempotentWrite',
	}),
	output: (_body, parameter) => ({ name: parameter('propertyName'), archived: true }),
});
