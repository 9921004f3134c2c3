import type { ApiRequest } from '../../shared/http/types';

/** How a person finds out whether a write took effect, by the end of its path. The first that fits is shown. */
const WAYS: ReadonlyArray<[path: RegExp, advice: string]> = [
	[
		/^\/v1\/webhook/,
		'Look with Webhook: Get Many whether it is there before you run this item again: each webhook gets every event.',
	],
	[/^\/v1\/bot$/, 'Look with Bot: Get Many whether the bot is there before you run this item again.'],
	[
		/^\/v1\/groups$/,
		'Look in Kaizala, or with Group: Get Many, for a group of this name before you run this item again.',
	],
	[/\/subGroups$/, 'Look with Subgroup: Get Many for a group of this name before you run this item again.'],
	[/\/reaction$/, 'Look with Reaction: Get Many for the comment before you run this item again.'],
	[/\/responses$/, 'Look at the responses to the card in Kaizala before you run this item again.'],
	[
		/\/actions\/[^/]+$/,
		'Look at the card in Kaizala before you run this item again: it may show the new values already.',
	],
];

export function reconcileHint({ path }: ApiRequest): string {
	const way = WAYS.find(([pattern]) => pattern.test(path));
	return way?.[1] ?? 'Look in the Kaizala group whether it has arrived before you run this item again.';
}
