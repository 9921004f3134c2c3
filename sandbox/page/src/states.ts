import type { Json, JsonObject } from '../../core/types';
import type { ChatCardView } from '../../kaizala/card';

/** What the page reads of the snapshots below `/_sandbox/state`; there is more in them. */
export interface States {
	hubspot: HubSpotState;
	kaizala: KaizalaState;
	teams: TeamsState;
	jtel: JtelState;
	thulium: ThuliumState;
}

export interface HubSpotState {
	ticketCount: number;
	tickets: HubSpotTicket[];
	pipelines: Pipeline[];
	contacts: HubSpotRecord[];
	companies: HubSpotRecord[];
	notes: HubSpotRecord[];
	files: HubSpotFile[];
}

export interface HubSpotRecord {
	id: string;
	properties: Record<string, string>;
	archived: boolean;
}

export interface HubSpotFile {
	id: string;
	name: string;
	extension: string;
	size: number;
}

export interface HubSpotTicket {
	id: string;
	properties: Record<string, string>;
	archived: boolean;
	mergedInto: string | null;
	/** `to` is the type of the other record, for example `contacts`. */
	associations: { to: string; id: string }[];
}

export interface Pipeline {
	id: string;
	label: string;
	stages: Stage[];
}

export interface Stage {
	id: string;
	label: string;
	ticketState: 'OPEN' | 'CLOSED';
}

export interface KaizalaState {
	groups: KaizalaGroup[];
	messages: KaizalaMessage[];
	actions: KaizalaAction[];
	packages: Record<string, KaizalaPackage>;
}

export interface KaizalaPerson {
	id: string;
	name: string;
	mobileNumber: string;
}

export interface KaizalaGroup {
	groupId: string;
	groupName: string;
	groupType: string;
	members: (KaizalaPerson & { role: string })[];
	subscribers: KaizalaPerson[];
}

interface KaizalaPost {
	referenceId: string;
	groupId: string;
	sender: string;
	senderName: string;
	sentAt: string;
	audience: { kind: string; phones?: string[] };
}

export interface KaizalaMessage extends KaizalaPost {
	text: string;
}

export interface KaizalaAction extends KaizalaPost {
	actionId: string;
	actionType?: string;
	/** The bare id of the action package. */
	id?: string;
	title: string;
	actionBody: JsonObject;
	questions: KaizalaQuestion[];
	properties: Record<string, string>;
	version: number;
	updatedAt: string;
	expiresAt: string | null;
	responses: KaizalaResponse[];
}

export interface KaizalaQuestion {
	title: string;
	type: string;
	isInvisible?: boolean;
	options?: { title: string }[];
}

export interface KaizalaResponse {
	responseId: string;
	responder?: string;
	responderName?: string;
	assignee?: string;
	assigneeName?: string;
	isCompleted?: boolean;
	answers: Json[];
	sentAt: string;
}

export interface KaizalaPackage {
	package: { displayName?: string };
	card: ChatCardView | null;
	/** Texts by key, by language. */
	strings?: Record<string, Record<string, string>>;
	/** Pictures by file name, as `data:` addresses. */
	images?: Record<string, string>;
}

export interface TeamsState {
	team: { displayName: string };
	people: { id: string; displayName: string }[];
	conversations: { id: string; teamId: string | null; name: string }[];
	messages: TeamsMessage[];
}

export interface TeamsMessage {
	id: string;
	conversationId: string;
	from: string;
	body: { content: string };
	/** Adaptive Cards as JSON. */
	cards: string[];
	createdAt: string;
	editedAt: string | null;
	changes: number;
}

export interface JtelState {
	groups: { ID: number; Name: string }[];
	users: { ID: number; Name: string; FirstName: string }[];
	eventTypes: { ID: number; ShortText: string }[];
	serviceNumbers: { Name: string }[];
	events: JtelEvent[];
}

export interface JtelEvent {
	ID: number;
	AcdEventTypesID: number;
	AcdEventStatusID: number;
	AcdGroupsID: number;
	UsersID: number | null;
	Sender: string;
	Receiver: string | null;
	Subject: string;
	UserData: string | null;
	CrmURL: string | null;
	dtCreated: string;
	dtModified: string;
}

export interface ThuliumState {
	tickets: ThuliumTicket[];
	agents: { login: string; name: string; surname: string }[];
	files: { token: string; filename: string; size: number }[];
	statuses: { status_id: string; name: string }[];
	queues: { name: string }[];
}

export interface ThuliumTicket {
	ticket_id: number;
	from: string;
	subject: string;
	status_id: string;
	full_status_name: string;
	ticket_queue_name: string;
	user_login: string;
	updated_at: string;
	messages: ThuliumMessage[];
}

export interface ThuliumMessage {
	message_id: number;
	type: string;
	user_login: string;
	body: string;
	comment: string;
	system_comment: string;
	attachments: string[];
	created_at: string;
}
