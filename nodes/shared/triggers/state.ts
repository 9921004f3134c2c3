import type { IDataObject } from 'n8n-workflow';

import { sha256 } from '../crypto';
import { isRecord } from '../isRecord';

/**
 * The envelope of a trigger's state in the workflow's static data: in which version it was written, whose it is, and a
 * checksum over all of it. What was damaged, or belongs to another account, must not be read as "nothing is known": to a
 * trigger that knows nothing everything is new.
 */

const VERSION = 2;

/** Whether a value is what a field holds. */
export type Field = (value: unknown) => boolean;

/** What is stored, field by field. Nothing else may be there. */
export type Fields = Readonly<Record<string, Field>>;

/** Numbers that are timestamps, IDs or counts: none is greater than the last timestamp that there is. */
export const number: Field = (value) => typeof value === 'number' && Math.abs(value) <= 8.64e15;

export const flag: Field = (value) => typeof value === 'boolean';

export const matching =
	(pattern: RegExp): Field =>
	(value) =>
		typeof value === 'string' && pattern.test(value);

export const optional =
	(field: Field): Field =>
	(value) =>
		value === undefined || field(value);

/** An object with these fields and no others. */
export const shape =
	(fields: Fields): Field =>
	(value) =>
		isRecord(value) &&
		Object.entries(fields).every(([name, field]) => field(value[name])) &&
		Object.keys(value).every((name) => Object.hasOwn(fields, name));

/** Whose state it is. */
export interface Owner {
	/** Where the data comes from, by address and account. Secrets may change, the account may not. */
	identity: string;
	/** What was stored before there were versions: the field that told whose it is, and its value for this owner. */
	before: { field: string; value: string };
}

/** What the stored state has to be. */
export interface StateForm {
	/** The event that is polled for. */
	event: string;
	/** All events that there are: the state of another one was left by a change of the node and is not damaged. */
	events: readonly string[];
	/** The state itself. */
	fields: Fields;
}

/** Short marks of what must not be readable in the static data. */
export const identityOf = (...parts: string[]): string => sha256(JSON.stringify(parts)).slice(0, 16);

/** No state is nested so deep; what is damaged may be, without end. */
const MAX_LEVELS = 10;

/** The same text for the same JSON, whatever the order of its keys: a database may store them in its own. */
function canonical(value: unknown, levels = MAX_LEVELS): string {
	if (levels === 0) return 'too deep';
	if (Array.isArray(value)) return `[${value.map((entry) => canonical(entry, levels - 1)).join(',')}]`;
	if (!isRecord(value)) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
	return `{${entries
		.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry, levels - 1)}`)
		.sort()
		.join(',')}}`;
}

const checksum = (sealed: IDataObject): string => identityOf(canonical(sealed));

/** The state as it is stored. */
export function sealState(state: object, { event }: StateForm, { identity }: Owner): IDataObject {
	const sealed = { ...state, version: VERSION, identity, event };
	return { ...sealed, check: checksum(sealed) };
}

export type StoredState =
	/** There was none. */
	| { kind: 'none' }
	/** It was left by another event of this node. */
	| { kind: 'otherEvent' }
	/** It does not fit, and `problem` says why: "is damaged". */
	| { kind: 'unfit'; problem: string }
	| { kind: 'good'; fields: IDataObject };

const DAMAGED: StoredState = { kind: 'unfit', problem: 'is damaged' };
const FOREIGN: StoredState = { kind: 'unfit', problem: 'belongs to another account' };

/** The fields of a state that is whole and of this owner, of whatever version. */
function unsealed(stored: IDataObject, { identity, before }: Owner): StoredState {
	if (stored.version === undefined) {
		const { [before.field]: value, ...fields } = stored;
		if (typeof value !== 'string') return DAMAGED;
		return value === before.value ? { kind: 'good', fields } : FOREIGN;
	}
	const { check, ...sealed } = stored;
	if (check !== checksum(sealed)) return DAMAGED;
	const { version, identity: owner, ...fields } = sealed;
	if (version !== VERSION) return { kind: 'unfit', problem: 'was written by another version of this package' };
	return owner === identity ? { kind: 'good', fields } : FOREIGN;
}

/** What there is of a stored state. Nothing that is stored makes it throw. */
export function openState(stored: unknown, { event, events, fields }: StateForm, owner: Owner): StoredState {
	if (stored === undefined) return { kind: 'none' };
	if (!isRecord(stored)) return DAMAGED;
	const found = unsealed(stored, owner);
	if (found.kind !== 'good') return found;
	const { event: name, ...rest } = found.fields;
	if (typeof name !== 'string' || !events.includes(name)) return DAMAGED;
	if (name !== event) return { kind: 'otherEvent' };
	return shape(fields)(rest) ? { kind: 'good', fields: rest } : DAMAGED;
}
