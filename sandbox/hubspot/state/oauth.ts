import type { JsonObject, SandboxCore } from '../../core/types';
import { PORTAL_ID } from '../schema/account';
import type { TokenBook } from './tokens';
import { HubSpotError } from '../errors';
import type { HubSpotSwitches } from '../switches';
import { APP } from '../schema/app';

const CODE_LIFE_MS = 600_000;

/** The refresh token of the fixed seed, so that a test needs no consent. */
const SEED_REFRESH_TOKEN = 'hubspot-sandbox-refresh-token';

const DEFAULT_SCOPES = 'oauth tickets crm.objects.owners.read crm.objects.contacts.read crm.objects.companies.read';
const DEFAULT_OPTIONAL =
	'crm.objects.contacts.write crm.objects.companies.write conversations.read conversations.write files';
const DEFAULT_REDIRECTS = ['localhost', '127.0.0.1'].map(
	(host) => `http://${host}:5678/rest/oauth2-credential/callback`,
);

/** What the app is configured with. */
export interface OAuthApp {
	scopes: string[];
	optionalScopes: string[];
	redirectUris: string[];
}

/** Who has installed the app, in what is told of tokens. */
const HOLDER = {
	hub_id: PORTAL_ID,
	hub_domain: 'relay-sandbox.example',
	user: 'ada.abend.1@relay.example',
	user_id: 9_120_001,
};

interface Grant {
	scopes: string[];
}

interface Code extends Grant {
	redirectUri: string;
	expiresAt: number;
}

/** What an install address asks for. */
export interface Install {
	clientId: string;
	redirectUri: string;
	scopes: string[];
	optionalScopes: string[];
}

/** Status and `error` as the token endpoint tells them. */
export function oauthError(error: string, status: string, message: string): HubSpotError {
	return new HubSpotError(400, message, { error, error_description: message, status });
}

/** One OAuth app: its configuration, codes and refresh tokens. Access tokens live in the token book. */
export class OAuthBook {
	app: OAuthApp = defaults();

	private codes = new Map<string, Code>();

	private grants = new Map<string, Grant>();

	private issued = 0;

	constructor(
		private readonly core: SandboxCore,
		private readonly tokens: TokenBook,
		private readonly switches: () => HubSpotSwitches,
	) {}

	reset(): void {
		this.app = defaults();
		this.codes = new Map();
		this.grants = new Map([[SEED_REFRESH_TOKEN, { scopes: this.app.scopes }]]);
		this.issued = 0;
	}

	/** What is wrong with an install address, in words for the page; undefined when a person may agree. */
	installProblem({ clientId, redirectUri, scopes, optionalScopes }: Install): string | undefined {
		if (clientId !== APP.clientId) return 'The client_id of this address is not that of an app.';
		if (!this.app.redirectUris.includes(redirectUri)) return 'The redirect_uri is not one of the app.';
		const missing = this.app.scopes.filter((scope) => !scopes.includes(scope));
		const allowed = [...this.app.scopes, ...this.app.optionalScopes];
		const extra = [...scopes, ...optionalScopes].filter((scope) => !allowed.includes(scope));
		if (missing.length === 0 && extra.length === 0) return undefined;
		return [
			'The scopes of this address do not match those of the app.',
			missing.length > 0 ? `Missing: ${missing.join(', ')}.` : '',
			extra.length > 0 ? `Not configured: ${extra.join(', ')}.` : '',
		]
			.filter(Boolean)
			.join(' ');
	}

	/** A person agreed. */
	grant({ redirectUri, scopes, optionalScopes }: Install): string {
		const code = this.core.guid();
		const expiresAt = this.core.clock.now() + CODE_LIFE_MS;
		this.codes.set(code, { scopes: [...scopes, ...optionalScopes], redirectUri, expiresAt });
		return code;
	}

	checkClient(clientId: string | undefined, clientSecret: string | undefined): void {
		if (clientId !== APP.clientId) throw oauthError('invalid_client', 'BAD_CLIENT_ID', 'missing or unknown client id');
		if (clientSecret !== APP.clientSecret) {
			throw oauthError('invalid_client', 'BAD_CLIENT_SECRET', 'missing or invalid client secret');
		}
	}

	/** A code counts once, and only for the address that it was sent to. */
	byCode(code: string, redirectUri: string): JsonObject {
		const found = this.codes.get(code);
		this.codes.delete(code);
		if (found === undefined || found.expiresAt < this.core.clock.now()) {
			throw oauthError('invalid_grant', 'BAD_AUTH_CODE', 'missing or unknown auth code');
		}
		if (found.redirectUri !== redirectUri) {
			throw oauthError('invalid_grant', 'MISMATCH_REDIRECT_URI_AUTH_CODE', 'the redirect_uri is not that of the code');
		}
		const refreshToken = this.core.guid();
		this.grants.set(refreshToken, { scopes: found.scopes });
		return this.answer(refreshToken, found);
	}

	byRefreshToken(refreshToken: string): JsonObject {
		const found = this.grants.get(refreshToken);
		if (found === undefined) {
			throw oauthError('invalid_grant', 'BAD_REFRESH_TOKEN', 'missing or unknown refresh token');
		}
		if (!this.switches().rotateRefreshTokens) return this.answer(refreshToken, found);
		const next = this.core.guid();
		this.grants.delete(refreshToken);
		this.grants.set(next, found);
		return this.answer(next, found);
	}

	/** What is told of a refresh token. */
	refreshTokenInfo(refreshToken: string): JsonObject | undefined {
		const found = this.grants.get(refreshToken);
		if (found === undefined) return undefined;
		return { token: refreshToken, client_id: APP.clientId, ...HOLDER, scopes: found.scopes, token_type: 'refresh' };
	}

	/** What is told of an access token of the app. */
	accessTokenInfo(key: string): JsonObject | undefined {
		const found = this.tokens.get(key);
		if (found === undefined || !found.oauth || found.expired) return undefined;
		const left = Math.floor(((found.expiresAt ?? Infinity) - this.core.clock.now()) / 1000);
		if (left <= 0) return undefined;
		const expires_in = Number.isFinite(left) ? left : this.switches().oauthTokenSeconds;
		return { token: key, app_id: APP.appId, ...HOLDER, scopes: [...found.scopes], expires_in, token_type: 'access' };
	}

	/** One refresh token counts no longer. */
	forget(refreshToken: string): boolean {
		return this.grants.delete(refreshToken);
	}

	/** The app is uninstalled: nothing that it was given counts any longer. */
	revoke(): void {
		this.grants.clear();
		this.codes.clear();
		this.tokens.expireOAuth();
	}

	private answer(refreshToken: string, { scopes }: Grant): JsonObject {
		const { oauthTokenSeconds } = this.switches();
		this.issued += 1;
		const key = `hubspot-access-${this.issued}-${this.core.guid()}`;
		const expiresAt = this.core.clock.now() + oauthTokenSeconds * 1000;
		this.tokens.add({ key, scopes: new Set(scopes), expired: false, oauth: true, expiresAt });
		return {
			token_type: 'bearer',
			token_use: 'access_token',
			access_token: key,
			refresh_token: refreshToken,
			hub_id: PORTAL_ID,
			scopes,
			expires_in: oauthTokenSeconds,
		};
	}
}

function defaults(): OAuthApp {
	return {
		scopes: DEFAULT_SCOPES.split(' '),
		optionalScopes: DEFAULT_OPTIONAL.split(' '),
		redirectUris: [...DEFAULT_REDIRECTS],
	};
}
