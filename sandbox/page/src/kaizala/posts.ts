import type { KaizalaAction, KaizalaGroup, KaizalaMessage, KaizalaPerson, KaizalaState } from '../states';

export type Post = { kind: 'message'; post: KaizalaMessage } | { kind: 'card'; post: KaizalaAction };

/** Newest that are drawn. */
const SHOWN_POSTS = 40;

export function postsOf(state: KaizalaState, groupId: string): Post[] {
	const posts: Post[] = [
		...state.messages.map((post): Post => ({ kind: 'message', post })),
		...state.actions.map((post): Post => ({ kind: 'card', post })),
	];
	return posts
		.filter(({ post }) => post.groupId === groupId)
		.sort((a, b) => Date.parse(a.post.sentAt) - Date.parse(b.post.sentAt))
		.slice(-SHOWN_POSTS);
}

/** Where something was said last; else the first group. */
export function liveliestGroup(state: KaizalaState): KaizalaGroup | undefined {
	const newest = [...state.messages, ...state.actions].reduce<{ groupId: string; sentAt: string } | undefined>(
		(last, post) => (last && Date.parse(last.sentAt) >= Date.parse(post.sentAt) ? last : post),
		undefined,
	);
	return state.groups.find(({ groupId }) => groupId === newest?.groupId) ?? state.groups[0];
}

/** Everybody who can hold the phone; whoever is no administrator first, as the cards usually come from one. */
export function peopleOf(group: KaizalaGroup): KaizalaPerson[] {
	const members = [...group.members].sort((a, b) => Number(a.role === 'Admin') - Number(b.role === 'Admin'));
	return [...members, ...group.subscribers];
}

/** Those that any package has texts in, and English, which phones have at first. */
export function languagesOf(state: KaizalaState): string[] {
	const named = Object.values(state.packages).flatMap(({ strings = {} }) => Object.keys(strings));
	return [...new Set(['en', ...named])].sort();
}
