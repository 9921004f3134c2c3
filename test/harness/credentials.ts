import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	Workflow,
} from 'n8n-workflow';
import { ICredentialsHelper } from 'n8n-workflow';

import type { LoadedPackage } from './package';

/** Credentials of one test, by type. What `preAuthentication` returns is written back here, as n8n stores it. */
export type CredentialStore = Record<string, IDataObject>;

/** n8n 2 lets a login go only where the Allowed Domains of the credential say. */
function withinDomains(
	{ helpers }: IHttpRequestHelper,
	{ allowedHttpRequestDomains, allowedDomains }: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	if (allowedHttpRequestDomains !== 'domains') return { helpers };
	const limit = { allowedDomains: String(allowedDomains) };
	return {
		helpers: {
			...helpers,
			httpRequest: async (options): Promise<unknown> => await helpers.httpRequest({ ...options, ...limit }),
		},
	};
}

/** Does with credentials what n8n's own helper does: defaults, expressions, pre-authentication, storing. */
export class TestCredentials extends ICredentialsHelper {
	/** How often a credential's `preAuthentication` ran. */
	logIns = 0;

	constructor(
		private readonly pack: LoadedPackage,
		readonly store: CredentialStore,
	) {
		super();
	}

	private type(name: string): ICredentialType {
		return this.pack.credential(name);
	}

	getParentTypes(name: string): string[] {
		return this.pack.credentialNames.includes(name) ? [...(this.type(name).extends ?? [])] : [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	private resolve(value: unknown, credentials: IDataObject, workflow: Workflow, node: INode): unknown {
		if (typeof value !== 'string' || !value.startsWith('=')) return value;
		return workflow.expression.getSimpleParameterValue(
			node,
			value,
			'internal',
			{ $credentials: credentials },
			undefined,
			'',
		);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type(typeName);
		// As n8n does: the options of the older helper, which the HTTP Request node uses, have a `uri` instead of a `url`.
		const options = { ...requestOptions } as IHttpRequestOptions;
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const { headers = {}, qs = {}, body, auth } = authenticate.properties;
		const resolved = (source: object): Record<string, string> =>
			Object.fromEntries(
				Object.entries(source).map(([key, value]) => [key, String(this.resolve(value, credentials, workflow, node))]),
			);
		options.headers = { ...options.headers, ...resolved(headers) };
		options.qs = { ...options.qs, ...resolved(qs) };
		if (body !== undefined && typeof options.body === 'object') options.body = { ...options.body, ...resolved(body) };
		if (auth !== undefined) {
			const { username, password } = resolved(auth);
			options.auth = { username: String(username), password: String(password) };
		}
		return options;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.type(typeName);
		const expirable = type.properties.find((property) => property.type === 'hidden' && property.typeOptions?.expirable);
		if (expirable === undefined || typeof type.preAuthentication !== 'function') return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;
		this.logIns++;
		const output = await type.preAuthentication.call(withinDomains(helpers, credentials), credentials);
		if (output[expirable.name] === '') return undefined;
		const merged = { ...credentials, ...output };
		this.store[typeName] = merged as IDataObject;
		return merged as ICredentialDataDecryptedObject;
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const output = await this.type(typeName).preAuthentication?.call(helpers, credentials);
		return output as ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Tests hand out decrypted credentials only');
	}

	async getDecrypted(
		_additionalData: unknown,
		_details: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const defaults = Object.fromEntries(this.type(type).properties.map(({ name, default: value }) => [name, value]));
		return { ...defaults, ...this.store[type] } as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store[type] = { ...(data as IDataObject) };
	}

	async updateCredentialsOauthTokenData(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		// n8n hands over the whole credential, with the new token in it.
		this.store[type] = { ...this.store[type], oauthTokenData: data.oauthTokenData as IDataObject };
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.type(type).properties;
	}
}
