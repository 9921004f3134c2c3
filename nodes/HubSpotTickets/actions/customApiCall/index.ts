import type { Resource } from '../../../shared/operation';
import { call } from './call';

export const customApiCall: Resource = {
	name: 'Custom API Call',
	operations: { call },
	default: 'call',
};
