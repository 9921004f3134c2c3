import type { JsonObject } from '../core/types';

/** Every guess about jtel that a test may turn. */
export interface JtelSwitches {
	/** Form of the AcdEvent timestamps; seen without zone, with offset and as UTC with microseconds. */
	stampForm: 'local' | 'offset' | 'utc';
	zone: string;
	/** Whether `GET /acd/events/types` exists on this release. */
	typesEndpoint: boolean;
	/** Event types that no page names, for example chat. */
	moreEventTypes: boolean;
	/** Whether finished events (status 20) are in the list. */
	closedEventsListed: boolean;
	/** Greatest length of `Subject`, `Body` and `UserData` of an event; 0 is none. */
	textLimit: number;
	/** How the body of a callback stands in `EventData`. */
	bodyForm: 'escaped' | 'cdata' | 'markup';
	/** `EventData` of an event without a link. */
	emptyUrls: 'kept' | 'omitted';
	/** Whether the telephone numbers of a dialler contact are held to the general form, digits only. */
	contactNumbers: 'digits' | 'any';
	/** Routes of a newer release, for example `GET /calls`: they answer 404 with an empty body. */
	disabledEndpoints: string[];
	/** jtel's own examples have their keys in hash order. */
	shuffleKeys: boolean;
	/** The token of client 1; a replaced one is refused at once. */
	token: string;
	wrongContentTypeStatus: 400 | 415;
	/** Event create with an unknown group, user or type. */
	unknownReferenceStatus: 404 | 400 | 409;
	/** `Body` on a type other than callback. */
	bodyOnOtherTypes: 'refuse' | 'ignore' | 'store';
	/** Undocumented query parameters: refused, although the real server probably ignores them. */
	refuseUnknownQuery: boolean;
	/** Answer body of call actions. */
	actionReply: 'status' | 'empty';
	/** Where `setValue` reads its value. */
	valuePosition: 'either' | 'query' | 'body';
	/** HTTP status of `setValue` results 1, 2 and 4. */
	setValueFailureStatus: 200 | 400 | 404;
	/** Whether a single contact is read below `/dialler/contacts/{id}` or `/dialler/contacts/contact/{id}`. */
	contactPath: 'short' | 'long';
	/** Whether the REST calls of an ACD group can carry headers and Basic Auth. */
	calloutHeaders: boolean;
	/** Whether a REST call of an ACD group is made again: what jtel does after an error is not documented. */
	calloutRepeats: 'never' | 'afterError' | 'always';
	/** Errors in the body under HTTP 200: never seen, but a client has to bear it. */
	errorsUnder200: boolean;
}

/** An AcdEvent as it is kept: timestamps in epoch milliseconds, written out when it is shown. */
export interface StoredEvent {
	ID: number;
	AcdEventTypesID: number;
	AcdEventStatusID: number;
	AcdGroupsID: number;
	UsersID: number | null;
	Sender: string;
	Receiver: string | null;
	Subject: string;
	EventData: string;
	CrmURL: string | null;
	UserData: string | null;
	UserData2: string | null;
	ForeignSystemNumber: string | null;
	created: number;
	modified: number;
	lastModified: number;
}

/** A read-only record; `ID` is its key. */
export type MasterRecord = JsonObject & { ID: number };

export interface LiveCall {
	UFN: string;
	state: 'ringing' | 'connected' | 'held';
	bOutbound: 0 | 1;
	CallingPartyNumber: string;
	started: number;
}

export interface CockpitVariable {
	ID: number;
	Name: string;
	Description: string;
	CounterAbsolute: number;
	MinValue: number | null;
	MaxValue: number | null;
	writable: boolean;
	visible: boolean;
	lastModified: number;
}

/** One client account (tenant) with all that belongs to it. */
export interface Account {
	clientsId: number;
	groups: MasterRecord[];
	users: MasterRecord[];
	serviceNumbers: MasterRecord[];
	events: StoredEvent[];
	/** Made or changed in a transaction that is still open: nobody sees them, but their IDs are taken. */
	uncommitted: StoredEvent[];
	calls: LiveCall[];
	cockpitVariables: CockpitVariable[];
	campaigns: MasterRecord[];
	contacts: MasterRecord[];
}
