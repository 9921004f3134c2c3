import type { Resource } from '../../../shared/operation';
import { get } from './get';
import { send } from './send';
import { updateProperties } from './updateProperties';

export const action: Resource = {
	name: 'Action',
	operations: { get, send, updateProperties },
	default: 'send',
};
