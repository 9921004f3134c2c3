import type { INodePropertyOptions } from 'n8n-workflow';

/** The status codes that a call flow of jtel tells apart. */
export const responseCodes = [
	{ name: '200 Found', value: 200, description: 'The body holds the fields for the call flow' },
	{ name: '300 Several Found', value: 300, description: 'More than one record fits; none is sent' },
	{ name: '403 Refused', value: 403, description: 'The call is not to be made' },
	{ name: '404 None Found', value: 404, description: 'No record fits' },
] as const satisfies INodePropertyOptions[];
