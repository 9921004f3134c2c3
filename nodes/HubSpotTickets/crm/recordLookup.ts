import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asNodeError, isOutcomeUnknown, shorten, valueError } from '../../shared/errors';
import { pathPart } from '../../shared/http/url';
import { isRecord } from '../../shared/isRecord';
import { retryState } from '../../shared/operations/retryState';
import { trimInvisible } from '../../shared/parameters/dateTime';
import { readNumber } from '../../shared/parameters/phoneNumber';
import type { TypedMode } from '../../shared/parameters/resourceLocator';
import type { Located } from '../../shared/parameters/types';
import { isEmail } from '../../shared/parameters/values';
import { recordIn } from '../../shared/http/shapes';
import { hubSpotRequest, results, resultsOf } from '../transport';
import { crmRecord, propertyOf } from './record';
import { isMissing } from './ticket';
import { safeString } from '../../shared/safeConversion';

/** Contacts and companies by what people know of them: an email address, a phone number, a domain. */

export const CONTACT_MODES = [
	{ displayName: 'By Email', name: 'email', placeholder: 'name@example.com' },
	{ displayName: 'By Phone', name: 'phone', placeholder: '+48 600 100 201' },
] as const satisfies readonly TypedMode[];

export const COMPANY_MODES = [
	{ displayName: 'By Domain', name: 'domain', placeholder: 'example.com' },
] as const satisfies readonly TypedMode[];

/** A value that a record is looked for by. */
interface Wanted {
	kind: 'contacts' | 'companies';
	/** As in "the phone number". */
	what: string;
	/** What the record has, in the form that is compared and, for a new contact, written. */
	value: string;
	/** The property that holds it. */
	property: string;
	find(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject[]>;
}

const NAMES: Record<Wanted['kind'], string[]> = { contacts: ['firstname', 'lastname', 'email'], companies: ['name'] };

/** So many of those that have the value are told apart. */
const MAX_FOUND = 100;

async function searchFor(
	context: IExecuteFunctions,
	kind: Wanted['kind'],
	filters: Array<{ propertyName: string; values: string[] }>,
	itemIndex: number,
): Promise<IDataObject[]> {
	const body = {
		filterGroups: filters.map((filter) => ({ filters: [{ ...filter, operator: 'IN' }] })),
		properties: [...NAMES[kind], ...filters.map(({ propertyName }) => propertyName)],
		limit: MAX_FOUND,
	};
	const request = {
		family: 'objects',
		method: 'POST',
		path: `/${kind}/search`,
		body,
		retry: 'read',
		expects: resultsOf(crmRecord),
	} as const;
	return results(await hubSpotRequest(context, { ...request, rateLimit: 'search' }, itemIndex));
}

/** By its unique value: unlike the search this knows a contact at once. */
async function contactByEmail(context: IExecuteFunctions, email: string, itemIndex: number): Promise<IDataObject[]> {
	const path = `/contacts/${pathPart('Contact', email)}`;
	const qs = { idProperty: 'email', properties: NAMES.contacts.join(',') };
	try {
		const body = await hubSpotRequest(
			context,
			{ family: 'objects', method: 'GET', path, qs, retry: 'read', expects: crmRecord },
			itemIndex,
		);
		return [recordIn(body)];
	} catch (error) {
		if (isMissing(error)) return [];
		throw asNodeError(context.getNode(), error, itemIndex);
	}
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

interface PhoneNumber {
	international: boolean;
	/** With the country code where that is known, else without the zeros in front. */
	digits: string;
}

function toPhoneNumber(written: string): PhoneNumber | undefined {
	const { international, rest } = readNumber(written);
	const digits = international ? rest : rest.replace(/^0+/, '');
	return /^\d{6,15}$/.test(digits) ? { international, digits } : undefined;
}

/** Country codes have one to three digits. */
const LONGEST_COUNTRY_CODE = 3;

function isSameNumber(one: PhoneNumber, other: PhoneNumber): boolean {
	if (one.international === other.international) return one.digits === other.digits;
	const [full, national] = one.international ? [one.digits, other.digits] : [other.digits, one.digits];
	const code = full.length - national.length;
	return full.endsWith(national) && code >= 1 && code <= LONGEST_COUNTRY_CODE;
}

/** HubSpot keeps numbers as they were typed, and beside them their national form for searches. */
const TYPED_NUMBERS = ['phone', 'mobilephone'];
const NATIONAL_NUMBERS = ['hs_searchable_calculated_phone_number', 'hs_searchable_calculated_mobile_number'];

async function contactsByPhone(
	context: IExecuteFunctions,
	typed: string,
	number: PhoneNumber,
	itemIndex: number,
): Promise<IDataObject[]> {
	const { international, digits } = number;
	// Which digits are the country code is not known here: the search takes all that can be, and the match is checked below.
	const national = international
		? [1, 2, LONGEST_COUNTRY_CODE].map((length) => digits.slice(length).replace(/^0+/, ''))
		: [digits];
	const forms = [...new Set([typed.toLowerCase(), digits, `+${digits}`, `0${digits}`])];
	const found = await searchFor(
		context,
		'contacts',
		[
			...TYPED_NUMBERS.map((propertyName) => ({ propertyName, values: forms })),
			...NATIONAL_NUMBERS.map((propertyName) => ({ propertyName, values: national })),
		],
		itemIndex,
	);
	return found.filter((contact) =>
		TYPED_NUMBERS.some((property) => {
			const own = toPhoneNumber(propertyOf(contact, property).replace(/(?:ext\.?|x|#)\s*\d{1,6}$/i, ''));
			return own !== undefined && isSameNumber(own, number);
		}),
	);
}

/** `www.` and what stands around a domain in an address say nothing about it. */
function toDomain(text: string): string | undefined {
	const bare = text
		.toLowerCase()
		.replace(/^https?:\/\//, '')
		.replace(/^www\./, '');
	const domain = bare.split(/[/?#:]/)[0] ?? '';
	return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(domain) && domain.length < 254 ? domain : undefined;
}

/** What a mode other than list, ID and address means; undefined when the value is none of its kind. */
function wantedBy({ mode, value }: Located): Wanted | undefined {
	const text = trimInvisible(value);
	if (mode === 'email') {
		const email = text.toLowerCase();
		if (!isEmail(email) || !/@[^@.]+(?:\.[^@.]+)+$/.test(email)) return undefined;
		const find: Wanted['find'] = async (context, itemIndex) => await contactByEmail(context, email, itemIndex);
		return { kind: 'contacts', what: 'email address', value: email, property: 'email', find };
	}
	if (mode === 'phone') {
		const number = toPhoneNumber(text);
		if (number === undefined) return undefined;
		const find: Wanted['find'] = async (context, itemIndex) => await contactsByPhone(context, text, number, itemIndex);
		const phone = number.international ? `+${number.digits}` : digitsOf(text);
		return { kind: 'contacts', what: 'phone number', value: phone, property: 'phone', find };
	}
	const domain = toDomain(text);
	if (domain === undefined) return undefined;
	const find: Wanted['find'] = async (context, itemIndex) =>
		await searchFor(context, 'companies', [{ propertyName: 'domain', values: [domain] }], itemIndex);
	return { kind: 'companies', what: 'domain', value: domain, property: 'domain', find };
}

export const isLookup = (mode: string): boolean =>
	[...CONTACT_MODES, ...COMPANY_MODES].some(({ name }) => name === mode);

const SINGULAR: Record<Wanted['kind'], string> = { contacts: 'contact', companies: 'company' };

function nameOf(kind: Wanted['kind'], record: IDataObject): string {
	const name = NAMES[kind].map((property) => propertyOf(record, property)).filter(Boolean);
	return `${shorten(name.join(' '), 60)} (${safeString(record.id)})`;
}

/** What was found or made in this run, also by an earlier try of it: a search does not know a new contact for a while. */
const lookups = retryState(() => new Map<string, Promise<string | undefined>>());

/** Numbers are one and the same only where their last digits are. */
const LAST_DIGITS = 6;

/** The numbers of the contacts that this run makes, as they were named, by their last digits. */
const madeNumbers = retryState(() => new Map<string, Set<string>>());

const lastDigits = (value: string): string => digitsOf(value).slice(-LAST_DIGITS);

const keyOf = ({ what, value }: Pick<Wanted, 'what' | 'value'>): string => `${what} ${value}`;

/**
 * Under which key it is remembered. A search does not know a contact that was just made, so one that is named by its
 * number in another form, with the country code or without, is found here.
 */
function knownKey(context: IExecuteFunctions, wanted: Wanted): string {
	const own = keyOf(wanted);
	const number = wanted.property === 'phone' ? toPhoneNumber(wanted.value) : undefined;
	if (number === undefined || lookups(context).has(own)) return own;
	const same = [...(madeNumbers(context).get(lastDigits(wanted.value)) ?? [])].filter((value) => {
		const other = toPhoneNumber(value);
		return other !== undefined && isSameNumber(other, number) && lookups(context).has(keyOf({ ...wanted, value }));
	});
	const [value] = same;
	return value !== undefined && same.length === 1 ? keyOf({ ...wanted, value }) : own;
}

async function idOf(
	context: IExecuteFunctions,
	field: string,
	wanted: Wanted,
	itemIndex: number,
): Promise<string | undefined> {
	const { kind, what, value } = wanted;
	const found = await wanted.find(context, itemIndex);
	if (found.length < 2) return found[0] === undefined ? undefined : safeString(found[0].id);
	const names = found.slice(0, 5).map((record) => nameOf(kind, record));
	throw valueError(context, `The field "${field}" has the ${what} "${value}", which ${found.length} ${kind} have`, {
		itemIndex,
		description: `Choose one of them by its ID: ${names.join(', ')}.`,
	});
}

async function createContact(context: IExecuteFunctions, wanted: Wanted, undone: string, itemIndex: number) {
	const { what, value, property } = wanted;
	if (property === 'phone') {
		const made = madeNumbers(context);
		const last = lastDigits(value);
		made.set(last, (made.get(last) ?? new Set()).add(value));
	}
	const request = {
		family: 'objects',
		method: 'POST',
		path: '/contacts',
		body: { properties: { [property]: value } },
		creates: 'new contact',
		retry: 'unsafeWrite',
		reconcileHint: `${undone} Look in HubSpot for a contact with the ${what} ${value} before you run this item again.`,
	} as const;
	const contact = await hubSpotRequest(context, request, itemIndex);
	return isRecord(contact) ? safeString(contact.id) : undefined;
}

async function remembered(
	context: IExecuteFunctions,
	key: string,
	find: () => Promise<string | undefined>,
): Promise<string | undefined> {
	const known = lookups(context);
	const promise = known.get(key) ?? find();
	known.set(key, promise);
	try {
		const id = await promise;
		if (id === undefined) known.delete(key);
		return id;
	} catch (error) {
		// What may have been made must not be made again for the next item.
		if (!isOutcomeUnknown(error)) known.delete(key);
		throw asNodeError(context.getNode(), error);
	}
}

/** What to do about a contact that HubSpot does not have. */
export type IfMissing = 'refuse' | 'create' | 'leaveOut';

/** Which record is looked for. */
export interface RecordLookup {
	/** What the user sees above the field. */
	field: string;
	/** By the plural name used in paths. */
	kind: string;
	ifMissing: IfMissing;
	/** What is not done when nobody knows whether the contact was made: "The ticket was not created." */
	undone: string;
}

/**
 * The ID of the record that is named by an email address, a phone number or a domain; undefined when the locator is in
 * another mode, or nothing was found and that is to be left out.
 */
export async function lookUpRecord(
	context: IExecuteFunctions,
	{ field, kind: objectType, ifMissing, undone }: RecordLookup,
	located: Located,
	itemIndex: number,
): Promise<string | undefined> {
	if (!isLookup(located.mode) || located.value === '') return undefined;
	const { displayName = '' } = [...CONTACT_MODES, ...COMPANY_MODES].find(({ name }) => name === located.mode) ?? {};
	const of = COMPANY_MODES.some(({ name }) => name === located.mode) ? 'companies' : 'contacts';
	if (of !== objectType) {
		throw valueError(context, `The field "${field}" is set to "${displayName}", which finds ${of} only`, {
			itemIndex,
			description: 'Choose the record from the list, or enter its ID.',
		});
	}
	const wanted = wantedBy(located);
	if (wanted === undefined) {
		throw valueError(
			context,
			`The field "${field}" has "${shorten(located.value)}", which does not fit "${displayName}"`,
			{
				itemIndex,
				description: 'Enter a phone number with its country code, an email address, or a domain such as example.com.',
			},
		);
	}
	const { kind, what, value } = wanted;
	const id = await remembered(context, knownKey(context, wanted), async () => {
		const found = await idOf(context, field, wanted, itemIndex);
		return found === undefined && ifMissing === 'create' && kind === 'contacts'
			? await createContact(context, wanted, undone, itemIndex)
			: found;
	});
	if (id !== undefined || ifMissing === 'leaveOut') return id;
	throw valueError(context, `There is no ${SINGULAR[kind]} with the ${what} "${shorten(value)}"`, {
		itemIndex,
		description:
			kind === 'contacts'
				? `Check the field "${field}", or switch on "Create Contact If Missing" where the operation has it.`
				: `Check the field "${field}", or create the company in HubSpot first.`,
	});
}
