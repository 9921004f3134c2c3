import type { INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { apiError, inputError } from '../../../shared/errors';
import { isRecord } from '../../../shared/records';
import { restOperation } from '../../../shared/rest';
import { readId } from '../../numbers';
import { jtelRequestOr } from '../../transport';
import { cockpitVariable } from '../fields';

const DONE = 0;
const UNCHANGED = 3;

/** What `setValue` answers by `result`, most often under HTTP 200 (spec 2.5). */
const ADVICE: Record<number, string> = {
	1: 'The variable cannot be written. Choose another one, or have your jtel administrator change it.',
	2: 'There is no such variable, or the cockpit does not show it. Check the ID.',
	[UNCHANGED]: 'It has this value already. Switch off the option Fail When Unchanged to go on in this case.',
	4: 'The value is below the minimum or above the maximum of the variable. Get the variable to see its MinValue and MaxValue.',
};

const properties = [
	cockpitVariable,
	{
		displayName: 'Value',
		name: 'value',
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		required: true,
		description: 'The whole number that the variable is to have',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Fail When Unchanged',
				name: 'failWhenUnchanged',
				type: 'boolean',
				default: false,
				description: 'Whether to fail when the variable has the value already',
			},
		],
	},
] as const satisfies INodeProperties[];

const isBadRequest = (error: unknown) => error instanceof NodeApiError && error.httpCode === '400';

export const setValue = restOperation({
	name: 'Set Value',
	action: 'Set the value of a cockpit variable',
	description: 'Set a figure that the cockpit shows',
	properties: [...properties],
	// Whether the value belongs in the query or in the body is not clear from jtel's pages (spec 5, U6).
	async send(context, request, itemIndex) {
		const { qs, ...rest } = request;
		return await jtelRequestOr(context, [request, { ...rest, body: qs }], isBadRequest, itemIndex);
	},
	request(parameter, context, itemIndex) {
		const value = parameter('value');
		if (!Number.isSafeInteger(value)) {
			throw inputError(context, `The Value ${value} is not a whole number`, { itemIndex });
		}
		const id = readId(context, 'Cockpit Variable', parameter('variableId'), itemIndex);
		return {
			method: 'PATCH',
			path: `/cockpitVariables/cockpitVariable/${id}/setValue`,
			qs: { value },
			// A repeated request finds the value unchanged; where that counts as a failure it is not repeated.
			retry: parameter('options').failWhenUnchanged === true ? 'unsafeWrite' : 'idempotentWrite',
		};
	},
	output(body, parameter, context, itemIndex) {
		const { failWhenUnchanged = false } = parameter('options');
		const { result, error } = isRecord(body) ? body : {};
		const done = { ID: Number(parameter('variableId')), value: parameter('value') };
		// A good status without a result: done, but whether it changed anything is not known.
		if (typeof result !== 'number') return done;
		if (result === DONE || (result === UNCHANGED && !failWhenUnchanged)) return { ...done, changed: result === DONE };
		const reason = typeof error === 'string' && error !== '' ? error : 'no reason given';
		const message = `jtel did not set the value: ${reason} (result ${result})`;
		throw apiError(context.getNode(), { message, description: ADVICE[result] }, itemIndex);
	},
});
