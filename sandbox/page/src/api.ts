import type { Place } from '../../core/places';
import type {
	ArmedFault,
	Fault,
	JournalEntry,
	JournalHead,
	Json,
	JsonObject,
	Login,
	Meter,
	ServiceName,
	WebhookAnswer,
	WebhookTarget,
} from '../../core/types';
import type { States } from './states';

/** The sandbox's own control routes, which answer this page and nobody else. */
async function call<T>(path: string, init?: RequestInit): Promise<T> {
	const response = await fetch(`/_sandbox${path}`, init);
	const text = await response.text();
	if (!response.ok) throw new Error(problemIn(text) ?? `The sandbox answered ${response.status}`);
	return (text === '' ? null : JSON.parse(text)) as T;
}

const send = (method: string, body: object): RequestInit => ({
	method,
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body),
});

/** One value per system. */
export type PerService<T> = Record<ServiceName, T>;
export type Switches = PerService<Record<string, Json>>;

export const readState = <Name extends ServiceName>(name: Name) => call<States[Name]>(`/state/${name}`);
/** How many calls the page keeps: a trigger that looks every few seconds makes thousands. */
export const KEPT_CALLS = 5_000;

export const readJournal = (since: number) =>
	call<JournalHead[]>(`/journal?since=${since}&last=${KEPT_CALLS}&bodies=false`);
/** One call with its bodies. */
export const readCall = (seq: number) => call<JournalEntry>(`/journal/${seq}`);
export const clearJournal = () => call<null>('/journal', { method: 'DELETE' });
export const readClock = () => call<{ now: string; frozen: boolean }>('/clock');
export const shiftClock = (shiftMs: number) => call<Json>('/clock', send('POST', { shiftMs }));
export const unshiftClock = () => call<Json>('/clock', send('POST', { freezeAt: null }));

export const readSwitches = () => call<Switches>('/switches');
export const readSwitchDefaults = () => call<Switches>('/switches/defaults');
/** For switches that take one of a few values: which ones. */
export const readSwitchValues = () => call<PerService<Record<string, Json[]>>>('/switches/values');
export const setSwitch = (service: ServiceName, name: string, value: Json) =>
	call<Json>('/switches', send('PATCH', { [service]: { [name]: value } }));

export const readFaults = () => call<ArmedFault[]>('/faults');
export const armFault = (fault: Fault) => call<ArmedFault[]>('/faults', send('POST', fault));
export const disarmFault = (id: number) => call<null>(`/faults/${id}`, { method: 'DELETE' });
export const disarmFaults = () => call<null>('/faults', { method: 'DELETE' });

export interface ConnectInfo {
	places: Place[];
	logins: Partial<PerService<Login[]>>;
}

export const readConnect = () => call<ConnectInfo>('/connect');

export interface WebhookSourceInfo {
	service: ServiceName;
	trigger: string;
	events: Record<string, string>;
	asksForLogin: boolean;
	subscribed: string[];
}

export const readWebhookSources = () => call<{ sources: WebhookSourceInfo[] }>('/webhook-calls');
export const callWebhook = (input: WebhookTarget & { service: ServiceName; event: string }) =>
	call<WebhookAnswer>('/webhook-calls', send('POST', input));

export const readMeters = () => call<PerService<Meter[]>>('/meters');
export const reset = () => call<{ status: string }>('/reset', { method: 'POST' });

/** What people do in the vendors' own screens. */
export const act = (service: ServiceName, action: string, input: JsonObject) =>
	call<Json>(`/${service}/actions/${action}`, send('POST', input));

/** Where the page offers a stored file for download. */
export const fileAddress = (service: ServiceName, id: string) => `/_sandbox/${service}/files/${encodeURIComponent(id)}`;

function problemIn(text: string): string | undefined {
	try {
		const body = JSON.parse(text) as { error?: unknown };
		return typeof body.error === 'string' ? body.error : undefined;
	} catch {
		return undefined;
	}
}
