import type { Json } from '../../../core/types';
import type { KaizalaAction } from '../states';
import { dayAndTime } from '../time';

const TEXTS = ['message', 'description', 'agenda', 'caption'];

/** Announcement, job, survey and the like, which have no package: their text, plainly. */
export function BuiltInCard({ card }: { card: KaizalaAction }) {
	const { actionType, title, actionBody, expiresAt } = card;
	const texts = TEXTS.flatMap((name) => textsIn(actionBody[name])).filter((text) => text !== title);
	return (
		<div class="built-in">
			<p class="kind">{actionType ?? card.id}</p>
			{title !== '' && <h3>{title}</h3>}
			{texts.map((text) => (
				<p key={text}>{text}</p>
			))}
			{expiresAt !== null && <p class="until">until {dayAndTime(expiresAt)}</p>}
		</div>
	);
}

const textsIn = (value: Json | undefined) => (typeof value === 'string' && value !== '' ? [value] : []);
