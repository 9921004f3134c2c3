import { moveDates } from '../../core/seedDates';
import { CONTACTS, TICKETS } from '../schema/objectTypes';
import type { World } from '../state/world';
import { EMAIL, HELP_DESK, LIVE_CHAT, SUPPORT_ADDRESS, SUPPORT_INBOX } from './inboxes';
import type { Message, Thread } from '../schema/conversations';
import { customerOf } from './writing';

type Line = readonly ['customer' | 'agent' | 'comment', minute: number, text: string];

interface Seed {
	/** Place among the first tickets. */
	ticket: number;
	contact: string;
	inbox: string;
	channel: string;
	account: string;
	start: string;
	status?: 'CLOSED';
	lines: readonly Line[];
}

const ORIGIN = 'hs_conversations_originating_thread_id';
const AGENT = { actorId: 'A-9120002', name: 'Bruno Abend' };

/** The second ticket has no conversation; that of the fifth was begun by an agent and has no answer yet. */
const SEEDS: readonly Seed[] = [
	{
		ticket: 0,
		contact: '201',
		inbox: SUPPORT_INBOX,
		channel: EMAIL,
		account: '610001',
		start: '2026-09-14T07:10:00.000Z',
		lines: [
			['customer', 0, 'Good morning, our pump 7 does not start.'],
			['agent', 25, 'Does it make any sound?'],
			['comment', 26, 'Sounds like the capacitor again.'],
			['customer', 55, 'It hums.'],
		],
	},
	{
		ticket: 2,
		contact: '203',
		inbox: HELP_DESK,
		channel: EMAIL,
		account: '610003',
		start: '2026-09-16T13:00:00.000Z',
		status: 'CLOSED',
		lines: [['customer', 0, 'Water on the floor. Since Monday.']],
	},
	{
		ticket: 2,
		contact: '203',
		inbox: SUPPORT_INBOX,
		channel: LIVE_CHAT,
		account: '610002',
		start: '2026-09-16T15:00:00.000Z',
		lines: [['customer', 0, 'Is anybody there?']],
	},
	{
		ticket: 4,
		contact: '206',
		inbox: SUPPORT_INBOX,
		channel: EMAIL,
		account: '610001',
		start: '2026-09-18T10:05:00.000Z',
		lines: [['agent', 0, 'Please send us the serial numbers of the two meters.']],
	},
];

/** Fixed conversations with fixed ids and timestamps. */
export function seedConversations(world: World, shift: number): void {
	const tickets = [...world.store(TICKETS).all()].map(({ id }) => id);
	for (const seed of moveDates(SEEDS, shift)) {
		const ticketId = tickets[seed.ticket] ?? null;
		const at = (minute: number) => new Date(Date.parse(seed.start) + minute * 60_000).toISOString();
		const thread = world.conversations.open({
			inboxId: seed.inbox,
			channelId: seed.channel,
			channelAccountId: seed.account,
			contactId: seed.contact,
			ticketId,
			createdAt: at(0),
		});
		for (const [who, minute, text] of seed.lines) {
			world.conversations.append(thread, { ...lineOf(world, thread, who, text), createdAt: at(minute) });
		}
		markOrigin(world, thread);
		if (seed.status !== undefined) Object.assign(thread, { status: seed.status, closedAt: at(60) });
	}
}

/** The ticket remembers the first conversation, from which it came. */
function markOrigin(world: World, { id, ticketId }: Thread): void {
	const record = world.store(TICKETS).get(ticketId ?? '');
	const [made] = record?.writes ?? [];
	if (record === undefined || made === undefined || record.properties[ORIGIN] !== undefined) return;
	world.store(TICKETS).write(record, { [ORIGIN]: id }, made.at, made.timestamp, made.source);
}

function lineOf(world: World, thread: Thread, who: Line[0], text: string): Omit<Message, 'id' | 'createdAt'> {
	const { firstname = '', lastname = '', email = '' } = world.store(CONTACTS).get(thread.contactId)?.properties ?? {};
	const customer = customerOf(thread, `${firstname} ${lastname}`, email);
	const body = { text, richText: `<p>${text}</p>`, attachments: [] };
	if (who === 'comment') {
		return {
			type: 'COMMENT',
			createdBy: AGENT.actorId,
			clientType: 'HUBSPOT',
			senders: [AGENT],
			recipients: [],
			content: body,
		};
	}
	const us =
		thread.channelId === EMAIL
			? { type: 'HS_EMAIL_ADDRESS', value: SUPPORT_ADDRESS }
			: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'shop-chat' };
	const incoming = who === 'customer';
	return {
		type: 'MESSAGE',
		createdBy: incoming ? `V-${thread.contactId}` : AGENT.actorId,
		clientType: 'HUBSPOT',
		senders: [incoming ? customer : { ...AGENT, deliveryIdentifier: us }],
		recipients: [{ recipientField: 'TO', ...(incoming ? { deliveryIdentifier: us } : customer) }],
		content: {
			...body,
			direction: incoming ? 'INCOMING' : 'OUTGOING',
			truncationStatus: 'NOT_TRUNCATED',
			channelId: thread.channelId,
			channelAccountId: thread.channelAccountId,
			status: { statusType: incoming ? 'RECEIVED' : 'SENT' },
		},
	};
}
