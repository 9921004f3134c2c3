import type { Resource } from '../../../shared/operations/operation';
import { buildPackage } from './buildPackage';
import { toAdaptiveCard } from './toAdaptiveCard';

export const card: Resource = {
	name: 'Card',
	operations: { buildPackage, toAdaptiveCard },
	default: 'buildPackage',
};
