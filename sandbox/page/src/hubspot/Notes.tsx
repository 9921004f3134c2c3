import { useAction } from '../live/useAction';
import { Attachments } from '../parts/Attachments';
import { textIn } from '../parts/forms';
import { plainText } from '../parts/plainText';
import { Problem } from '../parts/Problem';
import type { HubSpotFile, HubSpotRecord, HubSpotTicket } from '../states';
import { dayAndTime } from '../time';

interface NotesProps {
	ticket: HubSpotTicket;
	notes: HubSpotRecord[];
	files: HubSpotFile[];
}

export function Notes({ ticket, notes, files }: NotesProps) {
	const { run, busy, problem, dismiss } = useAction('hubspot');
	const submit = async (form: HTMLFormElement) => {
		const body = textIn(new FormData(form), 'note');
		if (await run('writeNote', { ticketId: ticket.id, body })) form.reset();
	};
	const attached = ({ properties }: HubSpotRecord) =>
		(properties.hs_attachment_ids ?? '')
			.split(';')
			.flatMap((id) => files.filter((file) => file.id === id))
			.map(({ id, name, extension, size }) => ({ id, name: `${name}.${extension}`, size }));
	return (
		<section aria-labelledby="notes-title">
			<h3 id="notes-title">Notes</h3>
			<form
				class="composer"
				onSubmit={(event) => {
					event.preventDefault();
					void submit(event.currentTarget);
				}}
			>
				<input
					name="note"
					required
					autocomplete="off"
					aria-label="New note"
					placeholder="Called back, waits for a part"
				/>
				<button type="submit" class="primary" disabled={busy}>
					Add note
				</button>
			</form>
			<Problem text={problem} dismiss={dismiss} />
			<ul class="notes" aria-label="Notes">
				{notes.map((note) => (
					<li key={note.id}>
						<time dateTime={note.properties.hs_timestamp}>{dayAndTime(note.properties.hs_timestamp ?? '')}</time>
						<p>{plainText(note.properties.hs_note_body ?? '')}</p>
						<Attachments service="hubspot" files={attached(note)} />
					</li>
				))}
			</ul>
			{notes.length === 0 && <p class="none">No note yet</p>}
		</section>
	);
}
