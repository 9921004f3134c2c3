import { useEffect, useRef } from 'preact/hooks';
import type { Action } from '../live/useAction';
import { Empty } from '../parts/Empty';
import type { Pointer } from '../parts/pointer';
import type { KaizalaGroup, KaizalaPackage, KaizalaPerson } from '../states';
import { CardPost } from './CardPost';
import { PostHead } from './PostHead';
import type { Post } from './posts';

interface ChatProps {
	posts: Post[];
	packages: Record<string, KaizalaPackage>;
	group: KaizalaGroup;
	viewer: KaizalaPerson;
	language: string;
	action: Action;
	pointer?: Pointer;
}

export function Chat({ posts, packages, group, viewer, language, action, pointer }: ChatProps) {
	const list = useRef<HTMLDivElement>(null);
	const newest = posts.at(-1)?.post.referenceId;
	useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [newest]);
	return (
		<div class="chat" ref={list} tabIndex={0} role="log" aria-label="Messages and cards">
			{posts.length === 0 && <Empty>No card yet: raise a ticket and n8n will send one.</Empty>}
			{posts.map((each) =>
				each.kind === 'card' ? (
					<CardPost
						key={each.post.referenceId}
						card={each.post}
						files={packages[each.post.id ?? '']}
						group={group}
						viewer={viewer}
						language={language}
						action={action}
						pointer={pointer}
					/>
				) : (
					<article key={each.post.referenceId} class={each.post.sender === viewer.mobileNumber ? 'post own' : 'post'}>
						<PostHead post={each.post} />
						<p class="bubble">{each.post.text}</p>
					</article>
				),
			)}
		</div>
	);
}
