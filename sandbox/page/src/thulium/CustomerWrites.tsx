import { useState } from 'preact/hooks';
import type { Action } from '../live/useAction';
import { encodeFiles, FilePicker } from '../parts/FilePicker';
import { textIn } from '../parts/forms';
import type { ThuliumTicket } from '../states';

export function CustomerWrites({ ticket, action }: { ticket: ThuliumTicket; action: Action }) {
	const [files, chooseFiles] = useState<File[]>([]);
	const submit = async (form: HTMLFormElement) => {
		const body = textIn(new FormData(form), 'body');
		const attachments = await encodeFiles(files);
		if (!(await action.run('customerWrites', { ticket_id: ticket.ticket_id, body, attachments }))) return;
		form.reset();
		chooseFiles([]);
	};
	return (
		<form
			class="composer"
			onSubmit={(event) => {
				event.preventDefault();
				void submit(event.currentTarget);
			}}
		>
			<FilePicker files={files} choose={chooseFiles} label="Attach a file" />
			<input
				name="body"
				required
				autocomplete="off"
				aria-label={`Mail from the customer to ticket ${ticket.ticket_id}`}
				placeholder="As customer…"
			/>
			<button type="submit" class="primary" disabled={action.busy}>
				Send
			</button>
		</form>
	);
}
