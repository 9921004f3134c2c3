import type { INodeProperties } from 'n8n-workflow';

import { valueError } from '../../../shared/errors';
import { quote } from '../../../shared/parameters/values';
import { restOperation } from '../../../shared/operations/restOperation';
import { mediaResourceOf } from './media';
import { kaizalaRequest } from '../../transport';

const properties = [
	{
		displayName: 'URL',
		name: 'mediaUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'https://example.com/printer.jpg',
		description: 'URL of the file. Kaizala fetches it itself, so it must be reachable without signing in.',
	},
] as const satisfies INodeProperties[];

export const uploadFromUrl = restOperation({
	name: 'Upload From URL',
	action: 'Upload media from a URL',
	description: 'Let Kaizala fetch a file from a URL',
	properties: [...properties],
	send: kaizalaRequest,
	request(parameter, context, itemIndex) {
		const mediaUrl = parameter('mediaUrl').trim();
		if (!/^https?:\/\/[^/\s]/i.test(mediaUrl) || !URL.canParse(mediaUrl)) {
			throw valueError(context, `The field "URL" holds no web address: ${quote(mediaUrl)}`, { itemIndex });
		}
		// A file that was fetched twice is seen by nobody: only its handle puts it anywhere.
		return { method: 'POST', path: '/v1/media/url', body: { mediaUrl }, retry: 'idempotentWrite' };
	},
	output: (body, parameter, context, itemIndex) => ({
		mediaResource: mediaResourceOf(context, body, itemIndex),
		mediaUrl: parameter('mediaUrl').trim(),
	}),
});
