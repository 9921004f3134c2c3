import type { Resources } from '../../shared/operation';
import { association } from './association';
import { customApiCall } from './customApiCall';
import { owner } from './owner';
import { pipeline } from './pipeline';
import { property } from './property';
import { stage } from './stage';
import { ticket } from './ticket';

export const resources = { association, customApiCall, owner, pipeline, property, stage, ticket } satisfies Resources;
