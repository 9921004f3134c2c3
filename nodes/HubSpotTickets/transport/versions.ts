/** The API families that the nodes use. */
export type Family =
	| 'objects'
	| 'associations'
	| 'recordAssociations'
	| 'pipelines'
	| 'properties'
	| 'owners'
	| 'accountInfo'
	| 'files'
	| 'conversations'
	| 'assignees'
	| 'root';

export const CURRENT_VERSION = '2026-09';

const LEGACY: Record<Family, string> = {
	objects: '/crm/v3/objects',
	associations: '/crm/v4/associations',
	recordAssociations: '/crm/v4/objects',
	pipelines: '/crm/v3/pipelines',
	properties: '/crm/v3/properties',
	owners: '/crm/v3/owners',
	accountInfo: '/account-info/v3',
	files: '/files/v3',
	conversations: '/conversations/v3/conversations',
	assignees: '/conversations/conversations/v3',
	root: '',
};

const DATED: Record<Family, (version: string) => string> = {
	objects: (version) => `/crm/objects/${version}`,
	associations: (version) => `/crm/associations/${version}`,
	recordAssociations: (version) => `/crm/objects/${version}`,
	pipelines: (version) => `/crm/pipelines/${version}`,
	properties: (version) => `/crm/properties/${version}`,
	owners: (version) => `/crm/owners/${version}`,
	accountInfo: (version) => `/account-info/${version}`,
	// The newest version has no uploads yet, and conversations have one dated version only.
	files: () => '/files/2026-03',
	conversations: () => '/conversations/conversations/2026-09',
	assignees: () => '/conversations/conversations/2026-09',
	// Whole paths, which name their version themselves.
	root: () => '',
};

/** Where a family's paths begin in the given version. */
export function familyPath(family: Family, version: string): string {
	return version === 'v3' ? LEGACY[family] : DATED[family](version);
}
