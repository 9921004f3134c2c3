import type { Resource } from '../../../shared/operations/operation';
import { reply } from './reply';
import { send } from './send';

export const message: Resource = {
	name: 'Message',
	operations: { reply, send },
	default: 'send',
};
