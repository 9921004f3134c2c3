import type { PropertyDefinition } from '../../types';
import { options, property, readOnly } from './build';

const NOTE = { groupName: 'note' };

/** The properties of a note. */
export const NOTE_DEFINITIONS: readonly PropertyDefinition[] = [
	property('hs_timestamp', 'Activity date', 'datetime', 'date', NOTE),
	property('hs_note_body', 'Note body', 'string', 'html', NOTE),
	property('hs_attachment_ids', 'Attached file IDs', 'string', 'text', NOTE),
	property('hubspot_owner_id', 'Activity assigned to', 'enumeration', 'select', {
		...NOTE,
		externalOptions: true,
		referencedObjectType: 'OWNER',
	}),
	readOnly('hs_createdate', 'Create date', 'datetime', NOTE),
	readOnly('hs_lastmodifieddate', 'Last modified date', 'datetime', NOTE),
	readOnly('hs_object_id', 'Record ID', 'number', NOTE),
	readOnly('hs_body_preview', 'Body preview', 'string', { ...NOTE, calculated: true }),
	readOnly('hs_object_source', 'Record source detail', 'string', { ...NOTE, hidden: true }),
	readOnly('hs_object_source_label', 'Record source', 'enumeration', {
		...NOTE,
		options: options(['INTEGRATION', 'Integration'], ['CRM_UI', 'CRM UI']),
	}),
];
