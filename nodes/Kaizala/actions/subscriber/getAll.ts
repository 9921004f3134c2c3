import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import type { SingleOperation } from '../../../shared/operations/operation';
import { collect } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { isFilled, listIn, recordIn, recordOfAny } from '../../../shared/http/shapes';
import { groupField } from '../../parameters/fields';
import { groupPath, kaizalaPages, kaizalaRequest, listByCursor } from '../../transport';
import { safeString } from '../../../shared/safeConversion';

/** Largest page. */
const PAGE = 50;

const properties = [groupField, ...returnAllOrLimit] as const satisfies INodeProperties[];

function subscriberPages(
	context: IExecuteFunctions,
	groupId: string,
	wanted: number,
	itemIndex: number,
): AsyncGenerator<IDataObject[]> {
	return kaizalaPages<string>(context, itemIndex, async (cursor) => {
		const body = { count: Math.min(PAGE, wanted), ...(cursor === undefined ? {} : { cursor }) };
		// A list call in spite of its method.
		const request = {
			method: 'POST',
			path: groupPath(groupId, 'subscribers'),
			body,
			retry: 'read',
			expects: listByCursor('subscribers', recordOfAny('id', 'mobileNumber')),
		} as const;
		const answer: unknown = await kaizalaRequest(context, request, itemIndex);
		const page = listIn(answer, 'subscribers');
		const next = recordIn(answer).cursor;
		return isFilled(next) ? { page, next: safeString(next) } : { page };
	});
}

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many subscribers',
	description: 'Get a list of the subscribers of a managed public group',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const wanted = wantedCount(parameter);
		return await collect(subscriberPages(this, parameter('groupId'), wanted, itemIndex), wanted);
	},
};
