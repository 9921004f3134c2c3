export interface TeamsSwitches {
	/** Writes per second in one chat or channel, and how long a refused caller is told to wait. */
	writesPerSecond: number;
	retryAfter: number | null;
	largestMessage: number;
	appOnlyStatus: 401 | 403;
	scopes: string[];
	tokenSeconds: number;
	rotateRefreshTokens: boolean;
	patchStatus: 200 | 204;
	unknownFields: 'refuse' | 'ignore';
}

export interface Person {
	id: string;
	displayName: string;
	email: string;
}

/** A chat, or a channel of a team. */
export interface Conversation {
	/** The ID of the chat or of the channel. */
	id: string;
	teamId: string | null;
	name: string;
	members: string[];
}

export interface Attachment {
	id: string;
	contentType: string;
	contentUrl: string | null;
	content: string | null;
	name: string | null;
	thumbnailUrl: string | null;
	teamsAppId: string | null;
}

export interface Message {
	id: string;
	conversationId: string;
	replyToId: string | null;
	from: string;
	subject: string | null;
	summary: string | null;
	importance: string;
	body: { contentType: 'text' | 'html'; content: string };
	attachments: Attachment[];
	policyViolation: unknown;
	createdAt: number;
	editedAt: number | null;
	/** How often it was changed in place. */
	changes: number;
}

/** Who calls: a person through an app, or the app by itself. */
export type Caller = { kind: 'delegated'; personId: string; scopes: readonly string[] } | { kind: 'app' };
