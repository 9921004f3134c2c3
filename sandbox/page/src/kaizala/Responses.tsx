import type { Json } from '../../../core/types';
import type { KaizalaAction, KaizalaResponse } from '../states';
import { clockTime } from '../time';

export function Responses({ card }: { card: KaizalaAction }) {
	if (card.responses.length === 0) return null;
	return (
		<ul class="responses" aria-label="Answers">
			{card.responses.map((response) => (
				<li key={response.responseId}>
					<b>{nameOf(response)}</b> {answerText(response)} <time>{clockTime(response.sentAt)}</time>
				</li>
			))}
		</ul>
	);
}

const nameOf = ({ responderName, assigneeName }: KaizalaResponse) => assigneeName ?? (responderName || 'Anonymous');

function answerText({ isCompleted, answers }: KaizalaResponse): string {
	if (typeof isCompleted === 'boolean') return isCompleted ? 'completed it' : 'reopened it';
	return answers.map(shown).join(' · ');
}

const shown = (answer: Json): string =>
	typeof answer === 'string' ? answer : Array.isArray(answer) ? answer.map(shown).join(', ') : JSON.stringify(answer);
