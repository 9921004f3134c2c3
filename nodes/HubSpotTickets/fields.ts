/** Properties that have a field of their own in Create and Update, so that the mapper does not offer them again. */
export const OWN_FIELDS: ReadonlySet<string> = new Set([
	'subject',
	'hs_pipeline',
	'hs_pipeline_stage',
	'content',
	'hubspot_owner_id',
	'hs_ticket_priority',
	'source_type',
]);
