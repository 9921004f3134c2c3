import type { INodeProperties } from 'n8n-workflow';

import { restOperation } from '../../../shared/operations/restOperation';
import { recordOf } from '../../../shared/http/shapes';
import { botField, botTokenPath } from './bots';
import { kaizalaRequest } from '../../transport';

const properties = [botField] as const satisfies INodeProperties[];

export const getAccessToken = restOperation({
	name: 'Get Access Token',
	action: 'Get the access token of a bot',
	description: 'Get a token to post as the bot with; keep it secret',
	properties: [...properties],
	send: kaizalaRequest,
	request: (parameter) => ({
		method: 'GET',
		path: botTokenPath(parameter('botUserId')),
		retry: 'read',
		expects: recordOf('accessToken'),
	}),
});
