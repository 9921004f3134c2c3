import type { JsonObject } from '../../../core/types';
import type { Action } from '../live/useAction';
import type { KaizalaAction, KaizalaPerson } from '../states';
import { answersIn, isAnswerable } from './answers';
import { QuestionField } from './QuestionField';

interface AnswerProps {
	card: KaizalaAction;
	viewer: KaizalaPerson;
	action: Action;
}

/** Whatever the package lets its reader answer: buttons for one choice, a small form for more. */
export function Answer({ card, viewer, action }: AnswerProps) {
	const answer = (input: JsonObject) =>
		void action.run('answerCard', {
			groupId: card.groupId,
			phone: viewer.mobileNumber,
			actionId: card.actionId,
			...input,
		});

	const { assignedTo } = card.actionBody;
	if (card.actionType === 'Job') {
		if (!Array.isArray(assignedTo) || !assignedTo.includes(viewer.mobileNumber)) return null;
		const done = card.responses.some((each) => each.assignee === viewer.mobileNumber && each.isCompleted === true);
		return (
			<div class="answer">
				<button type="button" disabled={action.busy} onClick={() => answer({ isCompleted: !done })}>
					{done ? 'Reopen' : 'Mark as done'}
				</button>
			</div>
		);
	}

	const questions = card.questions.filter(({ isInvisible }) => isInvisible !== true);
	const [question, ...more] = questions;
	if (!question) return null;
	if (!questions.every(isAnswerable))
		return <p class="note">This card asks for a file or a place, which this page cannot send.</p>;
	const own = card.responses.find(({ responder }) => responder === viewer.mobileNumber);
	if (question.type === 'SingleOption' && more.length === 0) {
		return (
			<div class="answer" role="group" aria-label={question.title}>
				<p>{question.title}</p>
				{question.options?.map(({ title }) => (
					<button
						key={title}
						type="button"
						aria-pressed={own?.answers[0] === title}
						disabled={action.busy}
						onClick={() => answer({ answers: [title] })}
					>
						{title}
					</button>
				))}
			</div>
		);
	}
	return (
		<form
			class="answer"
			onSubmit={(event) => {
				event.preventDefault();
				answer({ answers: answersIn(new FormData(event.currentTarget), questions) });
			}}
		>
			{questions.map((each, index) => (
				<QuestionField key={each.title} question={each} name={String(index)} />
			))}
			<button type="submit" disabled={action.busy}>
				{own ? 'Answer again' : 'Send answer'}
			</button>
		</form>
	);
}
