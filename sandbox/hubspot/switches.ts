/** Every limit and every guess about HubSpot that a test may turn. */
export interface HubSpotSwitches {
	/** Requests per 10 seconds and token. */
	burstLimit: number;
	/** The same for the OAuth app, whatever token it uses. */
	oauthBurstLimit: number;
	/** How long an OAuth access token lives. */
	oauthTokenSeconds: number;
	/** How many calls an OAuth access token lives at most, so that it expires in the middle of a run; `null`: any number. */
	oauthTokenCalls: number | null;
	/** A refresh gives a new refresh token and voids the old one; HubSpot is not known to. */
	rotateRefreshTokens: boolean;
	/** Searches per second for the whole account. */
	secondlyLimit: number;
	/** Association calls per 10 seconds and token. */
	associationsLimit: number;
	/** Requests per day for the whole account. */
	dailyLimit: number;
	/** Seconds sent as `Retry-After` with a 429; HubSpot documents none, so `null`. */
	retryAfter: number | null;
	/** How long the search index shows the old state of a record. */
	searchLagMs: number;
	/** Answers batches in another order than asked, because the order is not promised. */
	shuffleResults: boolean;
	/** Merging archives both tickets and makes a third. */
	mergeIssuesNewId: boolean;
	/** Batch reads pass over merged tickets without a word; otherwise they treat them as deleted ones. */
	batchReadSkipsMerged: boolean;
	/** Account details carry `portalName` and `createdAt`, which no description has. */
	accountExtras: boolean;
	/** Properties of the account's own that something else uses, such as a workflow, so that they cannot be archived. */
	propertiesInUse: string[];
	/** How often the state of an import says that it is under way before it is done. */
	importPolls: number;
	/** Refuses every `v3` and `v4` path, to prove that only dated ones are used. */
	strictDated: boolean;
	/** Serves the old paths of n8n's built-in node, for the benchmark. */
	legacyMode: boolean;
	/** Enforces the two rules below on writes with version 2026-09. */
	validationRules: boolean;
	/** Properties that the create form requires. */
	requiredOnCreate: string[];
	/** When a property has a value, another one must be set as well. */
	conditionalRequired: { property: string; value: string; required: string }[];
	/** A create without `hs_pipeline` fails instead of using the default pipeline. */
	requirePipeline: boolean;
	/** 400 or 409. */
	uniqueConflictStatus: number;
	/** Where bad property values are told: the `errors` list, JSON inside the message, or both. */
	validationErrorShape: 'both' | 'errors' | 'message';
	/** Associating moves `hs_lastmodifieddate`. */
	associationsTouch: boolean;
	/** Dated answers carry the address of the record in HubSpot's screens; the field is optional. */
	recordUrls: boolean;
	/** The single DELETE of an unknown id answers 404 instead of 204. */
	deleteMissing404: boolean;
	/** Page size of association lists, per record. */
	associationPageSize: number;
	/** Whether NEQ, NOT_IN and NOT_CONTAINS_TOKEN also find records without a value. */
	negationFindsUnset: boolean;
	/** How a webhook is signed: v3 beside v1 as documented for the webhooks API, or one of them alone. */
	webhookSignatures: 'v1+v3' | 'v1' | 'v2' | 'v3';
	/** Events in one webhook call. */
	webhookBatch: number;
	/** Sends the events of a call in another order than they happened. */
	webhookShuffle: boolean;
	/** How often each event is sent: duplicates are allowed. */
	webhookCopies: number;
	/** How long HubSpot waits for an answer. */
	webhookTimeoutMs: number;
	/** Wait before the first of ten retries; it doubles each time, which makes 24 hours (the steps are a guess). */
	webhookRetryUnitMs: number;
	/** How long an event waits for others before a call is made. */
	webhookDelayMs: number;
	/** The name of the field that says what happened; samples differ. */
	webhookTypeField: 'subscriptionType' | 'eventType';
	/** At which end of a changed association the record stands that the app is subscribed to; both occur. */
	webhookAssociationEnd: 'from' | 'to';
	/** Whether `object.associationChange` carries `objectTypeId` as the other events do; the vendor's table says no. */
	webhookAssociationTyped: boolean;
	/** Whether the address is signed with twelve escapes undone, as the guide says, or exactly as it is configured. */
	webhookSignedUri: 'decoded' | 'asIs';
	/** The most bytes that a file may have; the vendor's page names 20 MB for accounts without a plan. */
	largestFile: number;
	/** Whether this account has the conversations API. */
	hasConversations: boolean;
	/** What becomes of the filter by ticket in a list of threads. */
	ticketFilter: 'works' | 'ignored' | 'refused';
	/** Comments in the help desk are kept as notes of the ticket. */
	helpDeskNotes: boolean;
	/** Whether `hs_attachment_ids` of a note may only name files that exist. */
	checkAttachmentIds: boolean;
	/** Whether only an activity of the ticket can be pinned to it. */
	checkPinned: boolean;
	/** Whether IDs of associated records are text, as the newest description says, or numbers, as they are seen. */
	associationIds: 'number' | 'text';
	/** What stands for the label of a type that has none. */
	associationLabels: 'null' | 'absent';
	/** The filter groups that a search may have: 5 by the guide, 6 by the specification. */
	searchMaxGroups: number;
	/** A page of a search that is not the last may have fewer records than asked for; nothing says that it is full. */
	shortPages: boolean;
}

export const DEFAULT_SWITCHES: Readonly<HubSpotSwitches> = {
	burstLimit: 190,
	oauthBurstLimit: 110,
	oauthTokenSeconds: 1800,
	oauthTokenCalls: null,
	rotateRefreshTokens: false,
	secondlyLimit: 5,
	associationsLimit: 150,
	dailyLimit: 625_000,
	retryAfter: null,
	searchLagMs: 0,
	shuffleResults: true,
	mergeIssuesNewId: true,
	batchReadSkipsMerged: true,
	accountExtras: false,
	propertiesInUse: [],
	importPolls: 2,
	strictDated: false,
	legacyMode: false,
	validationRules: false,
	requiredOnCreate: ['hs_ticket_category'],
	conditionalRequired: [{ property: 'hs_ticket_priority', value: 'URGENT', required: 'customer_phone' }],
	requirePipeline: false,
	uniqueConflictStatus: 400,
	validationErrorShape: 'both',
	associationsTouch: false,
	recordUrls: true,
	deleteMissing404: false,
	associationPageSize: 500,
	negationFindsUnset: false,
	webhookSignatures: 'v1+v3',
	webhookBatch: 100,
	webhookShuffle: true,
	webhookCopies: 1,
	webhookTimeoutMs: 5_000,
	webhookRetryUnitMs: 84_000,
	webhookDelayMs: 200,
	webhookTypeField: 'subscriptionType',
	webhookAssociationEnd: 'from',
	webhookAssociationTyped: false,
	webhookSignedUri: 'decoded',
	largestFile: 20 * 1024 * 1024,
	hasConversations: true,
	ticketFilter: 'works',
	helpDeskNotes: false,
	checkAttachmentIds: true,
	checkPinned: true,
	associationIds: 'number',
	associationLabels: 'null',
	searchMaxGroups: 5,
	shortPages: false,
};

export const SWITCH_VALUES = {
	associationIds: ['number', 'text'],
	associationLabels: ['null', 'absent'],
	ticketFilter: ['works', 'ignored', 'refused'],
	uniqueConflictStatus: [400, 409],
	validationErrorShape: ['both', 'errors', 'message'],
	webhookSignatures: ['v1+v3', 'v1', 'v2', 'v3'],
	webhookAssociationEnd: ['from', 'to'],
	webhookSignedUri: ['decoded', 'asIs'],
	webhookTypeField: ['subscriptionType', 'eventType'],
};
