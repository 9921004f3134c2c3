import type { JsonObject } from '../../../core/types';
import { useAction } from '../live/useAction';
import { Dialog } from '../parts/Dialog';
import { textIn } from '../parts/forms';
import type { HubSpotTicket, Stage } from '../states';

interface CloseTicketProps {
	ticket: HubSpotTicket;
	stage: Stage;
	onClose: () => void;
}

/** A move to a closed stage asks for the note that a workflow may send to the customer. */
export function CloseTicket({ ticket, stage, onClose }: CloseTicketProps) {
	const { run, busy, problem } = useAction('hubspot');
	const submit = async (form: FormData) => {
		const note = textIn(form, 'note');
		const noted: JsonObject = note === '' ? {} : { closing_note: note };
		const properties = { hs_pipeline_stage: stage.id, ...noted };
		if (await run('updateTicket', { id: ticket.id, properties })) onClose();
	};
	return (
		<Dialog
			service="hubspot"
			title={`Move to “${stage.label}”`}
			confirm={`Move to ${stage.label}`}
			busy={busy}
			problem={problem}
			onSubmit={(form) => void submit(form)}
			onClose={onClose}
		>
			<p>{ticket.properties.subject}</p>
			<label class="field">
				Closing note
				<textarea
					name="note"
					rows={4}
					autofocus
					placeholder="The belt sensor was replaced; the conveyor runs again."
					defaultValue={ticket.properties.closing_note}
				/>
			</label>
			<p class="note">Optional. n8n sends it to the contact’s e-mail address through Thulium.</p>
		</Dialog>
	);
}
