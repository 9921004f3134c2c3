import type { Resource } from '../../../shared/operations/operation';
import { download } from './download';
import { getAll } from './getAll';

export const recording: Resource = {
	name: 'Recording',
	operations: { download, getAll },
	default: 'getAll',
};
