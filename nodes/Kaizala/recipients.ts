import type { IDataObject, IExecuteFunctions, INodeProperties, NodeApiError, NodeOperationError } from 'n8n-workflow';

import { asNodeError } from '../shared/errors';
import { chunks } from '../shared/pages';
import { isRecord } from '../shared/records';
import { phoneNumbers } from './phones';
import { kaizalaRequest } from './transport';

/** Who gets a card or message (spec 3.5). */
export const recipientFields = [
	{
		displayName: 'Send To',
		name: 'recipients',
		type: 'options',
		options: [
			{
				name: 'All Subscribers',
				value: 'allSubscribers',
				description: 'Everyone who subscribed to a managed public group',
			},
			{
				name: 'Chosen Subscribers',
				value: 'subscribers',
				description: 'Some subscribers of a managed public group, by phone number',
			},
			{
				name: 'Group Members',
				value: 'group',
				description: 'The members of the group. In a managed public group the subscribers do not get it.',
			},
		],
		default: 'subscribers',
		description: 'Who gets it',
	},
	{
		displayName: 'Phone Numbers',
		name: 'subscribers',
		type: 'string',
		default: '',
		required: true,
		placeholder: '+15550100011, +15550100012',
		displayOptions: { show: { recipients: ['subscribers'] } },
		description: 'Phone numbers of the subscribers with country code, separated by commas',
	},
] as const satisfies INodeProperties[];

/** Not an official limit, but what the clients of the real service kept to (spec 3.5). */
const RECIPIENTS_PER_CALL = 30;

/** The fields that say who gets it, one set per call. */
function audiences(
	context: IExecuteFunctions,
	parameter: (name: 'recipients' | 'subscribers') => string,
	itemIndex: number,
): IDataObject[] {
	const choice = parameter('recipients');
	if (choice === 'group') return [{}];
	if (choice === 'allSubscribers') return [{ sendToAllSubscribers: true }];
	return chunks(
		phoneNumbers(context, parameter('subscribers'), { label: 'Phone Numbers', itemIndex }),
		RECIPIENTS_PER_CALL,
	).map((subscribers) => ({
		subscribers,
		sendToAllSubscribers: false,
	}));
}

/** Some calls of several went through before this one failed: says so, because a second run would send them again. */
function withPart(error: NodeApiError | NodeOperationError, done: IDataObject[]): NodeApiError | NodeOperationError {
	if (done.length === 0) return error;
	const count = done.length * RECIPIENTS_PER_CALL;
	const ids = done.map(({ referenceId }) => String(referenceId)).join(', ');
	const advice = `The first ${count} phone numbers had been sent to before (reference ID ${ids}). Leave them out when you run this item again.`;
	error.description = [error.description, advice].filter(Boolean).join(' ');
	return error;
}

function merge(answers: IDataObject[]): IDataObject {
	const [first = {}, ...more] = answers;
	if (more.length === 0) return first;
	const list = (key: string) => answers.map((answer) => answer[key]).filter((value) => typeof value === 'string');
	const failed = answers.flatMap(({ failedResult }) =>
		Array.isArray(failedResult) ? failedResult.filter(isRecord) : [],
	);
	const [actionIds, referenceIds] = [list('actionId'), list('referenceId')];
	return {
		...first,
		...(failed.length === 0 ? {} : { failedResult: failed }),
		referenceIds,
		...(actionIds.length === 0 ? {} : { actionIds }),
	};
}

interface Post {
	path: string;
	body: IDataObject;
	itemIndex: number;
	parameter: (name: 'recipients' | 'subscribers') => string;
}

/** Sends a card or message to its recipients, in as many calls as they need, and returns one merged answer. */
export async function sendToRecipients(context: IExecuteFunctions, post: Post): Promise<IDataObject> {
	const { path, body, itemIndex, parameter } = post;
	const answers: IDataObject[] = [];
	for (const audience of audiences(context, parameter, itemIndex)) {
		try {
			const answer = await kaizalaRequest(
				context,
				{ method: 'POST', path, body: { ...body, ...audience }, retry: 'unsafeWrite' },
				itemIndex,
			);
			answers.push(isRecord(answer) ? answer : { success: true });
		} catch (error) {
			throw withPart(asNodeError(context.getNode(), error, itemIndex), answers);
		}
	}
	const merged = merge(answers);
	if (Array.isArray(merged.failedResult) && merged.failedResult.length > 0) {
		context.addExecutionHints({
			message: `Kaizala did not reach ${merged.failedResult.length} of the phone numbers of item ${itemIndex + 1}; see failedResult.`,
			location: 'outputPane',
		});
	}
	return merged;
}
