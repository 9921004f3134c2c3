import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asNodeError } from '../../../shared/errors';
import { collect } from '../../../shared/http/pagination';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { pages } from '../../transport';
import { explained } from './threads';
import { recordOf } from '../../../shared/http/shapes';

const PAGE = 500;
const properties = [...returnAllOrLimit] as const satisfies INodeProperties[];

interface List {
	action: string;
	description: string;
	path: string;
}

/** A Get Many of what conversations come in through. */
export function listOperation({ path, ...texts }: List): SingleOperation {
	return {
		name: 'Get Many',
		...texts,
		properties: [...properties],

		async execute(itemIndex): Promise<IDataObject[]> {
			const most = wantedCount(itemParameters(this, itemIndex, properties));
			const qs = { limit: Math.min(most, PAGE) };
			const request = { family: 'conversations', method: 'GET', path, qs, retry: 'read' } as const;
			try {
				return await collect(pages(this, request, recordOf('id'), itemIndex), most);
			} catch (error) {
				throw explained(asNodeError(this.getNode(), error, itemIndex));
			}
		},
	};
}
