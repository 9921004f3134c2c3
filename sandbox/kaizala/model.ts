import type { Json, JsonObject } from '../core/types';

export const BUILT_IN_TYPES = [
	'Announcement',
	'Job',
	'Survey',
	'Poll',
	'LetsMeet',
	'Image',
	'Album',
	'Audio',
	'Document',
	'Video',
] as const;
export type BuiltInType = (typeof BUILT_IN_TYPES)[number];

export const PROPERTY_TYPES = [
	'Text',
	'Numeric',
	'Location',
	'DateTime',
	'StringList',
	'Attachment',
	'StringSet',
	'AttachmentList',
] as const;
export type PropertyType = (typeof PROPERTY_TYPES)[number];

export const QUESTION_TYPES = [
	'SingleOption',
	'MultiOption',
	'Text',
	'Image',
	'Numeric',
	'DateTime',
	'Date',
	'Location',
	'AttachmentList',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export type Role = 'Admin' | 'Member';
export type GroupType = 'Group' | 'ConnectGroup';
export type Property = { name: string; type: PropertyType; value: string };
export type Question = { title: string; type: QuestionType; isInvisible?: boolean; options?: { title: string }[] };

export interface Person {
	id: string;
	mobileNumber: string;
	name: string;
	isProvisioned: boolean;
	profilePic: string;
}

export interface Group {
	groupId: string;
	groupName: string;
	groupType: GroupType;
	welcomeMessage: string;
	groupImageUrl: string;
	shortDescription: string;
	longDescription: string;
	members: { personId: string; role: Role }[];
	/** Only in a `ConnectGroup`, in the order in which they subscribed. */
	subscriberIds: string[];
	subGroupIds: string[];
	/** Action packages that somebody added to this group. */
	packageIds: string[];
}

/** Who sees a message or a card: everybody in the group, all subscribers, or the named subscribers. */
export type Audience = { kind: 'group' | 'allSubscribers' } | { kind: 'subscribers'; phones: string[] };

export interface Post {
	referenceId: string;
	groupId: string;
	senderId: string;
	audience: Audience;
	sentAt: number;
	replyToReferenceId: string | null;
	/** Phones that opened it. */
	readBy: string[];
}

export interface Message extends Post {
	text: string;
}

export interface StoredResponse {
	responseId: string;
	responderId: string;
	answers: Json[];
	isCompleted: boolean | null;
	responseName: string | null;
	responseLocation: JsonObject | null;
	sentAt: number;
	updatedAt: number;
}

export interface SentAction extends Post {
	actionId: string;
	/** Exactly one of the two is set: a built-in type, or the bare id of a package. */
	actionType: BuiltInType | null;
	packageId: string | null;
	packageVersion: string | null;
	title: string;
	/** As posted, with canonical names and the documented defaults. */
	actionBody: JsonObject;
	questions: Question[];
	properties: Property[];
	version: number;
	updatedAt: number;
	expiresAt: number | null;
	responses: StoredResponse[];
	reminders: { sentAt: number; audience: Audience }[];
}

export interface Reaction {
	reactionId: string;
	referenceId: string;
	sourceGroupId: string;
	userId: string;
	type: 'Like' | 'Comment';
	comment: string | null;
	at: number;
	/** 100 ns since the year 1, unique, so that rounding it to a double shows. */
	ticks: bigint;
}

export interface ActionPackage {
	package: JsonObject;
	appModel: JsonObject;
	/** The chat card, or null when the package has none and Kaizala draws its default card. */
	card: JsonObject | null;
	/** Texts by key, by language, of a package in several languages. */
	strings?: JsonObject;
	/** Pictures by file name, as `data:` addresses. */
	images?: JsonObject;
}

export interface StoredFile {
	id: string;
	name: string;
	mimeType: string;
	bytes: Buffer;
}

export const EVENT_TYPES = [
	'ActionCreated',
	'ActionResponse',
	'SurveyCreated',
	'SurveyResponse',
	'JobCreated',
	'JobResponse',
	'TextMessageCreated',
	'AttachmentCreated',
	'Announcement',
	'MemberAdded',
	'MemberRemoved',
	'GroupAdded',
	'GroupRemoved',
	'PollCreated',
	'PollResponse',
	'LetsMeetCreated',
	'LetsMeetResponse',
	'UserJoined',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const OBJECT_TYPES = ['Group', 'Action', 'ActionPackage'] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

export interface Webhook {
	id: string;
	connectorId: string;
	objectId: string;
	objectType: ObjectType;
	events: EventType[];
	callbackUrl: string;
	callbackToken: string | null;
	callbackContext: string | null;
	callbackHeaders: Record<string, string>;
	createdAt: number;
	validity: number;
	active: boolean;
}

export interface Delivery {
	deliveryId: string;
	webhookId: string;
	eventType: EventType;
	eventId: string;
	payload: JsonObject;
	attempts: { at: number; status: number; error: string | null }[];
	/** When the next attempt is due; null once delivered or given up. */
	dueAt: number | null;
	state: 'pending' | 'delivered' | 'failed';
}

export interface Connector {
	id: string;
	secret: string;
	name: string;
	active: boolean;
	redirectUrls: string[];
}

/** A group token sees one group, a user token the user's groups, a tenant user token every group. */
export type TokenKind = 'group' | 'user' | 'tenant';

export interface RefreshToken {
	token: string;
	connectorId: string;
	kind: TokenKind;
	personId: string;
	groupId: string | null;
	issuedAt: number;
	dead: boolean;
	/** The token that this one replaces once it is used for the first time. */
	replaces: string | null;
}

export interface AccessToken {
	token: string;
	connectorId: string;
	kind: TokenKind;
	personId: string;
	groupId: string | null;
	expiresAt: number;
}
