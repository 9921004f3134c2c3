import type { INodeProperties } from 'n8n-workflow';

/** What all HubSpot nodes are set to as a whole; `transport/` reads both. */

export const authenticationProperty: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Access Token', value: 'accessToken' },
		{ name: 'OAuth2', value: 'oAuth2' },
	],
	default: 'accessToken',
};

/** Shown on the Settings tab of every HubSpot node. */
export const apiVersionProperty: INodeProperties = {
	displayName: 'API Version',
	name: 'apiVersion',
	type: 'options',
	isNodeSetting: true,
	noDataExpression: true,
	options: [
		{ name: '2026-03', value: '2026-03', description: 'Does not enforce the rules that your admin set for fields' },
		{ name: '2026-09 (Current)', value: '2026-09' },
		{ name: 'V3 (Legacy, Ends September 2027)', value: 'v3' },
	],
	default: '2026-09',
	description: "Version of HubSpot's API that this node talks to",
};
