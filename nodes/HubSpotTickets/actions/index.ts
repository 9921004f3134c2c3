import type { Resources } from '../../shared/operation';
import { association } from './association';
import { attachment } from './attachment';
import { conversation } from './conversation';
import { note } from './note';
import { property } from './property';
import { ticket } from './ticket';

export const resources = { association, attachment, conversation, note, property, ticket } satisfies Resources;
