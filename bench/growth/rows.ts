/** The rows of the growth bench, and how many calls each needs at the least. */
export const ROWS = {
	creates: { work: 'tickets created in HubSpot', requests: (count: number) => Math.ceil(count / 100) },
	updates: { work: 'tickets changed in HubSpot', requests: (count: number) => Math.ceil(count / 100) },
	getMany: { work: 'tickets listed from HubSpot', requests: (count: number) => Math.ceil(count / 100) },
	search: { work: 'tickets found in HubSpot', requests: (count: number) => Math.ceil(count / 200) },
	// A page of 200 changes, their histories in batches of 50, and the newest change before all of them.
	poll: {
		work: 'changes that one poll finds',
		requests: (count: number) => 1 + Math.ceil(count / 200) + Math.ceil(count / 50),
	},
	kaizalaSends: { work: 'messages sent in Kaizala', requests: (count: number) => count },
	// Each ticket is looked at first, so that no reply is sent twice.
	thuliumReplies: { work: 'replies sent by Thulium', requests: (count: number) => 2 * count },
} as const;

export type RowName = keyof typeof ROWS;
export const ROW_NAMES = Object.keys(ROWS) as RowName[];
