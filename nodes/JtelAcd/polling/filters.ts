import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { inputError } from '../../shared/errors';
import type { ValueOf } from '../../shared/parameters/types';
import { eventMatcher } from '../actions/event/filters';
import type { properties } from './properties';
import { NEW } from './statusChanged';

type Filters = ValueOf<Extract<(typeof properties)[number], { name: 'filters' }>>;

export interface Matching {
	/** Whether an event passes the filters as it is now. */
	event(record: IDataObject): boolean;
	/** Whether the change passes them too. */
	change(fields: IDataObject): boolean;
}

/**
 * The filters are applied here, because jtel has none.
 * @throws NodeOperationError when a filter cannot be understood.
 */
export function matching(context: IPollFunctions, { previousStatusIds = '', ...filters }: Filters): Matching {
	const previous = previousStatusIds
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	const wrong = previous.find((id) => !/^\d+$/.test(id));
	if (wrong !== undefined) {
		const text = wrong.slice(0, 60);
		throw inputError(context, `The field "Filters > Previous Status IDs" must hold numbers, but there is "${text}"`);
	}
	return {
		event: eventMatcher(context, filters),
		change: ({ previousStatusId }) =>
			previous.length === 0 || previousStatusId === undefined || previous.includes(String(previousStatusId ?? NEW)),
	};
}
