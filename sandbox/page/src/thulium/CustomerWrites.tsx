import { textIn } from '../parts/forms';
import type { ThuliumTicket } from '../states';

interface CustomerWritesProps {
	ticket: ThuliumTicket;
	busy: boolean;
	send: (body: string) => Promise<boolean>;
}

export function CustomerWrites({ ticket, busy, send }: CustomerWritesProps) {
	const submit = async (form: HTMLFormElement) => {
		if (await send(textIn(new FormData(form), 'body'))) form.reset();
	};
	return (
		<form
			class="composer"
			onSubmit={(event) => {
				event.preventDefault();
				void submit(event.currentTarget);
			}}
		>
			<input
				name="body"
				required
				autocomplete="off"
				aria-label={`Mail from the customer to ticket ${ticket.ticket_id}`}
				placeholder="As the customer…"
			/>
			<button type="submit" class="primary" disabled={busy}>
				Send
			</button>
		</form>
	);
}
