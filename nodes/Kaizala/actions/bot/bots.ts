import type { IDataObject } from 'n8n-workflow';

import { resourceLocator } from '../../../shared/parameters/resourceLocator';
import { pathPart } from '../../../shared/http/url';
import type { Parameter } from '../../../shared/parameters/types';
import { listIn, listOf, recordOf } from '../../../shared/http/shapes';

/** Bots were never in Microsoft's docs. */
export const botField = resourceLocator({
	displayName: 'Bot',
	name: 'botUserId',
	description: 'One of your bots',
	searchListMethod: 'searchBots',
	lookUp: 'bot',
	required: true,
	placeholder: '40dd0000-0000-4000-8000-000000000001',
});

export const pictureField = {
	displayName: 'Picture',
	name: 'profilePic',
	type: 'string',
	kind: 'key',
	default: '',
	description: 'Media resource of an image, as Media: Upload returns it',
} as const satisfies Parameter;

export const BOTS = listOf('bots', recordOf('botUserId'));

export function botsOf(body: unknown): IDataObject[] {
	return listIn(body, 'bots');
}

export const botPath = (botUserId: string): string => `/v1/bot/${pathPart('Bot', botUserId)}`;

export const botTokenPath = (botUserId: string): string => `/v1/bot/accessToken/${pathPart('Bot', botUserId)}`;
