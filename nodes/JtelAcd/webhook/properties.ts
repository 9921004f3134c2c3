import type { INodeProperties } from 'n8n-workflow';

import { simplifySwitchSince1_1 } from '../../shared/operations/operation';
import { eventOptions } from '../../shared/triggers/events';
import { responseCodes } from './responseCodes';
import { sourceNotices, SOURCES, sourcesWith } from './sources';

/** The parameters of the callback trigger. */
export const properties = [
	{
		displayName: 'Calls From',
		name: 'source',
		type: 'options',
		noDataExpression: true,
		options: eventOptions(SOURCES),
		default: 'acdGroup',
		description: 'What in jtel calls this trigger',
	},
	...sourceNotices,
	{
		displayName: 'HTTP Methods',
		name: 'httpMethods',
		type: 'multiOptions',
		options: [
			{ name: 'DELETE', value: 'DELETE' },
			{ name: 'GET', value: 'GET' },
			{ name: 'POST', value: 'POST' },
			{ name: 'PUT', value: 'PUT' },
		],
		default: ['GET', 'POST'],
		displayOptions: { show: { source: sourcesWith('httpMethods') } },
		description: 'Which methods to accept; any other is refused',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Basic Auth', value: 'basicAuth', description: 'A user name, and the Callback Secret as password' },
			{ name: 'Header', value: 'headerAuth', description: 'A header that holds the Callback Secret' },
			{ name: 'Secret in the URL', value: 'secretPath', description: 'The URL ends with the Callback Secret' },
		],
		default: 'secretPath',
		description:
			'How jtel authenticates its calls. All methods use the Callback Secret of the credential; without one, every call is refused.',
	},
	{
		displayName:
			'Where you paste the URL, put the Callback Secret of the credential in the place of <code>:secret</code>: <code>…/7f3c/:secret</code> becomes <code>…/7f3c/your-callback-secret</code>. n8n shows no part of a credential in a URL, so it cannot fill it in.',
		name: 'secretPathNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['secretPath'] } },
	},
	{
		displayName:
			'Paste the URL as it is, and enter in jtel the user below, with the Callback Secret of the credential as its password.',
		name: 'basicAuthNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['basicAuth'] } },
	},
	{
		displayName:
			'Paste the URL as it is, and let jtel send the header below, with the Callback Secret of the credential as its value.',
		name: 'headerAuthNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { authentication: ['headerAuth'] } },
	},
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: 'jtel',
		required: true,
		displayOptions: { show: { authentication: ['basicAuth'] } },
		description: 'User name that jtel sends; the password is the Callback Secret of the credential',
	},
	{
		displayName: 'Header Name',
		name: 'headerName',
		type: 'string',
		default: 'X-Callback-Secret',
		required: true,
		displayOptions: { show: { authentication: ['headerAuth'] } },
		description: 'Header that holds the Callback Secret of the credential',
	},
	{
		displayName: 'Respond',
		name: 'responseMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Immediately', value: 'onReceived', description: 'As soon as the call arrives' },
			{
				name: 'Using Callback: Respond',
				value: 'responseNode',
				description: "With the operation 'Callback: Respond' in this workflow, which also chooses the code",
			},
			{ name: 'When Last Node Finishes', value: 'lastNode', description: 'With the data of the last node' },
		],
		default: 'onReceived',
		description:
			'When and how to respond. A caller may be waiting while the workflow runs: respond immediately unless jtel needs something from it.',
	},
	{
		displayName: 'Response Code',
		name: 'responseCode',
		type: 'options',
		options: [...responseCodes],
		default: 200,
		displayOptions: { show: { source: sourcesWith('responseCode'), responseMode: ['onReceived', 'lastNode'] } },
		description: 'The status code that the call flow of jtel gets',
	},
	{
		displayName: 'Response Body',
		name: 'responseBody',
		type: 'json',
		default: '{}',
		displayOptions: { show: { source: sourcesWith('responseBody'), responseMode: ['onReceived'] } },
		description: 'A JSON object. Its fields become variables of the call flow.',
	},
	...simplifySwitchSince1_1.map((simplify) => ({
		...simplify,
		description: 'Whether to leave out the headers and, where the call says all of it, the body',
	})),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { source: sourcesWith('options') } },
		options: [
			{
				displayName: 'Ignore Repeated Calls',
				name: 'ignoreRepeated',
				type: 'boolean',
				default: true,
				description:
					'Whether to start the workflow once for each event, even if jtel calls again for it. The last 4,000 events are remembered.',
			},
		],
	},
] as const satisfies INodeProperties[];
