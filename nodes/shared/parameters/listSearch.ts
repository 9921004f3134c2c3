import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';

/** The entries whose name or value has the text that the user typed; for lists that the API cannot search itself. */
export function matching(items: INodeListSearchItems[], filter: string | undefined): INodeListSearchResult {
	const wanted = (filter ?? '').trim().toLowerCase();
	return { results: items.filter((item) => `${item.name} ${String(item.value)}`.toLowerCase().includes(wanted)) };
}
