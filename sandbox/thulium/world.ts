import type { FastifyReply } from 'fastify';
import type { JsonObject, SandboxCore } from '../core/types';
import { localMinutes } from '../core/zones';
import { Campaigns } from './campaigns';
import { refuse } from './problems';
import { Customers } from './customers';
import { Files } from './files';
import { AGENTS, seedTickets, STATUSES } from './seed';
import type { Agent, Message, Ticket, ThuliumSwitches } from './types';
import { seedConnections } from './connections';
import type { Connection } from './connections';
import { Webhooks } from './webhooks';

/** The state of the simulated Thulium system. */
export class World {
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

	constructor(
		readonly core: SandboxCore,
		readonly switches: () => ThuliumSwitches,
	) {
		this.files = new Files(this);
		this.webhooks = new Webhooks(this);
		this.customers = new Customers(this);
		this.campaigns = new Campaigns(this);
	}

	reset(): void {
		this.tickets = seedTickets();
		this.connections = seedConnections();
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

	requestId(): string {
		return this.hex(13);
	}

	hex(length: number): string {
		return Array.from({ length }, () => Math.floor(this.core.random() * 16).toString(16)).join('');
	}

	agent(login: string): Agent | undefined {
		return AGENTS.find((agent) => agent.login === login);
	}

	now(): number {
		return this.core.clock.now();
	}

	/** `YYYY-MM-DD HH:MM` in the system's zone. */
	stamp(at: number): string {
		return localMinutes(at, this.switches().zone);
	}

	/** Whether numbers may be written with spaces and the like is unknown. */
	checkPhone(number: string, field: string): void {
		if (this.switches().phoneNumbers === 'digitsOnly' && !/^\+?\d+$/.test(number)) throw refuse('value', field);
	}

	/** The instant of a stamp; the first one of a time that the clocks show twice. */
	instant(stamp: string): number {
		const shown = Date.parse(`${stamp.replace(' ', 'T')}Z`);
		const hours = Array.from({ length: 105 }, (_, n) => shown + (n - 56) * 15 * 60_000);
		return hours.find((at) => this.stamp(at) === stamp) ?? shown;
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

	/** 201 for created objects, 204 for updates and deletes, 207 for batches, or 200 for all. */
	send(reply: FastifyReply, status: 201 | 204 | 207, body?: object): FastifyReply {
		void reply.code(this.switches().statusCodes === 'table' ? status : 200);
		return body === undefined ? reply.send() : reply.send(body);
	}
}
