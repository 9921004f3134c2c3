import { useEffect, useState } from 'preact/hooks';
import type { WebhookAnswer } from '../../../core/types';
import { callWebhook, readWebhookSources } from '../api';
import type { WebhookSourceInfo } from '../api';
import { useTask } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { textIn } from '../parts/forms';
import { Problem } from '../parts/Problem';
import { ServiceIcon } from '../parts/ServiceIcon';

/** Calls the webhook of a trigger as the vendor would, and shows what came back. */
export function CallWebhook() {
	const { run, problem } = useTask();
	const [sources, setSources] = useState<WebhookSourceInfo[]>();
	useEffect(() => {
		void run(async () => setSources((await readWebhookSources()).sources));
	}, []);
	if (!sources) return problem === '' ? <Empty>Reading the triggers…</Empty> : <Problem text={problem} />;
	return (
		<>
			<p class="note">
				Paste the webhook address of a trigger: its Test URL while the editor listens, or its Production URL when the
				workflow is published. The call is made by the sandbox, signed as the vendor signs it.
			</p>
			{sources.map((source) => (
				<SourceForm key={source.service} source={source} />
			))}
		</>
	);
}

function SourceForm({ source }: { source: WebhookSourceInfo }) {
	const { service, trigger, events, asksForLogin, subscribed } = source;
	const { run, busy, problem } = useTask();
	const [answer, setAnswer] = useState<WebhookAnswer>();
	const [known = ''] = subscribed;
	return (
		<form
			class={`fault-form ${service}`}
			aria-label={trigger}
			onSubmit={(event) => {
				event.preventDefault();
				const form = new FormData(event.currentTarget);
				const [user, password] = [textIn(form, 'user'), textIn(form, 'password')];
				setAnswer(undefined);
				void run(async () =>
					setAnswer(
						await callWebhook({
							...{ service, event: textIn(form, 'event'), url: textIn(form, 'url') },
							...(user === '' ? {} : { user, password }),
						}),
					),
				);
			}}
		>
			<h3>
				<ServiceIcon service={service} size={20} />
				{trigger}
			</h3>
			<label class="field">
				Webhook address
				<input
					name="url"
					type="url"
					required
					autocomplete="off"
					defaultValue={known}
					placeholder="http://…/webhook/…"
				/>
			</label>
			<label class="field">
				What happened
				<select name="event">
					{Object.entries(events).map(([name, label]) => (
						<option key={name} value={name}>
							{label}
						</option>
					))}
				</select>
			</label>
			{asksForLogin && (
				<details>
					<summary>The webhook was set up by hand</summary>
					<div class="field-pair even">
						<label class="field">
							Webhook User
							<input name="user" autocomplete="off" />
						</label>
						<label class="field">
							Webhook Password
							<input name="password" type="password" autocomplete="off" />
						</label>
					</div>
				</details>
			)}
			<button type="submit" class="primary" disabled={busy}>
				{busy ? 'Calling…' : 'Call'}
			</button>
			<Problem text={problem} />
			<div role="status">{answer && <Answer answer={answer} />}</div>
		</form>
	);
}

function Answer({ answer: { status, statusText, body, durationMs, sent, proof, url } }: { answer: WebhookAnswer }) {
	return (
		<div class="webhook-answer">
			<p>
				<b class={status >= 200 && status < 300 ? 'code good' : 'code bad'}>
					{status === 0 ? `No answer: ${statusText}` : `${status} ${statusText}`}
				</b>{' '}
				after {durationMs} ms
			</p>
			<p class="note">Proof of where it comes from: {proof}.</p>
			<h4>Answer</h4>
			{body === '' ? <p class="none">No body</p> : <pre tabIndex={0}>{body}</pre>}
			<details>
				<summary>What was sent</summary>
				<pre tabIndex={0}>
					{`POST ${url}\n${Object.entries(sent.headers)
						.map(([name, value]) => `${name}: ${value}`)
						.join('\n')}\n\n${sent.body}`}
				</pre>
			</details>
		</div>
	);
}
