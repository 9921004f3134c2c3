import type { Resource } from '../../../shared/operations/operation';
import { start } from './start';
import { stop } from './stop';

export const chat: Resource = {
	name: 'Chat',
	operations: { start, stop },
	default: 'start',
};
