import type { Resource } from '../../../shared/operation';
import { remove } from './delete';
import { download } from './download';

export const attachment: Resource = {
	name: 'Attachment',
	operations: { delete: remove, download },
	default: 'download',
};
