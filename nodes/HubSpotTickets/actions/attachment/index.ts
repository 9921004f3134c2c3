import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';
import { download } from './download';
import { getAll } from './getAll';

export const attachment: Resource = {
	name: 'Attachment',
	operations: { add, download, getAll },
	default: 'add',
};
