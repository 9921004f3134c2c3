import type { HubSpotRecord, HubSpotState, HubSpotTicket } from '../states';

export interface LinkedRecord {
	id: string;
	kind: string;
	name: string;
}

/** The people and companies that a ticket is about. */
export function linkedRecords({ associations }: HubSpotTicket, { contacts, companies }: HubSpotState): LinkedRecord[] {
	const linked = (
		kind: string,
		to: string,
		records: HubSpotRecord[],
		name: (of: HubSpotRecord['properties']) => string,
	) =>
		associations
			.filter((each) => each.to === to)
			.map(({ id }) => ({ id, kind, name: name(records.find((record) => record.id === id)?.properties ?? {}) }));
	return [
		...linked('Contact', 'contacts', contacts, ({ firstname = '', lastname = '', email = '' }) =>
			`${firstname} ${lastname} ${email}`.trim(),
		),
		...linked('Company', 'companies', companies, ({ name = '' }) => name),
	];
}

/** The newest first. */
export function notesOf({ associations }: HubSpotTicket, { notes }: HubSpotState): HubSpotRecord[] {
	const ids = new Set(associations.filter(({ to }) => to === 'notes').map(({ id }) => id));
	const time = ({ properties }: HubSpotRecord) => Date.parse(properties.hs_timestamp ?? '');
	return notes.filter(({ id, archived }) => ids.has(id) && !archived).sort((a, b) => time(b) - time(a));
}
