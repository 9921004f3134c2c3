import type { Resources } from '../../shared/operation';
import { action } from './action';
import { group } from './group';
import { message } from './message';

export const resources = { action, group, message } satisfies Resources;
