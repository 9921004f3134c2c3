import type { Resources } from '../../shared/operation';
import { association } from './association';
import { property } from './property';
import { ticket } from './ticket';

export const resources = { association, property, ticket } satisfies Resources;
