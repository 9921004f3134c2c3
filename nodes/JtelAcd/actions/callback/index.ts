import type { Resource } from '../../../shared/operation';
import { respond } from './respond';

export const callback: Resource = {
	name: 'Callback',
	operations: { respond },
	default: 'respond',
};
