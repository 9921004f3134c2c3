import type { SandboxCore } from '../core/types';
import { notFound } from './errors';
import { CONVERSATIONS, OTHER_PERSON, SIGNED_IN, TOKENS } from './seed';
import type { Conversation, Message, TeamsSwitches } from './types';

const SECOND_MS = 1_000;

/** Everything that the tenant holds. */
export class World {
	messages: Message[] = [];

	readonly tokens = new Map<string, { personId: string | null; expiresAt: number }>();

	readonly refreshTokens = new Map<string, string>();

	readonly codes = new Map<string, { redirectUrl: string; expiresAt: number }>();

	/** When each conversation was written to within the last second. */
	private writes: Array<{ conversationId: string; at: number }> = [];

	private lastId = 0;

	constructor(
		readonly core: SandboxCore,
		readonly switches: () => TeamsSwitches,
	) {}

	reset(): void {
		this.messages = [];
		this.writes = [];
		this.lastId = 0;
		for (const map of [this.tokens, this.refreshTokens, this.codes]) map.clear();
		this.grantSeedTokens();
	}

	/** The tokens that need no sign-in. */
	private grantSeedTokens(): void {
		const forever = Number.POSITIVE_INFINITY;
		this.tokens.set(TOKENS.delegated, { personId: SIGNED_IN, expiresAt: forever });
		this.tokens.set(TOKENS.other, { personId: OTHER_PERSON, expiresAt: forever });
		this.tokens.set(TOKENS.app, { personId: null, expiresAt: forever });
		this.tokens.set(TOKENS.expired, { personId: SIGNED_IN, expiresAt: 0 });
		this.refreshTokens.set(TOKENS.refresh, SIGNED_IN);
	}

	conversation(id: string, teamId: string | null): Conversation {
		const found = CONVERSATIONS.find((each) => each.id === id && each.teamId === teamId);
		if (found === undefined) throw notFound(`No ${teamId === null ? 'chat' : 'channel'} has the ID ${id}`);
		return found;
	}

	message(conversationId: string, id: string): Message {
		const found = this.messages.find((each) => each.conversationId === conversationId && each.id === id);
		if (found === undefined) throw notFound(`No message has the ID ${id}`);
		return found;
	}

	/** Epoch milliseconds, as in Teams, and never twice the same. */
	nextId(): string {
		this.lastId = Math.max(this.core.clock.now(), this.lastId + 1);
		return String(this.lastId);
	}

	/** Counts a write; false when there were too many within the second. */
	mayWrite(conversationId: string): boolean {
		const now = this.core.clock.now();
		const { writesPerSecond } = this.switches();
		this.writes = this.writes.filter(({ at }) => at > now - SECOND_MS && at <= now);
		if (writesPerSecond > 0 && this.writesIn(conversationId) >= writesPerSecond) return false;
		this.writes.push({ conversationId, at: now });
		return true;
	}

	writesIn(conversationId: string): number {
		const now = this.core.clock.now();
		return this.writes.filter((write) => write.conversationId === conversationId && write.at > now - SECOND_MS).length;
	}
}
