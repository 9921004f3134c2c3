import type { Resources } from '../../shared/operation';
import { association } from './association';
import { attachment } from './attachment';
import { note } from './note';
import { property } from './property';
import { ticket } from './ticket';

export const resources = { association, attachment, note, property, ticket } satisfies Resources;
