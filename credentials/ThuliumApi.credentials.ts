import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { signed } from '../nodes/shared/http/origin';
import { tidyText } from '../nodes/shared/http/tidy';
import { apiUrl } from '../nodes/Thulium/transport/address';

/** HTTP Basic login of a Thulium API user. */
export class ThuliumApi implements ICredentialType {
	name = 'thuliumApi';

	displayName = 'Thulium API';

	icon: Icon = { light: 'file:../icons/thulium.svg', dark: 'file:../icons/thulium.dark.svg' };

	documentationUrl = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/thulium.md';

	properties: INodeProperties[] = [
		{
			displayName: 'System Name',
			name: 'systemName',
			type: 'string',
			default: '',
			placeholder: 'acme',
			description: 'The part of your Thulium address before .thulium.com. Not needed with a Base URL.',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			description:
				'API user made in Thulium under Administration > Users > API users. The login of an agent does not work here.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Password of the API user',
		},
		{
			displayName: 'System Time Zone',
			name: 'timeZone',
			type: 'string',
			default: 'Europe/Warsaw',
			description:
				'Time zone of your Thulium system, for example Europe/Warsaw. Dates that you enter are converted to it; dates that Thulium returns stay as they are.',
		},
		{
			displayName: 'Language of Messages',
			name: 'language',
			type: 'options',
			options: [
				{ name: 'English', value: 'en' },
				{ name: 'Polish', value: 'pl' },
			],
			default: 'en',
			description: 'Language in which Thulium explains errors',
		},
		{
			displayName: 'Webhook User',
			name: 'webhookUser',
			type: 'string',
			default: '',
			description: 'Only for a Thulium Trigger that is set up by hand: the user that you enter in the webhook',
		},
		{
			displayName: 'Webhook Password',
			name: 'webhookPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for a Thulium Trigger that is set up by hand: the password that you enter in the webhook',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'https://thulium.example.com',
			description: 'Only for a Thulium that is not at {system name}.thulium.com. With or without /api at the end.',
		},
	];

	/** A function: expressions here would fail when two polls of one workflow overlap (n8n 2.40). */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return signed('Thulium', requestOptions, [apiUrl(credentials) ?? ''], {
			auth: { username: tidyText(credentials.user), password: String(credentials.password) },
			headers: { 'Accept-Language': String(credentials.language) },
		});
	}
}
