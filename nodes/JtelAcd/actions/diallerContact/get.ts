import { restOperation } from '../../../shared/operations/restOperation';
import { readId } from '../../parameters/numbers';
import { isNotOffered, jtelRequestOr, WITH_IDS } from '../../transport';
import { contactId } from '../../parameters/fields';
import { onlyRecord } from '../readOperations';
import { simplifyContact } from './simplify';

export const get = restOperation({
	name: 'Get',
	action: 'Get a dialler contact',
	description: 'Get a dialler contact by its ID',
	properties: [contactId],
	simplify: simplifyContact,
	simplifySince: 1.1,
	// The pages print this path, but deletes have one step more in theirs.
	async send(context, request, itemIndex) {
		const longer = { ...request, path: request.path.replace('/contacts/', '/contacts/contact/') };
		return await jtelRequestOr(context, [request, longer], isNotOffered, itemIndex);
	},
	request: (parameter, context, itemIndex) => ({
		method: 'GET',
		path: `/dialler/contacts/${readId(context, 'Contact ID', parameter('contactId'), itemIndex)}`,
		retry: 'read',
		expects: WITH_IDS,
	}),
	output: (body, parameter, context, itemIndex) =>
		onlyRecord(body, context, 'dialler contact', parameter('contactId'), itemIndex),
	concurrency: 2,
});
