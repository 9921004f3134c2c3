import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { groupField } from '../../parameters/fields';
import { phoneNumbers, phonesField } from '../../parameters/phoneNumbers';
import { groupPath, kaizalaRequest } from '../../transport';
import { safeString } from '../../../shared/safeConversion';

/** Adding and removing subscribers are one call with two names. */
const properties = [groupField, phonesField] as const satisfies INodeProperties[];

/** One record per phone number: whether it worked, and Kaizala's reason when it did not. */
function perPhone(body: unknown, groupId: string, done: string): IDataObject[] {
	const result = isRecord(body) && isRecord(body.result) ? body.result : {};
	return Object.entries(result).map(([mobileNumber, outcome]) => {
		const { [done]: worked, ...reason } = isRecord(outcome) ? outcome : {};
		return { groupId, mobileNumber, [done]: safeString(worked) === 'true', ...reason };
	});
}

async function change(context: IExecuteFunctions, itemIndex: number, verb: 'add' | 'remove', done: string) {
	const parameter = itemParameters(context, itemIndex, properties);
	const groupId = parameter('groupId');
	const subscribers = phoneNumbers(context, parameter('phones'), { label: 'Phone Numbers', itemIndex });
	const body = await kaizalaRequest(
		context,
		{ method: 'PUT', path: groupPath(groupId, 'subscribers', verb), body: { subscribers }, retry: 'idempotentWrite' },
		itemIndex,
	);
	const outcomes = perPhone(body, groupId, done);
	return outcomes.length > 0 ? outcomes : { groupId, success: true };
}

export function subscriberChange(
	head: Pick<SingleOperation, 'name' | 'action' | 'description'>,
	verb: 'add' | 'remove',
): SingleOperation {
	const done = verb === 'add' ? 'isAdded' : 'isRemoved';
	return {
		...head,
		properties: [...properties],
		async execute(itemIndex) {
			return await change(this, itemIndex, verb, done);
		},
	};
}
