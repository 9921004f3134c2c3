import type { Resource } from '../../../shared/operation';
import { send } from './send';

export const message: Resource = {
	name: 'Message',
	operations: { send },
	default: 'send',
};
