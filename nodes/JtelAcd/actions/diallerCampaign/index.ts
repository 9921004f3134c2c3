import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

export const diallerCampaign: Resource = {
	name: 'Dialler Campaign',
	operations: { get, getAll },
	default: 'getAll',
};
