import type { Resource } from '../../../shared/operations/operation';
import { upload } from './upload';
import { uploadFromUrl } from './uploadFromUrl';

export const media: Resource = {
	name: 'Media',
	operations: { upload, uploadFromUrl },
	default: 'upload',
};
