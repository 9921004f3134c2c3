import type { INodeProperties } from 'n8n-workflow';

/** The API families that the nodes use (spec 2.2). */
export type Family = 'objects' | 'associations' | 'pipelines' | 'properties' | 'owners' | 'accountInfo';

export const CURRENT_VERSION = '2026-09';

const LEGACY: Record<Family, string> = {
	objects: '/crm/v3/objects',
	associations: '/crm/v4/associations',
	pipelines: '/crm/v3/pipelines',
	properties: '/crm/v3/properties',
	owners: '/crm/v3/owners',
	accountInfo: '/account-info/v3',
};

const DATED: Record<Family, (version: string) => string> = {
	objects: (version) => `/crm/objects/${version}`,
	associations: (version) => `/crm/associations/${version}`,
	pipelines: (version) => `/crm/pipelines/${version}`,
	properties: (version) => `/crm/properties/${version}`,
	owners: (version) => `/crm/owners/${version}`,
	accountInfo: (version) => `/account-info/${version}`,
};

/** Where a family's paths begin in the given version. */
export function familyPath(family: Family, version: string): string {
	return version === 'v3' ? LEGACY[family] : DATED[family](version);
}

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
