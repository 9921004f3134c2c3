import type { Resources } from '../../shared/operations/operation';
import { action } from './action';
import { authentication } from './authentication';
import { bot } from './bot';
import { card } from './card';
import { group } from './group';
import { media } from './media';
import { member } from './member';
import { message } from './message';
import { reaction } from './reaction';
import { subGroup } from './subGroup';
import { subscriber } from './subscriber';
import { user } from './user';
import { webhook } from './webhook';

export const resources = {
	action,
	authentication,
	bot,
	card,
	group,
	media,
	member,
	message,
	reaction,
	subGroup,
	subscriber,
	user,
	webhook,
} satisfies Resources;
