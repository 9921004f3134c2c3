import type { JournalEntry, Json, JsonObject, ServiceName } from '../../core/types';
import type { States } from './states';

/** The sandbox's own control routes, which answer this page and nobody else. */
async function call<T>(path: string, init?: RequestInit): Promise<T> {
	const response = await fetch(`/_sandbox${path}`, init);
	const text = await response.text();
	if (!response.ok) throw new Error(problemIn(text) ?? `The sandbox answered ${response.status}`);
	return (text === '' ? null : JSON.parse(text)) as T;
}

const post = (body: JsonObject): RequestInit => ({
	method: 'POST',
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify(body),
});

export const readState = <Name extends ServiceName>(name: Name) => call<States[Name]>(`/state/${name}`);
export const readJournal = (since: number) => call<JournalEntry[]>(`/journal?since=${since}`);
export const clearJournal = () => call<null>('/journal', { method: 'DELETE' });
export const readClock = () => call<{ now: string }>('/clock');
export const readSwitches = () => call<{ jtel: { zone: string } }>('/switches');
export const reset = () => call<{ status: string }>('/reset', { method: 'POST' });

/** What people do in the vendors' own screens. */
export const act = (service: ServiceName, action: string, input: JsonObject) =>
	call<Json>(`/${service}/actions/${action}`, post(input));

function problemIn(text: string): string | undefined {
	try {
		const body = JSON.parse(text) as { error?: unknown };
		return typeof body.error === 'string' ? body.error : undefined;
	} catch {
		return undefined;
	}
}
