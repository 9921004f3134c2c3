import type { JsonObject, SandboxCore } from '../core/types';
import { Campaigns } from './campaigns';
import { Customers } from './customers';
import { Files } from './files';
import { moveDates } from '../core/seedDates';
import { SEED_END, seedTickets, STATUSES } from './seed';
import type { Message, Ticket, ThuliumSwitches } from './types';
import { seedConnections } from './connections';
import type { Connection } from './connections';
import { System } from './system';
import { Webhooks } from './webhooks';

/** The state of the simulated Thulium system. */
export class World extends System {
	tickets: Ticket[] = [];

	connections: Connection[] = [];

	readonly chats = new Map<string, 'open' | 'closed'>();

	readonly files: Files;

	readonly webhooks: Webhooks;

	readonly customers: Customers;

	readonly campaigns: Campaigns;

	/** Where agents were sent by name-only calls such as pause; the seed decides for the others. */
	readonly agentStates = new Map<string, string>();

	/** When calls came that count for the limit. */
	calls: number[] = [];

	/** Bodies of the SMS calls, as they came: nothing of them is documented. */
	readonly sms: JsonObject[] = [];

	private nextTicket = 0;

	private nextMessage = 0;

	constructor(core: SandboxCore, switches: () => ThuliumSwitches) {
		super(core, switches);
		this.files = new Files(this);
		this.webhooks = new Webhooks(this);
		this.customers = new Customers(this);
		this.campaigns = new Campaigns(this, this.customers);
	}

	reset(): void {
		const shift = this.core.seedShift(SEED_END);
		this.tickets = moveDates(seedTickets(), shift);
		this.connections = moveDates(seedConnections(), shift);
		this.chats.clear();
		this.nextTicket = 1300;
		this.nextMessage = 70500;
		this.files.reset();
		this.webhooks.reset();
		this.customers.reset();
		this.campaigns.reset();
		this.agentStates.clear();
		this.sms.length = 0;
		this.calls = [];
	}

	ticketId(): number {
		return this.nextTicket++;
	}

	messageId(): number {
		return this.nextMessage++;
	}

	/** The ID of a message as the API shows it. */
	shownId(messageId: number): number {
		return this.switches().messageIds === 'rising' ? messageId : 150_000 - messageId;
	}

	/** When a ticket was last changed; a message that waited for its date changes it on that date. */
	updated(ticket: Ticket): number {
		const sent = ticket.messages.map(({ waits, created }) => (waits === true ? created : 0));
		return Math.max(ticket.updated, ...sent.filter((at) => at <= this.now()));
	}

	/** The name of a status with its substatus, as `full_status_name` shows it. */
	statusName(statusId: string, substatusId: string): string {
		const status = STATUSES.find(({ status_id }) => status_id === statusId);
		const substatus = status?.substatuses.find(({ substatus_id }) => substatus_id === substatusId);
		return [status?.name ?? '', substatus?.name].filter((name) => name !== undefined).join(' - ');
	}

	addMessage(ticket: Ticket, given: Partial<Message> & Pick<Message, 'type'>): Message {
		const message: Message = {
			message_id: this.messageId(),
			user_login: '',
			body: '',
			comment: '',
			system_comment: '',
			created: this.now(),
			attachments: [],
			...given,
		};
		ticket.messages.push(message);
		ticket.updated = this.now();
		this.core.changed('thulium', 'ticket', { ticket_id: ticket.ticket_id });
		return message;
	}
}
