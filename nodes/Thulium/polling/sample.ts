import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import { newestRows } from './lists';
import { readTicket } from './scan';
import type { EventKind } from './types';

/** How many of the newest rows are searched. */
const SAMPLE_ROWS = 10;

/** What a test in the editor shows: one recent example. Reads only, and stores nothing. */
export async function sample(context: IPollFunctions, kind: EventKind): Promise<IDataObject> {
	const { rows } = await newestRows(context, kind.list, SAMPLE_ROWS);
	const example = await kind.sample(rows, async (id) => await readTicket(context, id));
	if (example !== undefined) return example;
	throw inputError(context, 'There is nothing in Thulium yet to show as a sample', {
		description:
			'Create a ticket or make a call there, then test again. An active workflow needs no sample: it starts by itself when something happens.',
	});
}
