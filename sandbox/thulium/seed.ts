import type { Agent, Message, Status, Ticket } from './types';

/** Invented data. Timestamps lie in the past, so that whatever a test creates is newer. */
const START = Date.UTC(2025, 0, 13, 8, 12);
/** The end of the day on which the last ticket was closed. */
export const SEED_END = Date.UTC(2025, 0, 15);
const HOUR = 3_600_000;

export const API_USERS: Record<string, { password: string; limited: boolean }> = {
	api_user: { password: 'api_pass', limited: false },
	api_limited: { password: 'limited_pass', limited: true },
};

/** The built-in statuses; the ids and the nested ones are ours. */
export const STATUSES: Status[] = [
	{ status_id: '1', name: 'Nowe', substatuses: [] },
	{ status_id: '2', name: 'Oczekuje na klienta', substatuses: [{ substatus_id: '21', name: 'Brak odpowiedzi' }] },
	{ status_id: '3', name: 'Odłożone', substatuses: [] },
	{ status_id: '4', name: 'Połączone', substatuses: [] },
	{
		status_id: '5',
		name: 'W realizacji',
		substatuses: [
			{ substatus_id: '51', name: 'Magazyn' },
			{ substatus_id: '52', name: 'Serwis' },
		],
	},
	{ status_id: '6', name: 'Zamknięte', substatuses: [] },
];
export const NEW = '1';
export const WAITING = '2';
export const CLOSED = '6';

export const CATEGORIES = [
	{ category_id: '7', name: 'Dostawa' },
	{ category_id: '8', name: 'Reklamacje' },
];

/** One queue per mailbox; `to` of a new ticket must be one of the mailboxes. */
export const QUEUES = [
	{ ticket_queue_id: 4, name: 'service@example.com' },
	{ ticket_queue_id: 5, name: 'sales@example.com' },
];

export const CUSTOM_FIELDS = ['Order no', 'City'];

export const AGENTS: Agent[] = [
	agent(11, 'testowy.agent11', 'Anna', 'Zielińska', true),
	agent(17, 'testowy.agent17', 'Piotr', 'Wójcik', true),
	agent(23, 'mnowak', 'Maria', 'Nowak', true),
	agent(29, 'dawny.agent', 'Jan', 'Dawny', false),
];

export const AN_ATTACHMENT = {
	token: '91b7c05e6641aa20f3d2',
	filename: 'zdjęcie paczki.txt',
	text: 'Paczka zażółcona',
};

export function seedTickets(): Ticket[] {
	return [
		ticket(1234, 0, {
			from: 'ewa.lis@example.com',
			subject: 'Delivery is late',
			customer_id: 5521,
			category_id: '7',
			user_login: 'mnowak',
			custom_fields: { 'Order no': 'A-1187' },
			tags: ['vip'],
			messages: [message(70405, 0, { type: 'MAIL', body: 'Where is my parcel?', attachments: [AN_ATTACHMENT.token] })],
		}),
		ticket(1235, 2, {
			from: 'adam.kot@example.com',
			subject: 'Gwarancja — zażółć gęślą jaźń',
			status_id: '5',
			substatus_id: '51',
			category_id: '8',
			messages: [message(70406, 2, { type: 'MAIL', body: '<p>Proszę o <b>naprawę</b>.</p>' })],
		}),
		ticket(1236, 5, {
			from: 'ola.bak@example.com',
			subject: 'Offer',
			source: 'www',
			ticket_queue_id: 5,
			status_id: CLOSED,
			user_login: 'testowy.agent11',
			closed: START + 31 * HOUR,
			firstResponse: START + 6 * HOUR,
			updated: START + 31 * HOUR,
			messages: [
				message(70407, 5, { type: 'MAIL', body: 'Please send an offer.' }),
				message(70408, 6, {
					type: 'REPLY',
					user_login: 'testowy.agent11',
					body: '<p>Here it is.</p>',
					system_comment: 'Changed status from [Nowe] to [Zamknięte]',
				}),
			],
		}),
	];
}

export function seedCustomers() {
	return [
		{
			customer_id: 5521,
			name: 'Ewa',
			surname: 'Lis',
			phone_numbers: ['600100200', '221234567'],
			email: 'ewa.lis@example.com',
			company_id: 28,
			identifier: 'C-77',
			group: 'VIP',
			account_manager: 'mnowak',
			updated: START,
		},
		{
			customer_id: 5522,
			name: 'Adam',
			surname: 'Kot',
			phone_numbers: [],
			email: 'adam.kot@example.com',
			company_id: null,
			identifier: '',
			group: '',
			account_manager: '',
			updated: START + HOUR,
		},
	];
}

function ticket(
	ticket_id: number,
	hours: number,
	given: Partial<Ticket> & Pick<Ticket, 'from' | 'subject' | 'messages'>,
): Ticket {
	const created = START + hours * HOUR;
	return {
		ticket_id,
		source: 'email',
		ticket_queue_id: 4,
		status_id: NEW,
		substatus_id: '',
		category_id: '',
		customer_id: null,
		user_login: '',
		tags: [],
		custom_fields: {},
		created,
		updated: created,
		closed: null,
		firstResponse: null,
		...given,
	};
}

function message(message_id: number, hours: number, given: Partial<Message> & Pick<Message, 'type' | 'body'>): Message {
	const created = START + hours * HOUR;
	return { message_id, user_login: '', comment: '', system_comment: '', attachments: [], created, ...given };
}

function agent(agent_id: number, login: string, name: string, surname: string, active: boolean): Agent {
	const email = `${login}@example.com`;
	return {
		agent_id,
		login,
		name,
		surname,
		email,
		active,
		number: 200 + agent_id,
		outbound_mode: 'manual',
		group_id: 1,
	};
}
