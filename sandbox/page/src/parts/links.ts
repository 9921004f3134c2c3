import type { ServiceName } from '../../../core/types';

/** The properties in which the workflows keep the ids of a ticket's records in the other systems. */
export const LINKS: { property: string; service: ServiceName; what: string }[] = [
	{ property: 'kaizala_action_id', service: 'kaizala', what: 'Kaizala card' },
	{ property: 'teams_message_id', service: 'teams', what: 'Teams card' },
	{ property: 'jtel_event_id', service: 'jtel', what: 'jtel event' },
	{ property: 'thulium_ticket_id', service: 'thulium', what: 'Thulium ticket' },
];
