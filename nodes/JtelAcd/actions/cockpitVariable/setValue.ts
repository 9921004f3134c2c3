import type { INodeProperties } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { apiError, inputError } from '../../../shared/errors';
import { isRecord } from '../../../shared/isRecord';
import { restOperation } from '../../../shared/operations/restOperation';
import { readId } from '../../parameters/numbers';
import { jtelRequestOr } from '../../transport';
import { DONE, notSet, resultOf, UNCHANGED } from '../../transport/setValue';
import { cockpitVariable } from '../../parameters/fields';

const properties = [
	cockpitVariable,
	{
		displayName: 'Value',
		name: 'value',
		type: 'number',
		typeOptions: { numberPrecision: 0 },
		default: 0,
		required: true,
		description: 'The new value of the variable, a whole number',
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
				description: 'Whether to fail when the variable already has the value',
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
	// Whether the value belongs in the query or in the body is not clear from jtel's pages.
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
			reconcileHint: 'Check with Cockpit Variable: Get whether the variable has the value now.',
		};
	},
	output(body, parameter, context, itemIndex) {
		const { failWhenUnchanged = false } = parameter('options');
		const result = resultOf(body);
		const done = { ID: Number(parameter('variableId')), value: parameter('value') };
		// A good status without a result: done, but whether it changed anything is not known.
		if (result === undefined) return done;
		if (result === DONE || (result === UNCHANGED && !failWhenUnchanged)) return { ...done, changed: result === DONE };
		throw apiError(context.getNode(), notSet(result, isRecord(body) ? body.error : undefined), itemIndex);
	},
});
