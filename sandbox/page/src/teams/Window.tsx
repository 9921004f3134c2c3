import { useEffect, useRef, useState } from 'preact/hooks';
import { useAction } from '../live/useAction';
import { Empty } from '../parts/Empty';
import { Panel } from '../parts/Panel';
import { flash, isPointedAt, useSpotlight } from '../parts/pointer';
import type { Pointer } from '../parts/pointer';
import { plainText } from '../parts/plainText';
import type { TeamsMessage, TeamsState } from '../states';
import { dayAndTime } from '../time';
import { AdaptiveCard } from './AdaptiveCard';

const SHOWN_MESSAGES = 40;

interface PostProps {
	message: TeamsMessage;
	state: TeamsState;
	pointer?: Pointer;
}

function Post({ message, state, pointer }: PostProps) {
	const ref = useRef<HTMLElement>(null);
	const { id, from, body, cards, createdAt, editedAt, changes } = message;
	useSpotlight(ref, pointer, isPointedAt(pointer, 'teams', id));
	useEffect(() => (changes > 0 && ref.current ? flash(ref.current) : undefined), [changes]);
	const sender = state.people.find((person) => person.id === from)?.displayName ?? from;
	const text = plainText(body.content);
	return (
		<article class="post" ref={ref} data-message={id}>
			<p class="post-head">
				<b>{sender}</b>
				{editedAt !== null && (
					<span title={`Changed ${changes} times, last ${editedAt}`} class="edited">
						Edited
					</span>
				)}
				<time dateTime={createdAt}>{dayAndTime(createdAt)}</time>
			</p>
			{text !== '' && <p class="bubble">{text}</p>}
			{cards.map((content, index) => (
				<AdaptiveCard key={index} content={content} />
			))}
		</article>
	);
}

const newestIn = (state: TeamsState): string | undefined => state.messages.at(-1)?.conversationId;

/** The chats and channels of Teams, as a member of them all sees them. */
export function Window({ state, pointer }: { state?: TeamsState; pointer?: Pointer }) {
	const action = useAction('teams');
	const [chosen, choose] = useState<string>();
	const list = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const message = state?.messages.find(({ id }) => isPointedAt(pointer, 'teams', id));
		if (message) choose(message.conversationId);
	}, [pointer]);
	const conversationId = state && (chosen ?? newestIn(state) ?? state.conversations[0]?.id);
	const shown = state?.messages.filter((each) => each.conversationId === conversationId).slice(-SHOWN_MESSAGES) ?? [];
	const newest = shown.at(-1)?.id;
	useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [newest]);
	return (
		<Panel service="teams" title="Microsoft Teams" hint="Cards in chats and channels" action={action}>
			{state ? (
				<>
					<div class="bar">
						<label>
							Conversation
							<select value={conversationId} onChange={(event) => choose(event.currentTarget.value)}>
								{state.conversations.map(({ id, name, teamId }) => (
									<option key={id} value={id}>
										{teamId === null ? name : `${state.team.displayName} › ${name}`}
									</option>
								))}
							</select>
						</label>
					</div>
					<div class="chat" ref={list} tabIndex={0} role="log" aria-label="Cards and messages in Teams">
						{shown.length === 0 && <Empty>No card yet: raise a ticket and n8n will send one.</Empty>}
						{shown.map((message) => (
							<Post key={message.id} message={message} state={state} pointer={pointer} />
						))}
					</div>
				</>
			) : (
				<Empty>Loading the chat…</Empty>
			)}
		</Panel>
	);
}
