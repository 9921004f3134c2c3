import type { ThuliumMessage, ThuliumState } from '../states';
import { authorOf } from './authors';
import { explained } from './statuses';
import { Attachments } from '../parts/Attachments';
import { plainText } from '../parts/plainText';
import { dayAndTime, instantOf } from '../time';

interface MessageProps {
	message: ThuliumMessage;
	/** The customer's address. */
	from: string;
	state: ThuliumState;
	/** Of this system's clock: its timestamps name none. */
	zone: string;
}

export function Message({ message, from, state, zone }: MessageProps) {
	const { type, body, comment, system_comment: change, attachments } = message;
	const sent = type === 'REPLY';
	const said = plainText(body);
	const inner = plainText(comment);
	return (
		<>
			{(said !== '' || attachments.length > 0) && (
				<article class={sent ? 'mail own' : 'mail'}>
					<p class="mail-head">
						<b>{sent ? authorOf(message, state) : from || 'Customer'}</b>
						<time>{dayAndTime(instantOf(message.created_at, zone))}</time>
					</p>
					{said !== '' && <p class="bubble">{said}</p>}
					<Attachments
						service="thulium"
						files={attachments.map((token) => {
							const file = state.files.find((each) => each.token === token);
							return { id: token, name: file?.filename ?? token, size: file?.size };
						})}
					/>
				</article>
			)}
			{inner !== '' && (
				<p class="remark">
					<b>Internal note</b> {inner}
				</p>
			)}
			{change !== '' && <p class="change">{explained(change)}</p>}
		</>
	);
}
