import { HubSpotError, missingScopes } from '../errors';
import type { PropertyDefinition, Token } from '../types';

const EVERYTHING_ELSE = [
	'oauth',
	'crm.objects.owners.read',
	'crm.objects.contacts.read',
	'crm.objects.contacts.write',
	'crm.objects.companies.read',
	'crm.objects.companies.write',
	'files.ui_hidden.read',
	'conversations.read',
	'conversations.write',
];
const GRANULAR = [
	'files.read',
	'files.write',
	'crm.objects.tickets.read',
	'crm.objects.tickets.write',
	'crm.schemas.tickets.read',
	'crm.schemas.tickets.write',
];
const SENSITIVE = [
	'tickets.sensitive',
	'tickets.sensitive.v2',
	'tickets.highly_sensitive',
	'tickets.highly_sensitive.v2',
];

function token(key: string, scopes: readonly string[], state: Partial<Token> = {}): Token {
	return { key, scopes: new Set(scopes), expired: false, oauth: false, ...state };
}

/** The tokens of the fixed seed. */
const SEED_TOKENS: readonly Token[] = [
	token('hubspot-sandbox-token', ['tickets', 'files', ...SENSITIVE, ...EVERYTHING_ELSE]),
	token('hubspot-granular-token', [...GRANULAR, ...EVERYTHING_ELSE]),
	token('hubspot-tickets-read-token', ['crm.objects.tickets.read', 'crm.schemas.tickets.read', 'files.read', 'oauth']),
	token('hubspot-no-tickets-token', ['crm.objects.owners.read']),
	token('hubspot-oauth-token', ['tickets', 'files', ...EVERYTHING_ELSE], { oauth: true }),
	token('hubspot-expired-token', ['tickets', 'files', ...EVERYTHING_ELSE], { expired: true }),
];

/** Bearer tokens and their scopes. */
export class TokenBook {
	private readonly tokens = new Map<string, Token>();

	constructor() {
		this.reset();
	}

	reset(): void {
		this.tokens.clear();
		for (const seed of SEED_TOKENS) this.tokens.set(seed.key, { ...seed });
	}

	add(added: Token): void {
		this.tokens.set(added.key, added);
	}

	get(key: string): Token | undefined {
		return this.tokens.get(key);
	}

	/** No access token of the OAuth app counts any longer. */
	expireOAuth(): void {
		for (const found of this.tokens.values()) {
			if (found.oauth) this.tokens.set(found.key, { ...found, expired: true });
		}
	}

	/**
	 * The token behind an `Authorization` header, with one more call on its account; 401 when there is none that counts.
	 */
	authenticate(header: string | undefined, now: number, mostCalls: number | null): Token {
		const key = /^Bearer (\S+)$/.exec(header ?? '')?.[1];
		const found = key === undefined ? undefined : this.tokens.get(key);
		if (found === undefined) {
			throw new HubSpotError(
				401,
				'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview',
				{ category: 'INVALID_AUTHENTICATION' },
			);
		}
		const usedUp = mostCalls !== null && found.oauth && (found.calls ?? 0) >= mostCalls;
		if (found.expired || usedUp || (found.expiresAt ?? Infinity) <= now) {
			throw new HubSpotError(401, 'The OAuth token used to make this call expired 2 hour(s) ago.', {
				category: 'EXPIRED_AUTHENTICATION',
				context: { 'expire time': ['2026-11-01T08:00:00.000Z'] },
			});
		}
		found.calls = (found.calls ?? 0) + 1;
		return found;
	}
}

/** Every rule is a list of scopes of which one is enough. */
export function requireScopes(holder: Token, rules: readonly (readonly string[])[]): void {
	const failed = rules.find((rule) => !rule.some((scope) => holder.scopes.has(scope)));
	if (failed !== undefined) throw missingScopes(failed);
}

/** What opens a sensitive property; empty for the others. */
export function sensitiveScopes(definition: PropertyDefinition, access: 'read' | 'write'): string[] {
	if (definition.dataSensitivity === 'non_sensitive') return [];
	const level = definition.dataSensitivity;
	return [`tickets.${level}`, `tickets.${level}.v2`, `crm.objects.tickets.${level}.${access}`];
}

export function maySee(holder: Token, definition: PropertyDefinition): boolean {
	const needed = sensitiveScopes(definition, 'read');
	return needed.length === 0 || needed.some((scope) => holder.scopes.has(scope));
}
