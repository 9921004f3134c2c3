import type {
	AccessToken,
	ActionPackage,
	Connector,
	Delivery,
	Group,
	Message,
	Person,
	Reaction,
	RefreshToken,
	SentAction,
	StoredFile,
	Webhook,
} from './model';

/** Everything that the simulated Kaizala remembers. */
export interface KaizalaState {
	people: Map<string, Person>;
	groups: Map<string, Group>;
	messages: Message[];
	actions: Map<string, SentAction>;
	packages: Map<string, ActionPackage>;
	files: Map<string, StoredFile>;
	/** Opaque `mediaResource` -> what it stands for. */
	media: Map<string, { kind: string; fileIds: string[] }>;
	webhooks: Map<string, Webhook>;
	deliveries: Delivery[];
	connectors: Map<string, Connector>;
	refreshTokens: Map<string, RefreshToken>;
	accessTokens: Map<string, AccessToken>;
	/** Phone -> PIN that came by SMS. */
	pins: Map<string, { pin: string; connectorId: string; expiresAt: number }>;
	oauthCodes: Map<string, { connectorId: string; personId: string; expiresAt: number }>;
	/** Instants of the calls inside the rate window, per connector. */
	calls: Map<string, number[]>;
	reactions: Reaction[];
	/** Bot user id -> who made it; the bot itself is one of the people. */
	bots: Map<string, { creatorId: string }>;
}

export function emptyState(): KaizalaState {
	return {
		people: new Map(),
		groups: new Map(),
		messages: [],
		actions: new Map(),
		packages: new Map(),
		files: new Map(),
		media: new Map(),
		webhooks: new Map(),
		deliveries: [],
		connectors: new Map(),
		refreshTokens: new Map(),
		accessTokens: new Map(),
		pins: new Map(),
		oauthCodes: new Map(),
		calls: new Map(),
		reactions: [],
		bots: new Map(),
	};
}

/** E.164: a plus sign, a country code, at most 15 digits. */
export const isPhone = (value: string) => /^\+[1-9]\d{6,14}$/.test(value);

export function personByPhone(state: KaizalaState, phone: string): Person | undefined {
	return [...state.people.values()].find((person) => person.mobileNumber === phone);
}

/** A phone that nobody registered yet still becomes a member; such a person is "not provisioned". */
export function personForPhone(state: KaizalaState, phone: string, newId: () => string): Person {
	const known = personByPhone(state, phone);
	if (known) return known;
	const person: Person = { id: newId(), mobileNumber: phone, name: phone, isProvisioned: false, profilePic: '' };
	state.people.set(person.id, person);
	return person;
}

export function personById(state: KaizalaState, id: string): Person {
	return state.people.get(id) ?? { id, mobileNumber: '', name: 'Unknown', isProvisioned: false, profilePic: '' };
}

export function phonesOf(state: KaizalaState, ids: string[]): string[] {
	return ids.map((id) => personById(state, id).mobileNumber);
}
