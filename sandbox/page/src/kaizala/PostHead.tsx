import type { KaizalaAction, KaizalaMessage } from '../states';
import { dayAndTime } from '../time';

export function PostHead({ post }: { post: KaizalaMessage | KaizalaAction }) {
	const { senderName, sentAt, audience } = post;
	const readers = audience.phones?.length ?? 0;
	return (
		<p class="post-head">
			<b>{senderName}</b>
			{audience.kind === 'subscribers' && <span>to {readers === 1 ? 'one subscriber' : `${readers} subscribers`}</span>}
			{audience.kind === 'allSubscribers' && <span>to all subscribers</span>}
			<time dateTime={sentAt}>{dayAndTime(sentAt)}</time>
		</p>
	);
}
