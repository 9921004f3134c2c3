import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import type { EventTexts } from '../../shared/triggers/events';
import type { Call } from './payload';
import { readCall, readGroupCalls } from './payload';

/** The parameters that only some sources have. */
type Setting = 'httpMethods' | 'options' | 'responseBody' | 'responseCode';

/** What in jtel calls the trigger. */
interface CallSource extends EventTexts {
	/** What to do in jtel, as a notice in the panel. */
	notice: string;
	/** The method that jtel uses; undefined where the user chooses it. */
	httpMethod: 'GET' | 'POST' | undefined;
	/** The parameters that are shown for it. */
	settings: readonly Setting[];
	/** What comes out of one request; nothing if it is not from this source. */
	calls(body: unknown, query: IDataObject): Call[];
}

const singleCall = (body: unknown, query: IDataObject): Call[] => [
	readCall([...(isRecord(body) ? [body] : []), query]),
];

/** Keyed by the value of the `source` parameter. */
export const SOURCES = {
	acdGroup: {
		label: 'ACD Group',
		subtitle: 'Callback or Voice Mail',
		description: 'A callback or a voice mail was left for an ACD group',
		notice:
			"In jtel, open the ACD group and paste the Production URL of this node as the address of its 'REST Calls (Create Callback)' (jtel 3.28 or newer) or 'REST Calls (Create Voice Mail)' (3.30 or newer). jtel calls it for each new callback or voice mail.",
		httpMethod: 'POST',
		settings: ['options'],
		calls: readGroupCalls,
	},
	crmUrl: {
		label: 'CRM URL',
		description: "An agent's computer opens a web address with the call",
		notice:
			"In jtel, paste the Production URL of this node as CRM URL of the ACD group or of the IVR object that saves additional information, followed by the variables that you want, for example ?CallerNumber=$CallerNumber&ServiceNumber=$ServiceNumber&groupname=$groupname&useruid=$useruid. The agent's computer opens it when a call comes in.",
		httpMethod: 'GET',
		settings: ['responseBody', 'responseCode'],
		calls: singleCall,
	},
	ivr: {
		label: 'IVR',
		description: 'The REST object of a call flow asks for something',
		notice:
			"In jtel's call flow, paste the Production URL of this node into the object 'REST', choose one of the HTTP methods below there, and add the parameters that you want, for example CallerID and ServiceNumber.",
		httpMethod: undefined,
		settings: ['httpMethods', 'responseBody', 'responseCode'],
		calls: singleCall,
	},
} as const satisfies Record<string, CallSource>;

export type SourceName = keyof typeof SOURCES;

const entries = Object.entries<CallSource>(SOURCES);

export const hasSetting = (source: SourceName, setting: Setting): boolean =>
	entries.some(([name, { settings }]) => name === source && settings.includes(setting));

/** The sources for which this parameter is shown. */
export const sourcesWith = (setting: Setting): string[] =>
	entries.filter(([, { settings }]) => settings.includes(setting)).map(([name]) => name);

/** For each source, what to do in jtel. */
export const sourceNotices = entries.map(([name, { notice }]) => ({
	displayName: notice,
	name: `${name}Notice` as const,
	type: 'notice' as const,
	default: '',
	displayOptions: { show: { source: [name] } },
}));
