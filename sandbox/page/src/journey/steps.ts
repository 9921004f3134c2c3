import type { ServiceName } from '../../../core/types';
import { stateOf } from '../jtel/events';
import { notesOf } from '../hubspot/linked';
import { plainText } from '../parts/plainText';
import type { HubSpotTicket, States, ThuliumMessage } from '../states';
import { authorOf } from '../thulium/authors';
import { instantOf } from '../time';

/** Something that happened to a ticket, in one of the systems. */
export interface JourneyStep {
	service: ServiceName;
	/** Of the record in that system. */
	id: string;
	/** Epoch milliseconds. */
	at: number;
	/** Thulium knows no seconds. */
	toTheMinute?: boolean;
	words: string;
	/** What was said. */
	detail?: string;
}

interface Given {
	ticket: HubSpotTicket;
	states: Partial<States>;
	zones: { jtel: string; thulium: string };
}

const LAST_OF_A_MINUTE = 59_999;

/** Where a ticket has been, in the order of time; which records are its own say the ids that the workflows keep on it. */
export function stepsOf(given: Given): JourneyStep[] {
	const order = ({ at, toTheMinute }: JourneyStep) => (toTheMinute === true ? at + LAST_OF_A_MINUTE : at);
	return [...inHubSpot(given), ...inKaizala(given), ...inTeams(given), ...inJtel(given), ...inThulium(given)]
		.filter(({ at }) => Number.isFinite(at))
		.sort((a, b) => order(a) - order(b));
}

function inHubSpot({ ticket, states: { hubspot } }: Given): JourneyStep[] {
	const { id, properties } = ticket;
	const step = (at: string | undefined, words: string, detail?: string): JourneyStep => ({
		...{ service: 'hubspot', id, at: Date.parse(at ?? ''), words, detail },
	});
	const notes = hubspot ? notesOf(ticket, hubspot) : [];
	return [
		step(properties.createdate, 'Ticket raised', properties.subject),
		...notes.map((note) =>
			step(note.properties.hs_timestamp, 'Note written', plainText(note.properties.hs_note_body ?? '')),
		),
		...(properties.hs_is_closed === 'true'
			? [step(properties.closed_date, 'Ticket closed', properties.closing_note)]
			: []),
	];
}

function inKaizala({ ticket, states: { kaizala } }: Given): JourneyStep[] {
	const own = kaizala?.actions.filter(
		({ actionId, properties }) =>
			actionId === ticket.properties.kaizala_action_id || Object.values(properties).includes(ticket.id),
	);
	return (own ?? []).flatMap((card): JourneyStep[] => {
		const group = kaizala?.groups.find(({ groupId }) => groupId === card.groupId)?.groupName;
		const step = (at: string, words: string): JourneyStep => ({
			...{ service: 'kaizala', id: card.actionId, at: Date.parse(at), words },
		});
		return [
			step(card.sentAt, `Card sent to ${group ?? 'a group'}`),
			...card.responses.map(({ sentAt, responderName }) =>
				step(sentAt, `Card answered by ${responderName ?? 'somebody'}`),
			),
			...(card.version > 1 ? [step(card.updatedAt, 'Card changed in place')] : []),
		];
	});
}

function inTeams({ ticket, states: { teams } }: Given): JourneyStep[] {
	const own = teams?.messages.filter(
		({ id, cards }) => id === ticket.properties.teams_message_id || cards.some((card) => card.includes(ticket.id)),
	);
	return (own ?? []).flatMap(({ id, conversationId, createdAt, editedAt }): JourneyStep[] => {
		const where = teams?.conversations.find((each) => each.id === conversationId)?.name;
		const step = (at: string, words: string): JourneyStep => ({ service: 'teams', id, at: Date.parse(at), words });
		return [
			step(createdAt, `Card sent to ${where ?? 'a chat'}`),
			...(editedAt === null ? [] : [step(editedAt, 'Card changed in place')]),
		];
	});
}

function inJtel({ ticket, states: { jtel }, zones }: Given): JourneyStep[] {
	const own = jtel?.events.filter(
		({ ID, UserData }) => String(ID) === ticket.properties.jtel_event_id || UserData === ticket.id,
	);
	return (own ?? []).flatMap((event): JourneyStep[] => {
		const group = jtel?.groups.find(({ ID }) => ID === event.AcdGroupsID)?.Name;
		const agent = jtel?.users.find(({ ID }) => ID === event.UsersID);
		const by = agent === undefined ? '' : ` by ${agent.FirstName} ${agent.Name}`;
		const step = (at: string, words: string): JourneyStep => ({
			...{ service: 'jtel', id: String(event.ID), at: instantOf(at, zones.jtel), words },
		});
		const state = stateOf(event);
		return [
			step(event.dtCreated, `Event for ${group ?? 'the agents'}`),
			...(state === 'waiting' ? [] : [step(event.dtModified, `Event ${state}${by}`)]),
		];
	});
}

function inThulium({ ticket, states: { thulium }, zones }: Given): JourneyStep[] {
	const own = thulium?.tickets.find(({ ticket_id }) => String(ticket_id) === ticket.properties.thulium_ticket_id);
	if (own === undefined || thulium === undefined) return [];
	const wordsFor = (message: ThuliumMessage, comment: string): string => {
		if (message.type === 'REPLY') return `Reply to the customer, from ${authorOf(message, thulium)}`;
		return comment === '' ? 'Mail from the customer' : 'Internal note';
	};
	return own.messages.flatMap((message): JourneyStep[] => {
		const comment = plainText(message.comment);
		const detail = plainText(message.body) || comment;
		if (detail === '' && message.attachments.length === 0) return [];
		return [
			{
				...{ service: 'thulium', id: String(own.ticket_id), at: instantOf(message.created_at, zones.thulium) },
				...{ toTheMinute: true, words: wordsFor(message, comment), detail },
			},
		];
	});
}
