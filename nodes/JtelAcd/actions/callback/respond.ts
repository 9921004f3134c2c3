import type { INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import type { SingleOperation } from '../../../shared/operations/operation';
import { itemParameters } from '../../../shared/parameters/reader';
import { isRecord } from '../../../shared/isRecord';
import { retryState } from '../../../shared/operations/retryState';
import { responseCodes } from '../../webhook/responseCodes';

const properties = [
	{
		displayName:
			"Answers the call that started this workflow, once. Set Respond in the jtel ACD Callback Trigger to 'Using Callback: Respond'.",
		name: 'respondNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Response Code',
		name: 'responseCode',
		type: 'options',
		options: [...responseCodes],
		default: 200,
		description: 'The status code that the call flow of jtel gets',
	},
	{
		displayName: 'Response Body',
		name: 'responseBody',
		type: 'json',
		typeOptions: { rows: 4 },
		default: '{}',
		placeholder: '{ "Name": "Ines Ott", "Account": { "Number": "70021" } }',
		description: 'A JSON object. Its fields become variables of the call flow, nested ones by Entity.Field.',
	},
] as const satisfies INodeProperties[];

const progress = retryState(() => ({ hasAnswered: false }));

/**
 * n8n's own Respond to Webhook works with n8n's own triggers only: it looks for one of them before it answers.
 * The first good item answers; jtel waits for one answer.
 */
export const respond: SingleOperation = {
	name: 'Respond',
	action: 'Respond to a callback',
	description: 'Answer the call of jtel that started the workflow',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const statusCode = parameter('responseCode');
		const body = parameter('responseBody') ?? {};
		if (!isRecord(body)) throw valueError(this, 'The field "Response Body" must be a JSON object', { itemIndex });
		const run = progress(this);
		if (!run.hasAnswered) {
			await this.sendResponse({ statusCode, headers: { 'content-type': 'application/json; charset=utf-8' }, body });
			run.hasAnswered = true;
		}
		return { statusCode, body };
	},
};
