import { useState } from 'preact/hooks';
import type { Fault, ServiceName } from '../../../core/types';
import { SERVICE_NAMES } from '../../../core/types';
import { armFault } from '../api';
import { useTask } from '../live/useAction';
import { textIn } from '../parts/forms';
import { NAMES } from '../parts/icons';
import { Problem } from '../parts/Problem';
import { FAULT_CHOICES } from './faultKinds';
import type { FaultChoice } from './faultKinds';
import { pathPattern } from './faultWords';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

export function FaultForm() {
	const { run, busy, problem } = useTask();
	const [name, chooseFaultChoice] = useState('429');
	const [always, setAlways] = useState(false);
	const choice = FAULT_CHOICES.find((each) => each.name === name);
	if (!choice) return null;
	return (
		<form
			class="fault-form"
			onSubmit={(event) => {
				event.preventDefault();
				const fault = faultOf(choice, new FormData(event.currentTarget));
				void run(() => armFault(fault));
			}}
		>
			<h3>Make the next calls fail</h3>
			<label class="field">
				Which system
				<select name="service">
					<option value="">Every system</option>
					{SERVICE_NAMES.map((service) => (
						<option key={service} value={service}>
							{NAMES[service]}
						</option>
					))}
				</select>
			</label>
			<label class="field">
				What it does
				<select
					value={name}
					onChange={({ currentTarget }) => chooseFaultChoice(currentTarget.value)}
					aria-describedby="choice-note"
				>
					{FAULT_CHOICES.map((each) => (
						<option key={each.name} value={each.name}>
							It {each.text}
						</option>
					))}
				</select>
			</label>
			<p class="note" id="choice-note">
				{choice.note}
			</p>
			{choice.retryAfter && (
				<label class="field short">
					Come back in (seconds)
					<input name="retryAfter" type="number" min="0" max="3600" defaultValue="2" placeholder="say nothing" />
				</label>
			)}
			{choice.delay && (
				<label class="field short">
					Slower by (seconds)
					<input name="delay" type="number" min="0.1" max="600" step="0.1" defaultValue="5" required />
				</label>
			)}
			<fieldset class="often">
				<legend>For how many calls</legend>
				<label>
					<input type="radio" name="often" checked={!always} onChange={() => setAlways(false)} /> the next
				</label>
				<input
					name="times"
					type="number"
					min="1"
					max="10000"
					defaultValue="3"
					required
					disabled={always}
					aria-label="Number of calls"
				/>
				<label>
					<input type="radio" name="often" value="always" checked={always} onChange={() => setAlways(true)} /> all,
					until it is taken back
				</label>
			</fieldset>
			<details>
				<summary>Only some calls</summary>
				<div class="field-pair">
					<label class="field">
						Method
						<select name="method">
							<option value="">Any</option>
							{METHODS.map((method) => (
								<option key={method} value={method}>
									{method}
								</option>
							))}
						</select>
					</label>
					<label class="field">
						Path contains
						<input name="path" autocomplete="off" placeholder="/tickets/search" />
					</label>
				</div>
			</details>
			<Problem text={problem} />
			<button type="submit" class="primary" disabled={busy}>
				Switch on
			</button>
		</form>
	);
}

function faultOf({ kind, status }: FaultChoice, form: FormData): Fault {
	const service = SERVICE_NAMES.find((name): name is ServiceName => name === textIn(form, 'service'));
	const [retryAfter, delay, method, path] = ['retryAfter', 'delay', 'method', 'path'].map((name) => textIn(form, name));
	return {
		kind,
		times: textIn(form, 'often') === 'always' ? -1 : Number(textIn(form, 'times')),
		...(status === undefined ? {} : { status }),
		...(service === undefined ? {} : { service }),
		...(retryAfter ? { headers: { 'retry-after': retryAfter } } : {}),
		...(delay ? { delayMs: Math.round(Number(delay) * 1000) } : {}),
		...(method ? { method } : {}),
		...(path ? { path: pathPattern(path) } : {}),
	};
}
