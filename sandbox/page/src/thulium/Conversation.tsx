import { useEffect, useRef } from 'preact/hooks';
import type { ThuliumState, ThuliumTicket } from '../states';
import { Message } from './Message';

interface ConversationProps {
	ticket: ThuliumTicket;
	state: ThuliumState;
	zone: string;
}

export function Conversation({ ticket, state, zone }: ConversationProps) {
	const list = useRef<HTMLDivElement>(null);
	const messages = ticket.messages.toSorted((a, b) => a.message_id - b.message_id);
	const newest = messages.at(-1)?.message_id;
	useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [ticket.ticket_id, newest]);
	return (
		<div class="conversation" ref={list} tabIndex={0} role="log" aria-label={`Messages of ticket ${ticket.ticket_id}`}>
			{messages.map((message) => (
				<Message key={message.message_id} message={message} from={ticket.from} state={state} zone={zone} />
			))}
		</div>
	);
}
