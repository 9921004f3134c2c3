import { useEffect, useRef } from 'preact/hooks';
import { defaultCard, renderCard } from '../../../kaizala/card';
import type { RenderedNode } from '../../../kaizala/card';
import type { Action } from '../live/useAction';
import { flash, isPointedAt, useSpotlight } from '../parts/pointer';
import type { Pointer } from '../parts/pointer';
import type { KaizalaAction, KaizalaPackage, KaizalaPerson } from '../states';
import { clockTime } from '../time';
import { Answer } from './Answer';
import { BuiltInCard } from './BuiltInCard';
import { CardView } from './CardView';
import { PostHead } from './PostHead';
import { Properties } from './Properties';
import { Responses } from './Responses';

interface CardPostProps {
	card: KaizalaAction;
	/** The action package, when the card is of one. */
	files?: KaizalaPackage;
	viewer: KaizalaPerson;
	action: Action;
	pointer?: Pointer;
}

export function CardPost({ card, files, viewer, action, pointer }: CardPostProps) {
	const ref = useRef<HTMLElement>(null);
	const firstVersion = useRef(card.version);
	useSpotlight(ref, pointer, isPointedAt(pointer, 'kaizala', card.actionId));
	useEffect(() => {
		if (card.version === firstVersion.current || !ref.current) return undefined;
		return flash(ref.current);
	}, [card.version]);

	const drawn = files && draw(card, files, viewer);
	return (
		<article class="post" ref={ref} data-card={card.actionId}>
			<PostHead post={card} />
			<div class="card">
				{drawn ? (
					<div class="sheet">
						<CardView node={drawn} />
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

function draw(card: KaizalaAction, files: KaizalaPackage, viewer: KaizalaPerson): RenderedNode {
	const { title, properties, questions, responses, expiresAt } = card;
	const own = responses.find(({ responder }) => responder === viewer.mobileNumber);
	return renderCard(
		files.card ?? defaultCard(title),
		{ title, properties, questions, ...(expiresAt === null ? {} : { expiry: expiresAt }) },
		{
			...(own ? { myLatestResponse: { sendTime: own.sentAt } } : {}),
			summary: { totalResponseCount: responses.length },
		},
	);
}

const unresolvedIn = (node: RenderedNode): string[] => [
	...new Set([...node.unresolved, ...node.children.flatMap(unresolvedIn)]),
];
