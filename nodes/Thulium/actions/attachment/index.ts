import type { Resource } from '../../../shared/operations/operation';
import { remove } from './delete';
import { download } from './download';
import { upload } from './upload';

export const attachment: Resource = {
	name: 'Attachment',
	operations: { delete: remove, download, upload },
	default: 'download',
};
