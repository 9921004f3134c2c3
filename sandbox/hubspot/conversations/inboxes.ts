import type { ChannelAccount } from '../schema/conversations';

const CREATED = '2025-02-03T08:00:00.000Z';

export const LIVE_CHAT = '1000';
export const EMAIL = '1002';
export const SUPPORT_INBOX = '512001';
export const HELP_DESK = '512002';
export const SUPPORT_ADDRESS = 'support@relay.example';

export const INBOXES = [
	{ id: SUPPORT_INBOX, name: 'Support inbox', type: 'INBOX', archived: false, createdAt: CREATED, updatedAt: CREATED },
	{ id: HELP_DESK, name: 'Help desk', type: 'HELP_DESK', archived: false, createdAt: CREATED, updatedAt: CREATED },
];

export const CHANNELS = [
	{ id: LIVE_CHAT, name: 'Live Chat' },
	{ id: '1001', name: 'Messenger' },
	{ id: EMAIL, name: 'Email' },
];

function account(id: string, name: string, channelId: string, inboxId: string, value: string, active = true) {
	const type = channelId === EMAIL ? 'HS_EMAIL_ADDRESS' : 'CHANNEL_SPECIFIC_OPAQUE_ID';
	const deliveryIdentifier = { type, value };
	return {
		id,
		name,
		channelId,
		inboxId,
		active,
		deliveryIdentifier,
		authorized: true,
		archived: false,
		createdAt: CREATED,
	};
}

/** The last one is switched off. */
export const CHANNEL_ACCOUNTS: readonly ChannelAccount[] = [
	account('610001', 'Support mailbox', EMAIL, SUPPORT_INBOX, SUPPORT_ADDRESS),
	account('610002', 'Shop chat', LIVE_CHAT, SUPPORT_INBOX, 'shop-chat'),
	account('610003', 'Help desk mailbox', EMAIL, HELP_DESK, 'desk@relay.example'),
	account('610004', 'Old mailbox', EMAIL, SUPPORT_INBOX, 'old@relay.example', false),
];

export function channelAccount(id: string): ChannelAccount | undefined {
	return CHANNEL_ACCOUNTS.find((one) => one.id === id);
}
