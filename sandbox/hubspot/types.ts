import type { JsonObject } from '../core/types';

/** Which shape the path asks for; v3 and v4 behave alike. */
export type ApiVersion = '2026-09' | '2026-03' | '2025-09' | 'legacy';
export const DATED_VERSIONS = ['2026-09', '2026-03', '2025-09'] as const;

/** Property values as stored: unset ones are missing. */
export type Values = Record<string, string>;

export interface PropertyOption {
	label: string;
	value: string;
	description: string;
	displayOrder: number;
	hidden: boolean;
}

/** A property definition as the properties API answers it. */
export interface PropertyDefinition {
	name: string;
	label: string;
	description: string;
	groupName: string;
	type: 'bool' | 'date' | 'datetime' | 'enumeration' | 'number' | 'phone_number' | 'string' | 'json';
	fieldType: string;
	options: PropertyOption[];
	displayOrder: number;
	hasUniqueValue: boolean;
	hidden: boolean;
	formField: boolean;
	calculated: boolean;
	externalOptions: boolean;
	referencedObjectType?: 'OWNER';
	hubspotDefined: boolean;
	archived: boolean;
	createdAt: string;
	updatedAt: string;
	dataSensitivity: 'non_sensitive' | 'sensitive' | 'highly_sensitive';
	modificationMetadata: {
		archivable: boolean;
		readOnlyDefinition: boolean;
		readOnlyValue: boolean;
		readOnlyOptions: boolean;
	};
}

/** One kind of CRM record. Notes and others can be added to the registry. */
export interface ObjectType {
	typeId: string;
	/** Plural, as in paths. */
	name: string;
	singular: string;
	definitions: readonly PropertyDefinition[];
	byName: ReadonlyMap<string, PropertyDefinition>;
	defaultProperties: readonly string[];
	/** The property that holds when the record was made. */
	createdProperty: string;
	/** The property that moves with every write. */
	modifiedProperty: string;
	/** Where `query` looks. */
	queryProperties: readonly string[];
	/** Any one of them opens the calls of its kind. */
	scopes: { read: readonly string[]; write: readonly string[]; schema: readonly string[] };
	/** Whether the sandbox offers writes. */
	writable: boolean;
}

/** Who wrote, as property history tells it. */
export interface WriteSource {
	sourceType: string;
	sourceId: string;
	sourceLabel?: string;
	updatedByUserId?: number;
}

/** One write: only the values that changed, `''` for cleared ones. History and the lagging index are read from these. */
export interface Write {
	/** Clock time of the write; `timestamp` may be a little later, as it always grows. */
	at: number;
	timestamp: string;
	values: Values;
	source: WriteSource;
}

export interface CrmRecord {
	id: string;
	properties: Values;
	writes: Write[];
	archivedAt: string | null;
	/** The ticket that this one was merged into. */
	mergedInto: string | null;
	/** How many merges this record took part in. */
	merges: number;
}

export interface Warning extends JsonObject {
	category: string;
	message: string;
	context: { propertyName: string[]; rawValue: string[]; normalizedValue: string[] };
}

/** What happened to a record; for the page and for webhooks. */
export interface CrmEvent {
	kind: 'creation' | 'propertyChange' | 'deletion' | 'restore' | 'merge' | 'associationChange' | 'newMessage';
	/** Of the type of record; conversations have one, too. */
	typeId: string;
	id: string;
	changes?: Values;
	detail?: JsonObject;
	/** Left out: a person in HubSpot's screens. */
	source?: WriteSource;
}

export interface Token {
	key: string;
	scopes: ReadonlySet<string>;
	expired: boolean;
	/** OAuth tokens have a limit of their own and no daily one. */
	oauth: boolean;
	/** Epoch milliseconds of the sandbox's clock; left out: never. */
	expiresAt?: number;
	/** So many calls were made with it. */
	calls?: number;
}
