/** Guesses about Kaizala and limits that a test may turn. */
export type KaizalaSwitches = {
	/** Who answers 308: nobody, the API, the token call, or both. */
	moved: 'off' | 'api' | 'auth' | 'both';
	/** What `Location` holds: the bare base or the full address. */
	movedLocation: 'base' | 'full';
	/** Whether `endpointUrl` ends in a slash; Microsoft's samples show both. */
	endpointUrlTrailingSlash: boolean;
	/** The four-hundreds come with status 200, recognizable only by their `errorCode`. */
	errorsWith200: boolean;
	/** `"true"` instead of `true` in replies such as `{result}`. */
	stringBooleans: boolean;
	accessTokenLifetimeMs: number;
	refreshTokenLifetimeDays: number;
	/** Age from which every token call hands out a replacement. */
	refreshTokenRotationDays: number;
	/** When a replaced refresh token stops working. */
	replacedTokenDies: 'onAdoption' | 'atOnce';
	/** Before day 328 the reply's `refreshToken` is one of these. */
	emptyRefreshToken: 'null' | 'empty' | 'absent';
	/** Whether the OAuth exchange hands out a refresh token on day 0. */
	oauthRefreshToken: boolean;
	/** Whether a new refresh token kills every older one of its connector, or only those of the same user. */
	newTokenKills: 'connector' | 'user';
	/** Permissions that the connectors lack, by wire name. */
	missingScopes: string[];
	connectorCallsPerMinute: number;
	tenantCallsPerMinute: number;
	rateWindowMs: number;
	/** Largest list of subscribers in one send; the real limit is not on record, clients used 30. 0 = none. */
	maxSubscribersPerSend: number;
	/** Largest `count` of the action list; not on record. */
	maxActionListCount: number;
	/** Reactions per page; not on record. */
	reactionPageSize: number;
	/** Whether reaction cursors, which exceed 2^53, are numbers or texts on the wire. */
	reactionCursor: 'number' | 'string';
	/** All files of one upload together, and what is fetched from an address; a guess. */
	maxMediaBytes: number;
	/** How long an upload or the fetch of an address may take from first to last byte. */
	mediaTimeoutMs: number;
	/** Whether Location and DateTime property values must have the simulator's own encoding. */
	checkPropertyEncodings: boolean;
	/** What a question for a date is called: the table says Date, the sample below it DateTime. */
	dateQuestion: 'both' | 'DateTime' | 'Date';
	/** Where a card is updated: the text of the ticketing page says `…/properties`, its table does not. */
	updatePath: 'both' | 'action' | 'properties';
	/** Whether bodies are read as that page prints them: names without quotes, typographic quotes, a brace too many. */
	printedRequests: boolean;
	/** Whether events name their group beside the data: seen in captures, not in the documentation. */
	eventGroupId: boolean;
	/** Whether a job can only be given to members of the group (not on record). */
	jobAssigneesMustBeMembers: boolean;
	requireHttpsCallbacks: boolean;
	webhookTimeoutMs: number;
	/** First retry delay; the six delays 1, 2, 4, 8, 16, 32 units add up to two days. */
	webhookRetryUnitMs: number;
	/** How many times each event is delivered; 2 shows "at least once". */
	webhookCopies: number;
};

export const DEFAULT_SWITCHES: Readonly<KaizalaSwitches> = {
	moved: 'off',
	movedLocation: 'base',
	endpointUrlTrailingSlash: false,
	errorsWith200: false,
	stringBooleans: false,
	accessTokenLifetimeMs: 24 * 3_600_000,
	refreshTokenLifetimeDays: 365,
	refreshTokenRotationDays: 328,
	replacedTokenDies: 'onAdoption',
	emptyRefreshToken: 'null',
	oauthRefreshToken: true,
	newTokenKills: 'connector',
	missingScopes: [],
	connectorCallsPerMinute: 100,
	tenantCallsPerMinute: 300,
	rateWindowMs: 60_000,
	maxSubscribersPerSend: 30,
	maxActionListCount: 100,
	reactionPageSize: 50,
	reactionCursor: 'number',
	maxMediaBytes: 20 * 1024 * 1024,
	mediaTimeoutMs: 10_000,
	checkPropertyEncodings: true,
	dateQuestion: 'both',
	updatePath: 'both',
	printedRequests: false,
	eventGroupId: true,
	jobAssigneesMustBeMembers: true,
	requireHttpsCallbacks: false,
	webhookTimeoutMs: 5_000,
	webhookRetryUnitMs: Math.round((48 * 3_600_000) / 63),
	webhookCopies: 1,
};

/** What the switches that name one of a few cases may be. */
export const SWITCH_VALUES = {
	moved: ['off', 'api', 'auth', 'both'],
	movedLocation: ['base', 'full'],
	replacedTokenDies: ['onAdoption', 'atOnce'],
	emptyRefreshToken: ['null', 'empty', 'absent'],
	newTokenKills: ['connector', 'user'],
	reactionCursor: ['number', 'string'],
	dateQuestion: ['both', 'DateTime', 'Date'],
	updatePath: ['both', 'action', 'properties'],
} as const satisfies { [Name in keyof KaizalaSwitches]?: readonly KaizalaSwitches[Name][] };
