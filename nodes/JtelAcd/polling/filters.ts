import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import type { ValueOf } from '../../shared/parameters/types';
import { eventMatcher, idsOf } from '../actions/event/filters';
import type { properties } from './properties';
import { NEW } from './statusChanged';
import { safeString } from '../../shared/safeConversion';

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
export function matching(context: IPollFunctions, { previousStatusIds = [], ...filters }: Filters): Matching {
	const previous = idsOf(context, 'Previous Status IDs', previousStatusIds);
	return {
		event: eventMatcher(context, filters),
		change: ({ previousStatusId }) =>
			previous.length === 0 || previousStatusId === undefined || previous.includes(safeString(previousStatusId ?? NEW)),
	};
}
