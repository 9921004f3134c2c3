import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { serverRoot } from '../nodes/JtelAcd/transport/address';
import { signed } from '../nodes/shared/http/origin';
import { tidyToken } from '../nodes/shared/http/tidy';

/** Static bearer token of one jtel client account. */
export class JtelAcdApi implements ICredentialType {
	name = 'jtelAcdApi';

	// n8n's scanner insists on a capital letter.
	displayName = 'Jtel ACD API';

	icon: Icon = { light: 'file:../icons/jtelAcd.svg', dark: 'file:../icons/jtelAcd.dark.svg' };

	documentationUrl = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay/blob/main/docs/jtel-acd.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Server URL',
			name: 'serverUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'https://rest.example.com:8443',
			description: 'Address of your jtel REST server, without the path',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '1',
			description: 'Number of your client account in jtel (ClientsID)',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'REST token generated in the jtel portal. Generating a new one invalidates the old one at once.',
		},
		{
			displayName: 'Callback Secret',
			name: 'callbackSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'At least 16 letters and digits',
			description:
				'Only for the jtel ACD Callback Trigger: a secret that you make up, so that nobody but your jtel can start the workflow. Letters, digits, - and _ fit everywhere.',
		},
		{
			displayName: 'Ignore SSL Issues (Insecure)',
			name: 'ignoreSslIssues',
			type: 'boolean',
			default: false,
			description: 'Whether to connect even if the certificate of the server cannot be verified',
		},
	];

	/** A function: expressions here would fail when two polls of one workflow overlap (n8n 2.40). */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { Authorization: `Bearer ${tidyToken(credentials.token)}` };
		return signed('jtel', requestOptions, [serverRoot(credentials)], { headers });
	}
}
