/** Every limit and every guess of the spec that a test may turn. */
export interface HubSpotSwitches {
	/** Requests per 10 seconds and token (spec 16.1). */
	burstLimit: number;
	/** The same for the OAuth app, whatever token it uses (spec 16.1). */
	oauthBurstLimit: number;
	/** How long an OAuth access token lives (spec 4.3). */
	oauthTokenSeconds: number;
	/** How many calls an OAuth access token lives at most, so that it expires in the middle of a run; `null`: any number. */
	oauthTokenCalls: number | null;
	/** A refresh gives a new refresh token and voids the old one; HubSpot is not known to. */
	rotateRefreshTokens: boolean;
	/** Searches per second for the whole account (spec 6). */
	secondlyLimit: number;
	/** Association calls per 10 seconds and token (spec 8.2). */
	associationsLimit: number;
	/** Requests per day for the whole account (spec 16.1). */
	dailyLimit: number;
	/** Seconds sent as `Retry-After` with a 429; HubSpot documents none, so `null` (spec 22.6). */
	retryAfter: number | null;
	/** How long the search index shows the old state of a record. */
	searchLagMs: number;
	/** Answers batches in another order than asked, because the order is not promised (spec 7). */
	shuffleResults: boolean;
	/** Merging archives both tickets and makes a third (spec 5.2). */
	mergeIssuesNewId: boolean;
	/** Batch reads pass over merged tickets without a word (spec 7); otherwise they treat them as deleted ones. */
	batchReadSkipsMerged: boolean;
	/** Refuses every `v3` and `v4` path, to prove that only dated ones are used. */
	strictDated: boolean;
	/** Serves the old paths of n8n's built-in node, for the benchmark. */
	legacyMode: boolean;
	/** Enforces the two rules below on writes with version 2026-09 (spec 2.3). */
	validationRules: boolean;
	/** Properties that the create form requires. */
	requiredOnCreate: string[];
	/** When a property has a value, another one must be set as well. */
	conditionalRequired: { property: string; value: string; required: string }[];
	/** A create without `hs_pipeline` fails instead of using the default pipeline (spec 5.2). */
	requirePipeline: boolean;
	/** 400 or 409 (spec 17.2). */
	uniqueConflictStatus: number;
	/** Where bad property values are told: the `errors` list, JSON inside the message, or both (spec 17.2). */
	validationErrorShape: 'both' | 'errors' | 'message';
	/** Associating moves `hs_lastmodifieddate` (spec 22.11). */
	associationsTouch: boolean;
	/** Dated answers carry the address of the record in HubSpot's screens; the field is optional (spec 5.1). */
	recordUrls: boolean;
	/** The single DELETE of an unknown id answers 404 instead of 204 (spec 5.2). */
	deleteMissing404: boolean;
	/** Page size of association lists, per record. */
	associationPageSize: number;
	/** Whether NEQ, NOT_IN and NOT_CONTAINS_TOKEN also find records without a value. */
	negationFindsUnset: boolean;
	/** How a webhook is signed: v3 beside v1 as documented for the webhooks API, or one of them alone (spec 14.4, 22.5). */
	webhookSignatures: 'v1+v3' | 'v1' | 'v2' | 'v3';
	/** Events in one webhook call (spec 14.3). */
	webhookBatch: number;
	/** Sends the events of a call in another order than they happened (spec 14.3). */
	webhookShuffle: boolean;
	/** How often each event is sent: duplicates are allowed (spec 14.3). */
	webhookCopies: number;
	/** How long HubSpot waits for an answer (spec 14.3). */
	webhookTimeoutMs: number;
	/** Wait before the first of ten retries; it doubles each time, which makes 24 hours (spec 14.3, the steps are a guess). */
	webhookRetryUnitMs: number;
	/** How long an event waits for others before a call is made. */
	webhookDelayMs: number;
	/** The name of the field that says what happened; samples differ (spec 22.13). */
	webhookTypeField: 'subscriptionType' | 'eventType';
	/** The most bytes that a file may have; the vendor's page names 20 MB for accounts without a plan. */
	largestFile: number;
	/** Whether this account has the conversations API (spec 13). */
	hasConversations: boolean;
	/** What becomes of the filter by ticket in a list of threads (spec 22.8). */
	ticketFilter: 'works' | 'ignored' | 'refused';
	/** Comments in the help desk are kept as notes of the ticket (spec 12). */
	helpDeskNotes: boolean;
	/** Whether `hs_attachment_ids` of a note may only name files that exist. */
	checkAttachmentIds: boolean;
	/** Whether only an activity of the ticket can be pinned to it. */
	checkPinned: boolean;
	/** Whether a reply may name its recipient by the actor alone (spec 13 shows both, and not what happens with one). */
	recipientsByActor: boolean;
	/** The filter groups that a search may have: 5 by the guide, 6 by the specification (spec 22.4). */
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
	largestFile: 20 * 1024 * 1024,
	hasConversations: true,
	ticketFilter: 'works',
	helpDeskNotes: false,
	checkAttachmentIds: true,
	checkPinned: true,
	recipientsByActor: false,
	searchMaxGroups: 5,
	shortPages: false,
};

export const SWITCH_VALUES = {
	ticketFilter: ['works', 'ignored', 'refused'],
	uniqueConflictStatus: [400, 409],
	validationErrorShape: ['both', 'errors', 'message'],
	webhookSignatures: ['v1+v3', 'v1', 'v2', 'v3'],
	webhookTypeField: ['subscriptionType', 'eventType'],
};
