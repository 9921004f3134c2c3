import type { JsonObject } from '../../core/types';

/** How somebody is reached over a channel. */
export interface DeliveryIdentifier extends JsonObject {
	type: 'HS_EMAIL_ADDRESS' | 'HS_PHONE_NUMBER' | 'CHANNEL_SPECIFIC_OPAQUE_ID';
	value: string;
}

/** A sender or a receiver of a message. */
export interface Party extends JsonObject {
	deliveryIdentifier: DeliveryIdentifier;
}

export interface Message {
	id: string;
	type: 'MESSAGE' | 'COMMENT' | 'WELCOME_MESSAGE' | 'THREAD_STATUS_CHANGE' | 'ASSIGNMENT';
	createdAt: string;
	createdBy: string;
	clientType: 'HUBSPOT' | 'INTEGRATION' | 'SYSTEM';
	senders: JsonObject[];
	recipients: JsonObject[];
	/** What this type of message has besides: text, channel, new status. */
	content: JsonObject;
	/** The whole text of a message that lists show cut. */
	original?: { text: string; richText: string };
}

export interface Thread {
	id: string;
	inboxId: string;
	channelId: string;
	channelAccountId: string;
	contactId: string;
	ticketId: string | null;
	status: 'OPEN' | 'CLOSED';
	assignedTo: string | null;
	createdAt: string;
	closedAt: string | null;
	archived: boolean;
	messages: Message[];
}

export interface ChannelAccount extends JsonObject {
	id: string;
	name: string;
	channelId: string;
	inboxId: string;
	active: boolean;
	authorized: boolean;
	archived: boolean;
	createdAt: string;
}
