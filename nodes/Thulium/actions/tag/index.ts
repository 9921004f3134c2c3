import type { Resource } from '../../../shared/operations/operation';
import { add } from './add';

export const tag: Resource = {
	name: 'Tag',
	operations: { add },
	default: 'add',
};
