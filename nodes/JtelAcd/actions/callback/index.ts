import type { Resource } from '../../../shared/operations/operation';
import { respond } from './respond';

export const callback: Resource = {
	name: 'Callback',
	operations: { respond },
	default: 'respond',
};
