import type { TriggerFixture } from './fixture';

/** A change of one property of one ticket, as the journal of the account has it. */
export interface JournalEntry {
	property: string;
	from: string | null;
	to: string | null;
	/** Whose ticket it was at that moment. */
	owner: string | null;
}

export interface TicketStory {
	id: string;
	/** Whether it was raised after the triggers had been activated. */
	isNew: boolean;
	backDated: boolean;
	values: Map<string, string>;
	journal: JournalEntry[];
	/** Deleted, or taken over by another ticket. */
	gone: false | 'deleted' | 'merged';
	/** The ticket that has taken it over. */
	successor?: TicketStory;
	/** The ticket whose creation this record stands for. */
	primary?: TicketStory;
	touched: boolean;
}

export const OWNERS = ['71440001', '71440002'];
export const PRIORITIES = ['LOW', 'MEDIUM', 'HIGH', ''];
export const CLOSED_STAGE = '4';

/** Seeded tickets of the support pipeline: one in each of its stages. */
const SEEDED = ['1', '2', '3', '4'];
const FIRST_ID = 38_402_119_001;

/** What people and apps do in the account, and the journal of it that a trigger must tell. */
export class Story {
	readonly tickets = new Map<string, TicketStory>();

	/** The ticket that each note was written on. */
	readonly notes = new Map<string, TicketStory>();

	constructor(
		readonly person: TriggerFixture,
		private readonly mergeIssuesNewId: boolean,
	) {
		SEEDED.forEach((stage, index) => {
			const ticket = this.add(String(FIRST_ID + index), { hs_pipeline_stage: stage });
			if (index < 2) ticket.values.set('hs_ticket_priority', index === 0 ? 'HIGH' : 'LOW');
		});
	}

	private add(id: string, values: Record<string, string>, more: Partial<TicketStory> = {}): TicketStory {
		const ticket: TicketStory = {
			id,
			isNew: false,
			backDated: false,
			values: new Map(Object.entries(values)),
			journal: [],
			gone: false,
			touched: false,
			...more,
		};
		this.tickets.set(id, ticket);
		return ticket;
	}

	pick(index: number): TicketStory | undefined {
		const live = [...this.tickets.values()].filter(({ gone }) => gone === false);
		return live[index % Math.max(1, live.length)];
	}

	async raise(backDated: boolean, priority: string): Promise<void> {
		const values: Record<string, string> = priority === '' ? {} : { hs_ticket_priority: priority };
		const dated: Record<string, string> = backDated ? { createdate: '2025-05-05T05:05:05.000Z' } : {};
		const id = await this.person.raise('Ticket', { ...values, ...dated });
		this.add(id, { hs_pipeline_stage: '1', ...values }, { isNew: true, backDated, touched: true });
	}

	/** Writes the values; what they already are is no change. */
	async write(index: number, values: Record<string, string>): Promise<void> {
		const ticket = this.pick(index);
		if (ticket === undefined) return;
		await this.person.update(ticket.id, values);
		ticket.touched = true;
		const owner = values.hubspot_owner_id ?? ticket.values.get('hubspot_owner_id') ?? '';
		for (const [property, value] of Object.entries(values)) this.change(ticket, property, value, owner || null);
	}

	private change(ticket: TicketStory, property: string, to: string, owner: string | null): void {
		const from = ticket.values.get(property) ?? '';
		if (from === to) return;
		ticket.values.set(property, to);
		ticket.journal.push({ property, from: from || null, to: to || null, owner });
	}

	async delete(index: number): Promise<void> {
		const ticket = this.pick(index);
		if (ticket === undefined) return;
		await this.person.delete(ticket.id);
		ticket.gone = 'deleted';
	}

	async merge(first: number, second: number): Promise<void> {
		const [primary, other] = [this.pick(first), this.pick(second)];
		if (primary === undefined || other === undefined || primary === other) return;
		const id = await this.person.merge(primary.id, other.id);
		expect(id !== primary.id).toBe(this.mergeIssuesNewId);
		const set = (ticket: TicketStory) => [...ticket.values].filter(([, value]) => value !== '');
		if (this.mergeIssuesNewId) {
			const values = Object.fromEntries([...set(other), ...set(primary)]);
			const successor = this.add(id, values, { touched: true, primary });
			for (const old of [primary, other]) Object.assign(old, { gone: 'merged', successor });
			return;
		}
		Object.assign(other, { gone: 'merged', successor: primary });
		const own = new Set(set(primary).map(([name]) => name));
		const taken = set(other).filter(([name]) => !own.has(name));
		const owner = primary.values.get('hubspot_owner_id') || other.values.get('hubspot_owner_id') || null;
		for (const [name, value] of taken) this.change(primary, name, value, owner);
		primary.touched = true;
	}

	async note(index: number): Promise<void> {
		const ticket = this.pick(index);
		if (ticket !== undefined) this.notes.set(await this.person.note(ticket.id, 'A note'), ticket);
	}

	/** An app makes a note; what it returns puts the note on a ticket. */
	async looseNote(index: number): Promise<() => Promise<void>> {
		const properties = { hs_timestamp: '2025-05-05T05:05:05.000Z', hs_note_body: 'By an app' };
		const { id } = await this.person.api('POST', '/crm/objects/2026-09/notes', { properties });
		return async () => {
			const ticket = this.pick(index);
			if (ticket === undefined) return;
			await this.person.api(
				'PUT',
				`/crm/objects/2026-09/notes/${String(id)}/associations/default/tickets/${ticket.id}`,
			);
			this.notes.set(String(id), ticket);
		};
	}
}

/** The ticket that stands for this one today. */
export function today(ticket: TicketStory): TicketStory {
	return ticket.successor === undefined ? ticket : today(ticket.successor);
}
