import type { Resource } from '../../../shared/operations/operation';
import { remove } from './delete';
import { importFromUrl } from './importFromUrl';
import { replace } from './replace';

export const file: Resource = {
	name: 'File',
	operations: { delete: remove, importFromUrl, replace },
	default: 'importFromUrl',
};
