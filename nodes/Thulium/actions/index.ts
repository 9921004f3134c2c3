import type { Resources } from '../../shared/operation';
import { ticket } from './ticket';

export const resources = { ticket } satisfies Resources;
