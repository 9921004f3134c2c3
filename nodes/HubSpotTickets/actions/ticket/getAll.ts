import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { returnAllOrLimit, wantedCount } from '../../../shared/parameters/returnAll';
import { collect } from '../../../shared/http/pagination';
import { itemParameters } from '../../../shared/parameters/reader';
import { addCustomers } from '../../batch/customers';
import { addProperties, completeAssociations } from '../../batch/read';
import { enrichTicket } from '../../crm/ticketLabels';
import { simplifyTicket } from '../../crm/ticket';
import { pages } from '../../transport';
import type { ReturnedFields } from '../../crm/returnedFields';
import {
	fitsUrl,
	pageSize,
	readReturnedFields,
	returnedFieldsParameters,
	returnedFieldsQuery,
	withoutProperties,
} from '../../crm/returnedFields';
import { crmRecord } from '../../crm/record';

const properties = [...returnAllOrLimit, ...returnedFieldsParameters] as const satisfies INodeProperties[];

async function* ticketPages(
	context: IExecuteFunctions,
	returnedFields: ReturnedFields,
	most: number,
	itemIndex: number,
): AsyncGenerator<IDataObject[]> {
	const short = fitsUrl(returnedFields) ? returnedFields : withoutProperties(returnedFields);
	const qs = { limit: Math.min(most, pageSize(returnedFields)), ...returnedFieldsQuery(short) };
	const request = { family: 'objects', method: 'GET', path: '/tickets', qs } as const;
	for await (const page of pages(context, request, crmRecord, itemIndex)) {
		await completeAssociations(context, page);
		if (short !== returnedFields) await addProperties(context, page, returnedFields);
		await addCustomers(context, page, returnedFields);
		yield page;
	}
}

export const getAll: SingleOperation = {
	name: 'Get Many',
	action: 'Get many tickets',
	description: 'Get a list of all tickets, sorted by ID',
	properties: [...properties],
	simplify: (record) => simplifyTicket(record),
	enrich: enrichTicket,

	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const returnedFields = await readReturnedFields(this, itemIndex);
		const most = wantedCount(parameter);
		return await collect(ticketPages(this, returnedFields, most, itemIndex), most);
	},
};
