import type { Resources } from '../../shared/operations/operation';
import { call } from './call';
import { callback } from './callback';
import { cockpitVariable } from './cockpitVariable';
import { customApiCall } from './customApiCall';
import { diallerCampaign } from './diallerCampaign';
import { diallerContact } from './diallerContact';
import { event } from './event';
import { group } from './group';
import { serviceNumber } from './serviceNumber';
import { user } from './user';

export const resources = {
	call,
	callback,
	cockpitVariable,
	customApiCall,
	diallerCampaign,
	diallerContact,
	event,
	group,
	serviceNumber,
	user,
} satisfies Resources;
