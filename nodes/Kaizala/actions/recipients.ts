import type { IDataObject, IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { apiError, asNodeError } from '../../shared/errors';
import { chunks } from '../../shared/http/pagination';
import { isRecord } from '../../shared/isRecord';
import type { Parameter } from '../../shared/parameters/types';
import { itemParameters } from '../../shared/parameters/reader';
import { phoneNumbers } from '../parameters/phoneNumbers';
import { kaizalaRequest } from '../transport';
import { safeString } from '../../shared/safeConversion';
import type { Shape } from '../../shared/http/shapes';

/** Who gets a card or message. */
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
		kind: 'phones',
		default: '',
		required: true,
		placeholder: '+15550100011, +15550100012',
		displayOptions: { show: { recipients: ['subscribers'] } },
		description: 'Phone numbers of the subscribers with country code, separated by commas',
	},
] as const satisfies Parameter[];

/** Not an official limit, but what the clients of the real service kept to. */
const RECIPIENTS_PER_CALL = 30;

/** An option for `audiences`. */
export const perCallField = {
	displayName: 'Phone Numbers per Call',
	name: 'recipientsPerCall',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: RECIPIENTS_PER_CALL,
	description: 'How many phone numbers go into one call. More are sent in several calls, and the results merged.',
} as const satisfies Parameter;

/**
 * The fields that say who gets it, one set per call. Sends nothing, so it comes first.
 * @throws NodeOperationError when a phone number is none.
 */
export function audiences(
	context: IExecuteFunctions,
	itemIndex: number,
	perCall: number = RECIPIENTS_PER_CALL,
): IDataObject[] {
	const parameter = itemParameters(context, itemIndex, recipientFields);
	const choice = parameter('recipients');
	if (choice === 'group') return [{}];
	if (choice === 'allSubscribers') return [{ sendToAllSubscribers: true }];
	const numbers = phoneNumbers(context, parameter('subscribers'), { label: 'Phone Numbers', itemIndex });
	return chunks(numbers, perCall).map((subscribers) => ({ subscribers, sendToAllSubscribers: false }));
}

const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * Some calls of several went through before this one failed. The error says so, and that the item must not be repeated
 * as a whole: with Retry On Fail its first calls would be sent again.
 */
function withPart(
	context: IExecuteFunctions,
	cause: NodeApiError | NodeOperationError,
	done: IDataObject[],
	sentTo: number,
): NodeApiError | NodeOperationError {
	if (done.length === 0) return cause;
	const { message } = cause;
	const error = cause instanceof NodeApiError ? cause : apiError(context.getNode(), { message });
	error.context.outcomeUnknown = true;
	const ids = done.map(({ referenceId }) => safeString(referenceId)).join(', ');
	const advice = `The first ${sentTo} phone numbers had been sent to before (reference ID ${ids}). Leave them out when you run this item again.`;
	error.description = [cause.description, advice].filter(Boolean).join(' ');
	return error;
}

function merge(answers: IDataObject[]): IDataObject {
	const [first = {}, ...more] = answers;
	if (more.length === 0) return first;
	const list = (key: string) => answers.map((answer) => answer[key]).filter(isText);
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
	/** What the answer has to have, where that is known. */
	expects?: Shape;
	body: IDataObject;
	/** From `audiences`. */
	to: IDataObject[];
	itemIndex: number;
}

/** Sends a card, message or reminder to its recipients, in as many calls as they need, and returns one merged answer. */
export async function sendToRecipients(
	context: IExecuteFunctions,
	{ path, body, expects, to, itemIndex }: Post,
): Promise<IDataObject> {
	const answers: IDataObject[] = [];
	let sentTo = 0;
	for (const audience of to) {
		try {
			const answer = await kaizalaRequest(
				context,
				{
					method: 'POST',
					path,
					body: { ...body, ...audience },
					retry: 'unsafeWrite',
					expects,
					reconcileHint: 'Check in the Kaizala group whether it has arrived before you run this item again.',
				},
				itemIndex,
			);
			answers.push(isRecord(answer) ? answer : { success: true });
			sentTo += Array.isArray(audience.subscribers) ? audience.subscribers.length : 0;
		} catch (error) {
			throw withPart(context, asNodeError(context.getNode(), error, itemIndex), answers, sentTo);
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
