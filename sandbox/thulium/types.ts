/** Every guess about Thulium that a test may turn. */
export interface ThuliumSwitches {
	/** Zone of all timestamps, which carry none. */
	zone: string;
	/** The code table (201, 204) or the vendor's samples, which expect 200 everywhere. */
	statusCodes: 'table' | 'all200';
	/** Bodies of 401, 403, 404 and 500. */
	errorBodies: 'json' | 'html' | 'empty';
	/** A header that one client looks for. */
	requestIdHeader: boolean;
	/** Unknown body fields; seen to be ignored by real systems. */
	unknownFields: 'refuse' | 'ignore';
	/** Calls in 5 seconds before 429; 0 for no limit. */
	rateLimit: number;
	/** `Retry-After` of a 429 in seconds; null for none. */
	retryAfter: number | null;
	/** Unknown query parameters of lists. */
	unknownQuery: 'refuse' | 'ignore';
	/** `status_id=1` without brackets. */
	scalarStatusId: 'error500' | 'accept';
	/** `limit` above the maximum. */
	limitOverMaximum: 'refuse' | 'cut';
	/** Whether list bounds include the named minute, and what a bare day means as an upper bound. */
	inclusiveBounds: boolean;
	bareDateTo: 'startOfDay' | 'endOfDay';
	/** Whether rows of the ticket list carry messages. */
	ticketRows: 'bare' | 'full';
	/** How a reply without `body_type` is read. */
	replyBodyType: 'HTML' | 'PLAIN';
	/** What `""` and `[]` do on PUT. */
	emptyValues: 'refuse' | 'keep' | 'clear';
	/** What `to` and `from` mean when a ticket is created with `direction: out`. */
	outDirection: 'mailboxInTo' | 'customerInTo';
	/** Key of the special fields of a ticket. */
	specialFieldsKey: string;
	/** Whether numbers may hold spaces and dashes. */
	phoneNumbers: 'asTyped' | 'digitsOnly';
	/** How a recording is named for download. */
	recordingQuery: 'filename' | 'connection_id';
	/** Whether the lists of customers and companies know `order`. */
	orderParameter: 'accept' | 'refuse';
	/** Shapes of statuses, categories and queues: named ids, plain `id`, or plain inside `{count, result}`. */
	dictionaryShape: 'named' | 'plainId' | 'wrapped';
	/** Which field of a comment is read. */
	commentField: 'either' | 'comment' | 'body';
	/** What becomes of `attachments` on a comment. */
	commentFiles: 'attach' | 'ignore' | 'refuse';
	/** `closed_at` and the like while there is none. */
	unsetDates: 'empty' | 'null';
	/** Whether `tags` on PUT replaces or adds. */
	tagsOnUpdate: 'replace' | 'add';
	/** Whether an agent's reply moves the ticket to "waiting for customer". */
	replyMovesToWaiting: boolean;
	/** Special fields that the system does not know. */
	unknownCustomFields: 'refuse' | 'accept';
	/** A token that is already attached. */
	tokenReuse: 'refuse' | 'accept';
	/** Largest upload in bytes: the panel's limit; that of the API is unknown. */
	largestFile: number;
	/** File name on `GET files/:token`. */
	contentDisposition: boolean;
	/** Body of webhook calls: form seen in production, officially unstated. */
	webhookBody: 'form' | 'json' | 'multipart';
	/** Names of actions that are not in the published list, which is not complete. */
	webhookActions: 'known' | 'any';
	/** How an empty value is written in a form. */
	webhookNulls: 'null' | 'empty' | 'undefined';
	/** How often a call is tried that is not answered with 2xx; whether there is a second try is unknown. */
	webhookTries: number;
	/** How often each call is sent although it was answered. */
	webhookCopies: number;
	/** Whether `GET webhooks` shows a set password. */
	webhookPasswordShown: boolean;
	/** Order of the lists of calls and recordings. */
	callOrder: 'oldestFirst' | 'newestFirst';
	/** Whether a call is listed before it has ended; its `disposition` is empty then. */
	unfinishedCalls: boolean;
	/** What `date` does to a reply: nothing, it becomes the time of the message, or the message waits for it as well. */
	replyDate: 'ignored' | 'shown' | 'delayed';
	/** How a plain text reply is kept: as it came, or as HTML. */
	plainReplies: 'asSent' | 'asHtml';
	/** Whether answers carry a `Date` header, with the clock of the system. */
	dateHeader: boolean;
	/** Whether the ID of a new message is greater or smaller than all others; the vendor's own sample has them falling. */
	messageIds: 'rising' | 'falling';
	/** Shape of the customer and company lists. */
	customerList: 'array' | 'result';
	/** What the second API user may do, as `METHOD path` of the vendor's list. */
	limitedPermissions: string[];
}

export interface StoredFile {
	token: string;
	filename: string;
	bytes: Buffer;
	uploaded: number;
	/** Message that holds it; null while it is a temporary file. */
	messageId: number | null;
}

export interface Message {
	message_id: number;
	user_login: string;
	type: 'MAIL' | 'REPLY' | 'COMMENT';
	body: string;
	comment: string;
	system_comment: string;
	created: number;
	attachments: string[];
	/** Not shown by the API. */
	body_type?: 'HTML' | 'PLAIN';
	/** Whether it is not there before its time. */
	waits?: boolean;
}

export interface Ticket {
	ticket_id: number;
	from: string;
	source: string;
	ticket_queue_id: number;
	subject: string;
	status_id: string;
	substatus_id: string;
	category_id: string;
	customer_id: number | null;
	user_login: string;
	tags: string[];
	custom_fields: Record<string, string | string[]>;
	created: number;
	updated: number;
	closed: number | null;
	firstResponse: number | null;
	/** Oldest first; shown newest first. */
	messages: Message[];
}

export interface Substatus {
	substatus_id: string;
	name: string;
}

export interface Status {
	status_id: string;
	name: string;
	substatuses: Substatus[];
}

export interface Agent {
	agent_id: number;
	login: string;
	name: string;
	surname: string;
	email: string;
	active: boolean;
	number: number;
	outbound_mode: string;
	group_id: number;
}

export interface Webhook {
	id: number;
	actions: string[];
	subscription_url: string;
	http_auth_user: string;
	http_auth_password: string;
}

export interface Delivery {
	action: string;
	url: string;
	/** 0 when nobody answered. */
	status: number;
}
