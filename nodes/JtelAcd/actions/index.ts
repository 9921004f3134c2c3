import type { Resources } from '../../shared/operation';
import { call } from './call';
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
	cockpitVariable,
	customApiCall,
	diallerCampaign,
	diallerContact,
	event,
	group,
	serviceNumber,
	user,
} satisfies Resources;
