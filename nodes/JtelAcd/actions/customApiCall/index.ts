import type { Resource } from '../../../shared/operations/operation';
import { call } from './call';

export const customApiCall: Resource = {
	name: 'Custom API Call',
	operations: { call },
	default: 'call',
};
