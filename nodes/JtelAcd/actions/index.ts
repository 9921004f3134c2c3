import type { Resources } from '../../shared/operation';
import { event } from './event';

export const resources = { event } satisfies Resources;
