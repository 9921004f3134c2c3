import type { Resources } from '../../shared/operation';
import { action } from './action';
import { card } from './card';
import { group } from './group';
import { message } from './message';

export const resources = { action, card, group, message } satisfies Resources;
