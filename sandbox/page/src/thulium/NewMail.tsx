import { useState } from 'preact/hooks';
import { useAction } from '../live/useAction';
import { Dialog } from '../parts/Dialog';
import { encodeFiles, FilePicker } from '../parts/FilePicker';
import { textIn } from '../parts/forms';
import type { ThuliumState } from '../states';

/** A customer's mail, which makes a ticket. */
export function NewMail({ state, onClose }: { state: ThuliumState; onClose: () => void }) {
	const { run, busy, problem } = useAction('thulium');
	const [files, chooseFiles] = useState<File[]>([]);
	const submit = async (form: FormData) => {
		const fields = Object.fromEntries(['from', 'to', 'subject', 'body'].map((name) => [name, textIn(form, name)]));
		if (await run('raiseTicket', { ...fields, attachments: await encodeFiles(files) })) onClose();
	};
	return (
		<Dialog
			service="thulium"
			title="A customer writes"
			confirm="Send mail"
			busy={busy}
			problem={problem}
			onSubmit={(form) => void submit(form)}
			onClose={onClose}
		>
			<div class="field-pair even">
				<label class="field">
					From
					<input name="from" type="email" required autofocus autocomplete="off" placeholder="ewa.lis@example.com" />
				</label>
				<label class="field">
					To
					<select name="to">
						{state.queues.map(({ name }) => (
							<option key={name} value={name}>
								{name}
							</option>
						))}
					</select>
				</label>
			</div>
			<label class="field">
				Subject
				<input name="subject" required autocomplete="off" placeholder="Delivery is late" />
			</label>
			<label class="field">
				Text
				<textarea name="body" required rows={4} placeholder="Where is my parcel?" />
			</label>
			<div class="pick-row">
				<FilePicker files={files} choose={chooseFiles} label="Attach a file" />
			</div>
			<p class="note">Thulium makes a ticket of the mail and tells n8n at once.</p>
		</Dialog>
	);
}
