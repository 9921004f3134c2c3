import { eventData } from './eventData';
import type { Account, MasterRecord, StoredEvent } from './types';

/** Invented data. Timestamps lie in the past, so that whatever a test creates is newer. */
const START = Date.UTC(2025, 0, 13, 8, 0, 0, 250);
/** The end of the day after. */
export const SEED_END = Date.UTC(2025, 0, 15);
const MINUTE = 60_000;

/** Keys: 1 to 5 from an older page of jtel, 6 from the create example; the text of 6 is a guess. */
export const EVENT_TYPES: MasterRecord[] = [
	{ ID: 1, ShortText: 'AcdEventTypes.VoiceMail' },
	{ ID: 2, ShortText: 'AcdEventTypes.Fax' },
	{ ID: 3, ShortText: 'AcdEventTypes.Callback' },
	{ ID: 4, ShortText: 'AcdEventTypes.SMS' },
	{ ID: 5, ShortText: 'AcdEventTypes.Email' },
	{ ID: 6, ShortText: 'AcdEventTypes.Workflow' },
];

/** Chat and WhatsApp exist in jtel; their numbers and keys are invented. */
export const MORE_EVENT_TYPES: MasterRecord[] = [
	{ ID: 7, ShortText: 'AcdEventTypes.Chat' },
	{ ID: 8, ShortText: 'AcdEventTypes.WhatsApp' },
];

export const SECOND_CLIENT_TOKEN = 'jtel-second-token';

export function seedAccounts(): Account[] {
	return [
		{
			clientsId: 1,
			groups: [group(235, 'Support'), group(236, 'Sales'), group(240, 'Außendienst')],
			users: [
				user(3, 'erin.berg', 'Berg', 'Erin'),
				user(4, 'samir.aziz', 'Aziz', 'Samir'),
				user(9, 'alma.weiß', 'Weiß', 'Alma'),
			],
			serviceNumbers: [
				serviceNumber(17, '4919900112233', 'Hotline'),
				serviceNumber(18, '4919900445566', 'Bestellannahme'),
			],
			events: [
				event(2001, {
					AcdEventTypesID: 3,
					Sender: '4915550001',
					Receiver: '4919900112233',
					Subject: 'Rückruf: Rechnung',
				}),
				event(2002, {
					AcdEventTypesID: 5,
					Sender: 'ines@example.com',
					Receiver: 'support@example.com',
					Subject: 'Router offline',
				}),
				event(2003, {
					AcdEventTypesID: 1,
					Sender: '4915550002',
					Receiver: '4919900112233',
					Subject: 'Voice mail',
					UsersID: 3,
				}),
				event(2004, {
					AcdEventTypesID: 6,
					Sender: 'leo@example.com',
					Subject: 'Delivery is late',
					UserData: '70021',
					CrmURL: 'https://crm.example.com/t/70021',
				}),
				event(2005, {
					AcdEventTypesID: 6,
					Sender: 'uma@example.com',
					Subject: 'Old ticket',
					UserData: '70004',
					AcdEventStatusID: 20,
					UsersID: 4,
					AcdGroupsID: 236,
				}),
			],
			uncommitted: [],
			calls: [
				{ UFN: 'SIP/trunk1-000a1#1', state: 'ringing', bOutbound: 0, CallingPartyNumber: '4915550003', started: START },
				{
					UFN: 'SIP/trunk1-000a2#1',
					state: 'connected',
					bOutbound: 1,
					CallingPartyNumber: '4919900112233',
					started: START + MINUTE,
				},
			],
			cockpitVariables: [
				variable(11, 'Open orders', 40, { MinValue: 0, MaxValue: 100 }),
				variable(12, 'Calls today', 7, { writable: false }),
				variable(13, 'Hidden figure', 1, { visible: false }),
			],
			campaigns: [campaign(51, 'Renewals'), campaign(52, 'Survey')],
			contacts: [contact(801, 51, 'Krause', 'cust-1', '4915550010'), contact(802, 52, 'Ott', 'cust-2', '4915550011')],
		},
		{
			clientsId: 2,
			groups: [group(300, 'Other tenant')],
			users: [user(30, 'other.agent', 'Agent', 'Other')],
			serviceNumbers: [serviceNumber(60, '4919900778899', 'Other hotline')],
			events: [
				event(2000, {
					AcdEventTypesID: 6,
					Sender: 'other@example.com',
					Subject: 'Of another tenant',
					AcdGroupsID: 300,
				}),
			],
			uncommitted: [],
			calls: [],
			cockpitVariables: [],
			campaigns: [],
			contacts: [],
		},
	];
}

function event(
	ID: number,
	given: Partial<StoredEvent> & Pick<StoredEvent, 'AcdEventTypesID' | 'Sender' | 'Subject'>,
): StoredEvent {
	const created = START + (ID - 2000) * 7 * MINUTE;
	const UserData = given.UserData ?? null;
	const CrmURL = given.CrmURL ?? null;
	return {
		ID,
		AcdEventStatusID: 1,
		AcdGroupsID: 235,
		UsersID: null,
		Receiver: null,
		UserData2: null,
		CrmURL,
		UserData,
		ForeignSystemNumber: given.AcdEventTypesID === 6 ? UserData : null,
		EventData: eventData({ CrmURL, UserData }),
		created,
		modified: created,
		lastModified: created + 135,
		...given,
	};
}

function group(ID: number, Name: string): MasterRecord {
	return {
		ID,
		Name,
		DistributionAlgorithmID: 1,
		ServiceLevelSeconds: 20,
		QueueMusicID4Sec: null,
		SupervisorAggregationSkill5ID: null,
		bPositionAnnouncement3: false,
		TarifAnnouncementWavesID: null,
		bCallRedirectionAfterNumberAnnouncement: false,
	};
}

function user(ID: number, UID: string, Name: string, FirstName: string): MasterRecord {
	return {
		ID,
		UID,
		Name,
		FirstName,
		TelStatusID: 0,
		dtPBXTelephoneStatus: null,
		bTelCallsForwarding: false,
		bUseWebMail: true,
		ResellersID: 1,
		AgentStatusAfterLogoutRejectedID: null,
	};
}

function serviceNumber(ID: number, Name: string, Name2: string): MasterRecord {
	return {
		ID,
		Name,
		Name2,
		ContractNumber: null,
		dtTo: '2099-12-31T00:00:00.000+01:00',
		EndNumber: null,
		dtReset: '2025-01-01T00:00:00.484+01:00',
		ApplySeconds3: null,
		ApplySeconds4: null,
		bCockpitConferenceFlag: false,
		ClientsID: 1,
		ResellersID: 1,
	};
}

function variable(
	ID: number,
	Name: string,
	CounterAbsolute: number,
	given: { MinValue?: number; MaxValue?: number; writable?: boolean; visible?: boolean },
) {
	return {
		ID,
		Name,
		Description: `${Name} of the day`,
		CounterAbsolute,
		MinValue: given.MinValue ?? null,
		MaxValue: given.MaxValue ?? null,
		writable: given.writable ?? true,
		visible: given.visible ?? true,
		lastModified: START,
	};
}

function campaign(ID: number, Name: string): MasterRecord {
	return {
		ID,
		Name,
		ContactPreviewTime: 10,
		nMaxParallelLines: 2,
		bCloseContactsOnIncomingCallsMatchCallerID: false,
		dtTo: null,
		LanguagesID: 1,
		bCallerIDActive: true,
		ClientsID: 1,
	};
}

function contact(
	ID: number,
	DiallerCampaignsID: number,
	Name: string,
	UserData: string,
	PhoneNumber1: string,
): MasterRecord {
	return { ID, DiallerCampaignsID, Name, UserData, PhoneNumber1, Company: null, Email: null, dtNextTry: null };
}
