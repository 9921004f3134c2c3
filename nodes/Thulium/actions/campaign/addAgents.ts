import { valueError } from '../../../shared/errors';
import { restOperation } from '../../../shared/operations/restOperation';
import type { Parameter } from '../../../shared/parameters/types';
import { campaign } from '../../parameters/fields';
import { thuliumRequest } from '../../transport';
import { campaignIn, done } from '../../parameters/values';

const properties = [
	campaign,
	{
		displayName: 'Agent Names or IDs',
		name: 'logins',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getAgents' },
		lookUp: 'agent',
		default: [],
		required: true,
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
] as const satisfies Parameter[];

export const addAgents = restOperation({
	name: 'Add Agents',
	action: 'Add agents to a campaign',
	description: 'Assign agents to a campaign; those who are assigned already stay',
	properties: [...properties],
	send: thuliumRequest,
	request(parameter, context, itemIndex) {
		const logins = parameter('logins');
		if (logins.length === 0) {
			throw valueError(context, 'The field "Agent Names or IDs" is empty', {
				itemIndex,
				description: 'Choose at least one agent, or check the expression that fills it.',
			});
		}
		const path = `/outbounds/${campaignIn(context, parameter('campaignId'), itemIndex)}/add_agents`;
		return { method: 'POST', path, body: { logins }, retry: 'idempotentWrite' };
	},
	output: (body, parameter) => done(body, { campaign_id: parameter('campaignId').trim() }),
});
