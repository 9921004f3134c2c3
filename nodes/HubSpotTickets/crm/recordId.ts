import type { IExecuteFunctions } from 'n8n-workflow';

import { valueError } from '../../shared/errors';
import { entryOf } from '../../shared/isRecord';
import { Problem, toId } from '../../shared/parameters/values';

/** IDs of HubSpot's records: typed, computed, or as the address that the browser shows. */

interface RecordKind {
	/** In errors: "the ID of a ticket". */
	name: string;
	/** What the kind is called in addresses: its type ID in the newer ones, its name in the older ones. */
	inUrl: string[];
}

/** By the plural names used in paths. */
const KINDS: Record<string, RecordKind> = {
	calls: { name: 'call', inUrl: ['0-48'] },
	companies: { name: 'company', inUrl: ['0-2', 'company'] },
	contacts: { name: 'contact', inUrl: ['0-1', 'contact'] },
	deals: { name: 'deal', inUrl: ['0-3', 'deal'] },
	emails: { name: 'email', inUrl: ['0-49'] },
	meetings: { name: 'meeting', inUrl: ['0-47'] },
	notes: { name: 'note', inUrl: ['0-46'] },
	tasks: { name: 'task', inUrl: ['0-27'] },
	tickets: { name: 'ticket', inUrl: ['0-5', 'ticket'] },
};

/** What is no record of the CRM, and how it is found in an address. */
const OTHERS = {
	'channel account': () => undefined,
	inbox: () => undefined,
	conversation: ({ pathname }: URL) => /^\/live-messages\/\d+\/inbox\/(?:\d+\/)?(\d+)\/?$/.exec(pathname)?.[1],
	file: ({ pathname }: URL) => /\/(?:file-preview\/\d+\/file|api\/v3\/files)\/(\d+)(?:\/|$)/.exec(pathname)?.[1],
} as const;

export type IdKind = keyof typeof OTHERS | 'companies' | 'contacts' | 'notes' | 'tickets' | (string & {});

const isOther = (kind: string): kind is keyof typeof OTHERS => Object.hasOwn(OTHERS, kind);

/** `/contacts/{account}/record/0-5/{id}`, the older `/contacts/{account}/ticket/{id}`, and those of the help desk. */
function idInPath({ inUrl }: RecordKind, pathname: string): string | undefined {
	const steps = pathname.split('/');
	if (steps[1] !== 'contacts' && steps[1] !== 'help-desk') return undefined;
	const at = steps.findIndex((step, index) => index > 2 && inUrl.includes(step));
	return at === -1 ? undefined : steps[at + 1];
}

/** Where HubSpot shows its records, in every data center. */
const HOSTS = /(?:^|\.)hubspot\.com$/;

/** Notes, calls and the like are shown on the page of the record that they belong to. */
function idInUrl(kind: string, url: URL): string | undefined {
	if (!HOSTS.test(url.hostname)) return undefined;
	if (isOther(kind)) return OTHERS[kind](url);
	const known = entryOf(KINDS, kind);
	if (known === undefined) return undefined;
	const isActivity = known.inUrl.length === 1;
	return idInPath(known, url.pathname) ?? (isActivity ? (url.searchParams.get('engagement') ?? undefined) : undefined);
}

/** The account that an address of HubSpot's own screens belongs to. */
export function accountInUrl(address: string): string | undefined {
	const { pathname } = new URL(address);
	return /^\/(?:contacts|help-desk|live-messages|file-preview)\/(\d+)\//.exec(pathname)?.[1];
}

/** No record has the ID 0, which a calculation with nothing yields; a batch would report it as deleted. */
const RECORD_ID = /^0{0,9}[1-9]\d{0,29}$/;

/** The ID of a record of this kind, for a path or a batch. A wrong one in a batch would make HubSpot refuse all the others. */
export function recordId(kind: IdKind, value: unknown): string | Problem {
	const of = isOther(kind) ? kind : (entryOf(KINDS, kind)?.name ?? 'record');
	return toId(value, { of, pattern: RECORD_ID, fromUrl: (url) => idInUrl(kind, url) });
}

/** The kind of record that the filter `associations.contact` asks for. */
export function kindOfAssociation(propertyName: string): IdKind {
	const singular = propertyName.replace('associations.', '');
	return Object.keys(KINDS).find((kind) => KINDS[kind]?.name === singular) ?? singular;
}

interface IdField {
	/** What the user sees above the field. */
	field: string;
	kind: IdKind;
}

/** @throws NodeOperationError that names the field. */
export function readId(context: IExecuteFunctions, { field, kind }: IdField, value: string, itemIndex: number): string {
	const id = recordId(kind, value);
	if (!(id instanceof Problem)) return id;
	throw valueError(context, `The field "${field}" ${id.problem}`, { itemIndex, description: id.advice });
}

export function readTicketId(context: IExecuteFunctions, value: string, itemIndex: number, field = 'Ticket'): string {
	return readId(context, { field, kind: 'tickets' }, value, itemIndex);
}

/** Several IDs, without repeats. */
export function readIds(
	context: IExecuteFunctions,
	field: IdField,
	values: readonly string[],
	itemIndex: number,
): string[] {
	return [...new Set(values.map((value) => readId(context, field, value, itemIndex)))];
}
