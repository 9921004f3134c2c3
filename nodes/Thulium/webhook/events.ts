import type { EventTexts } from '../../shared/triggers/events';

/** The actions of Thulium that are known, by their names there. What comes out is the payload, the same for all. */
export const EVENTS = {
	AGENT_RINGING: { label: 'Agent Ringing', description: 'The phone of an agent rings' },
	CHAT_AGENT_ASSIGNED: { label: 'Chat Agent Assigned', description: 'An agent takes a chat' },
	CHAT_CONVERSATION_CLOSED: { label: 'Chat Closed', description: 'A chat ends' },
	CHAT_CONVERSATION_CREATED: { label: 'Chat Created', description: 'A chat begins' },
	CUSTOMER_CREATED: { label: 'Customer Created', description: 'A customer is added to the CRM' },
	CUSTOMER_UPDATED: { label: 'Customer Updated', description: 'A customer of the CRM is changed' },
	RECORDING_READY: { label: 'Recording Ready', description: 'The recording of a call can be downloaded' },
	TICKET_CREATED: { label: 'Ticket Created', description: 'A ticket is created' },
	TICKET_MESSAGE_RECEIVED: {
		label: 'Ticket Message Received',
		description:
			'A customer writes to a ticket. Not every Thulium offers it: the Thulium Polling Trigger finds messages, too.',
	},
} as const satisfies Record<string, EventTexts>;
