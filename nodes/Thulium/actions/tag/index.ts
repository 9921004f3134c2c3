import type { Resource } from '../../../shared/operation';
import { add } from './add';

export const tag: Resource = {
	name: 'Tag',
	operations: { add },
	default: 'add',
};
