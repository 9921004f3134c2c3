import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { pathPart } from '../../../shared/http/url';
import { restOperation } from '../../../shared/operations/restOperation';
import { results, wholeList } from '../../transport';
import { sendTo } from '../sendTo';
import { objectTypeField } from './fields';
import { ASSOCIATION_LABEL } from '../../crm/associations';

const properties = [objectTypeField] as const satisfies INodeProperties[];

export const getLabels = restOperation({
	name: 'Get Labels',
	action: 'Get the labels of associations',
	description: 'Get the types and labels with which a ticket can be associated with a kind of record',
	properties: [...properties],
	concurrency: 4,
	send: sendTo('associations'),
	request: (parameter) => ({
		method: 'GET',
		path: `/tickets/${pathPart('Associated Object', parameter('toObjectType'))}/labels`,
		retry: 'read',
		expects: wholeList(ASSOCIATION_LABEL),
	}),
	output: (body, parameter) =>
		results(body).map((label): IDataObject => ({
			toObjectType: parameter('toObjectType'),
			...label,
		})),
});
