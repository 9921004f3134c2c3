import { useEffect, useRef } from 'preact/hooks';
import { defaultCard, inLanguage, renderCard } from '../../../kaizala/card';
import type { RenderedNode } from '../../../kaizala/card';
import type { Action } from '../live/useAction';
import { flash, isPointedAt, useSpotlight } from '../parts/pointer';
import type { Pointer } from '../parts/pointer';
import type { KaizalaAction, KaizalaGroup, KaizalaPackage, KaizalaPerson } from '../states';
import { clockTime, dayAndTime } from '../time';
import { Answer } from './Answer';
import { BuiltInCard } from './BuiltInCard';
import { CardView } from './CardView';
import { PostHead } from './PostHead';
import { peopleOf } from './posts';
import { Properties } from './Properties';
import { Responses } from './Responses';

interface CardPostProps {
	card: KaizalaAction;
	/** The action package, when the card is of one. */
	files?: KaizalaPackage;
	group: KaizalaGroup;
	viewer: KaizalaPerson;
	/** Of the phone. */
	language: string;
	action: Action;
	pointer?: Pointer;
}

export function CardPost({ card, files, group, viewer, language, action, pointer }: CardPostProps) {
	const ref = useRef<HTMLElement>(null);
	const firstVersion = useRef(card.version);
	useSpotlight(ref, pointer, isPointedAt(pointer, 'kaizala', card.actionId));
	useEffect(() => {
		if (card.version === firstVersion.current || !ref.current) return undefined;
		return flash(ref.current);
	}, [card.version]);

	const drawn = files && draw({ card, files, group, viewer, language });
	return (
		<article class="post" ref={ref} data-card={card.actionId}>
			<PostHead post={card} />
			<div class="card">
				{drawn ? (
					<div class="sheet">
						<CardView node={drawn} images={files?.images} />
					</div>
				) : (
					<BuiltInCard card={card} />
				)}
				<Answer card={card} viewer={viewer} action={action} />
			</div>
			{card.version > 1 && (
				<p class="changed" title={`Version ${card.version}`}>
					Changed in place · {clockTime(card.updatedAt)}
				</p>
			)}
			<Responses card={card} />
			{drawn && <Properties properties={card.properties} unresolved={unresolvedIn(drawn)} />}
		</article>
	);
}

interface Drawing {
	card: KaizalaAction;
	files: KaizalaPackage;
	group: KaizalaGroup;
	viewer: KaizalaPerson;
	language: string;
}

/** The card as this person sees it on a phone in this language. */
function draw({ card, files, group, viewer, language }: Drawing): RenderedNode {
	const { properties, questions, responses, expiresAt, sentAt, sender, senderName } = card;
	const own = responses.find(({ responder }) => responder === viewer.mobileNumber);
	const people = peopleOf(group);
	const view = files.card ?? defaultCard(card.title);
	const local = files.strings === undefined ? undefined : inLanguage(view, files.strings, language);
	const title = local?.text(card.title) ?? card.title;
	const answers = own?.answers.map((answer, index) => [String(index), answer]) ?? [];
	return renderCard(
		local?.card ?? view,
		{ title, properties, questions, ...(expiresAt === null ? {} : { expiry: dayAndTime(expiresAt) }) },
		{
			...(own
				? { myLatestResponse: { sendTime: dayAndTime(own.sentAt), questionToAnswerMap: Object.fromEntries(answers) } }
				: {}),
			summary: {
				totalResponseCount: responses.length,
				totalParticipantsCount: people.length,
				targetResponderCount: people.length,
			},
			me: viewer.id,
			people: new Map(people.map(({ id, name }) => [id, name])),
			local: { creator: people.find(({ mobileNumber }) => mobileNumber === sender)?.id },
			entities: {
				message: {
					conversationName: group.groupName,
					creationTime: dayAndTime(sentAt),
					...{ SenderName: senderName, SenderId: sender, Title: title },
				},
			},
		},
	);
}

const unresolvedIn = (node: RenderedNode): string[] => [
	...new Set([...node.unresolved, ...node.children.flatMap(unresolvedIn)]),
];
