import type { Resources } from '../../shared/operation';
import { action } from './action';
import { card } from './card';
import { group } from './group';
import { member } from './member';
import { message } from './message';
import { subGroup } from './subGroup';
import { subscriber } from './subscriber';
import { user } from './user';

export const resources = { action, card, group, member, message, subGroup, subscriber, user } satisfies Resources;
