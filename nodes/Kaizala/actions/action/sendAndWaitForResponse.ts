import type { INodeProperties } from 'n8n-workflow';

import { apiError } from '../../../shared/errors';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { assertCanWait, resumeUrl, waitForAnswer } from '../../sendAndWait/wait';
import { groupField } from '../../parameters/fields';
import type { EVENTS } from '../../webhook/events';
import { newToken } from '../../webhook/webhookApi';
import { assertMayListen, listenOnceWaiting } from '../../sendAndWait/listen';
import { simplifyField } from '../../sendAndWait/resume';
import { kinds } from './kinds';
import { actionTypeOf, sendAction, sendFields } from './sending';
import { isName, readable } from '../../../shared/http/shapes';

const { Job, LetsMeet, package: packageCard, Poll, Survey } = kinds;

/** The kinds of actions that people answer. */
const answerable = { package: packageCard, Job, LetsMeet, Poll, Survey };

/** The event that an answer causes. */
const RESPONSE_EVENTS = {
	package: 'ActionResponse',
	Job: 'JobResponse',
	LetsMeet: 'LetsMeetResponse',
	Poll: 'PollResponse',
	Survey: 'SurveyResponse',
} satisfies Record<keyof typeof answerable, keyof typeof EVENTS>;

const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** The path of the node's webhooks, below the address of the waiting execution. */
const WEBHOOK_PATH = 'kaizala';

const waitFields = [
	{
		displayName: 'Limit Wait Time',
		name: 'limitWaitTime',
		type: 'boolean',
		default: true,
		description: 'Whether to go on after some time when nobody has answered; the output then has timedOut',
	},
	{
		displayName: 'Amount',
		name: 'resumeAmount',
		type: 'number',
		typeOptions: { minValue: 0.1, numberPrecision: 2 },
		default: 24,
		displayOptions: { show: { limitWaitTime: [true] } },
		description: 'How long to wait for an answer',
	},
	{
		displayName: 'Unit',
		name: 'resumeUnit',
		type: 'options',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
		],
		default: 'hours',
		displayOptions: { show: { limitWaitTime: [true] } },
		description: 'Unit of the amount',
	},
	simplifyField,
] as const satisfies INodeProperties[];

const fields = [groupField, ...waitFields] as const;

/**
 * Sends an action and lets the execution wait for the first answer to it. Its value is not n8n's own `sendAndWait`:
 * of nodes that have that n8n makes approval tools, which ask yes or no by a link.
 */
export const sendAndWaitForResponse: SingleOperation = {
	name: 'Send and Wait for Response',
	action: 'Send an action and wait for a response',
	description: 'Send a card, survey, poll, job or meeting, and go on when somebody has answered it',
	properties: [...sendFields(answerable), ...waitFields],
	async execute(itemIndex) {
		assertCanWait(this, itemIndex);
		const parameter = itemParameters(this, itemIndex, fields);
		const until = parameter('limitWaitTime')
			? new Date(Date.now() + parameter('resumeAmount') * UNITS[parameter('resumeUnit')])
			: undefined;
		const eventType = RESPONSE_EVENTS[actionTypeOf(this, answerable, itemIndex)];
		await assertMayListen(this, parameter('groupId'));
		const sent = await sendAction(this, answerable, itemIndex, readable('referenceId'));
		const actionIds = [sent.actionIds ?? sent.actionId ?? []].flat().filter(isName).map(String);
		if (actionIds.length === 0) {
			throw apiError(
				this.getNode(),
				{
					message: 'The action was sent, but Kaizala named no action ID, so its answers cannot be waited for',
					description: 'Do not run this item again, or the action is sent twice.',
					outcomeUnknown: true,
				},
				itemIndex,
			);
		}
		const listening = { url: resumeUrl(this, WEBHOOK_PATH), token: newToken(), actionIds, eventType, until };
		const { url, token } = listening;
		await waitForAnswer(this, { until, whenOver: { ...sent, timedOut: true }, keep: { url, token, actionIds, sent } });
		void listenOnceWaiting(this, listening);
		return sent;
	},
};
