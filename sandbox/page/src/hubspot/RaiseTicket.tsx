import { useAction } from '../live/useAction';
import { Dialog } from '../parts/Dialog';
import { textIn } from '../parts/forms';
import type { Pipeline } from '../states';
import { PRIORITIES, priorityLabel } from './tickets';

/** What the form calls a field, and what the action calls it. */
const OPTIONAL = ['content', 'priority', 'contactEmail'];

export function RaiseTicket({ pipeline, onClose }: { pipeline?: Pipeline; onClose: () => void }) {
	const { run, busy, problem } = useAction('hubspot');
	const submit = async (form: FormData) => {
		const given = OPTIONAL.flatMap((name) => {
			const value = textIn(form, name);
			return value === '' ? [] : [[name, value]];
		});
		const place = pipeline === undefined ? {} : { pipeline: pipeline.id };
		const input = { subject: textIn(form, 'subject'), ...place, ...Object.fromEntries(given) };
		if (await run('raiseTicket', input)) onClose();
	};
	return (
		<Dialog
			service="hubspot"
			title="Raise a ticket"
			confirm="Raise ticket"
			busy={busy}
			problem={problem}
			onSubmit={(form) => void submit(form)}
			onClose={onClose}
		>
			<label class="field">
				Subject
				<input name="subject" required autofocus autocomplete="off" placeholder="Conveyor 4 stands still" />
			</label>
			<label class="field">
				Description
				<textarea name="content" rows={3} placeholder="It stopped at 06:40 and shows error E42." />
			</label>
			<div class="field-pair">
				<label class="field">
					Priority
					<select name="priority">
						<option value="">None</option>
						{PRIORITIES.map((priority) => (
							<option key={priority} value={priority}>
								{priorityLabel(priority)}
							</option>
						))}
					</select>
				</label>
				<label class="field">
					Contact’s e-mail
					<input name="contactEmail" type="email" autocomplete="off" placeholder="marta@harbour-pumps.example" />
				</label>
			</div>
			<p class="note">
				n8n sees it at its next poll and passes it on to Kaizala and jtel. A closing note goes to Thulium.
			</p>
		</Dialog>
	);
}
