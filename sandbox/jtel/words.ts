import type { CallWords } from '../core/types';

const BASE = '/rest/:clientsId';

export const WORDS: CallWords = {
	reads: {
		[`GET ${BASE}/acd/events`]: 'looked at the queue of events',
		[`GET ${BASE}/acd/events/event/:id`]: 'read an event',
		[`GET ${BASE}/acd/events/types`]: 'listed the types of events',
		[`GET ${BASE}/acd/groups`]: 'listed the groups of agents',
		[`GET ${BASE}/acd/groups/group/:id`]: 'read a group of agents',
		[`GET ${BASE}/users`]: 'listed the users',
		[`GET ${BASE}/users/user/:id`]: 'read a user',
		[`GET ${BASE}/serviceNumbers`]: 'listed the service numbers',
		[`GET ${BASE}/serviceNumbers/serviceNumber/:id`]: 'read a service number',
		[`GET ${BASE}/calls`]: 'looked at the live calls',
		[`GET ${BASE}/cockpitVariables`]: 'listed the cockpit variables',
		[`GET ${BASE}/cockpitVariables/cockpitVariable/:id`]: 'read a cockpit variable',
		[`GET ${BASE}/dialler/campaigns`]: 'listed the campaigns of the dialler',
		[`GET ${BASE}/dialler/campaigns/:id`]: 'read a campaign of the dialler',
		[`GET ${BASE}/dialler/contacts`]: 'listed the contacts of the dialler',
		[`GET ${BASE}/dialler/contacts/:id`]: 'read a contact of the dialler',
		[`GET ${BASE}/dialler/contacts/contact/:id`]: 'read a contact of the dialler',
	},
	writes: {
		[`POST ${BASE}/acd/events/create`]: 'put an event into the queue',
		[`GET ${BASE}/calls/:UFN/answer`]: 'answered a call',
		[`GET ${BASE}/calls/:UFN/hold`]: 'put a call on hold',
		[`GET ${BASE}/calls/:UFN/hangup`]: 'ended a call',
		[`PATCH ${BASE}/cockpitVariables/cockpitVariable/:id/setValue`]: 'set a cockpit variable',
		[`POST ${BASE}/dialler/contacts/import`]: 'gave contacts to the dialler',
		[`DELETE ${BASE}/dialler/contacts/contact/:id`]: 'took a contact from the dialler',
		[`DELETE ${BASE}/dialler/contacts/contact`]: 'took contacts from the dialler',
	},
};
