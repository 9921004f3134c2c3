import { useAction } from '../live/useAction';
import { Dialog } from '../parts/Dialog';
import { textIn } from '../parts/forms';
import type { JtelState } from '../states';
import { typeLabel } from './events';

/** Types whose sender is a telephone number, and whose receiver one of the account's own. */
const TELEPHONE_TYPES = [1, 3];

/** What calls, mails and people put into the queue without n8n. */
export function NewEvent({ state, onClose }: { state: JtelState; onClose: () => void }) {
	const { run, busy, problem } = useAction('jtel');
	const submit = async (form: FormData) => {
		const type = Number(textIn(form, 'type'));
		const receiver = textIn(form, 'receiver');
		const input = {
			AcdEventTypesID: type,
			AcdGroupsID: Number(textIn(form, 'group')),
			Sender: textIn(form, 'sender'),
			Subject: textIn(form, 'subject'),
			...(TELEPHONE_TYPES.includes(type) && receiver !== '' ? { Receiver: receiver } : {}),
		};
		if (await run('createEvent', input)) onClose();
	};
	return (
		<Dialog
			service="jtel"
			title="Put an event into the queue"
			confirm="Add event"
			busy={busy}
			problem={problem}
			onSubmit={(form) => void submit(form)}
			onClose={onClose}
		>
			<div class="field-pair even">
				<label class="field">
					Type
					<select name="type" autofocus>
						{state.eventTypes.map(({ ID, ShortText }) => (
							<option key={ID} value={ID}>
								{typeLabel(ShortText)}
							</option>
						))}
					</select>
				</label>
				<label class="field">
					Group
					<select name="group">
						{state.groups.map(({ ID, Name }) => (
							<option key={ID} value={ID}>
								{Name}
							</option>
						))}
					</select>
				</label>
			</div>
			<div class="field-pair even">
				<label class="field">
					From
					<input name="sender" required autocomplete="off" placeholder="491715550123" />
				</label>
				<label class="field">
					Called number
					<select name="receiver">
						<option value="">None</option>
						{state.serviceNumbers.map(({ Name }) => (
							<option key={Name} value={Name}>
								{Name}
							</option>
						))}
					</select>
				</label>
			</div>
			<label class="field">
				Subject
				<input name="subject" required autocomplete="off" placeholder="Missed call: please call back" />
			</label>
			<p class="note">
				Voice mails and callbacks come from a telephone number: digits only, with the country code and without a plus.
			</p>
		</Dialog>
	);
}
