import { TEAMS } from '../owners';
import { type Pipeline, PIPELINES } from '../pipelines';
import type { PropertyDefinition } from '../../types';
import { custom, options, property, readOnly, YES_NO } from './build';

/** The choices of the two properties that follow the account's pipelines. */
export const pipelineOptions = (all: readonly Pipeline[]) =>
	options(...all.map(({ id, label }) => [id, label] as const));
export const stageOptions = (all: readonly Pipeline[]) =>
	options(
		...all.flatMap((pipeline) => pipeline.stages.map(({ id, label }) => [id, `${label} (${pipeline.label})`] as const)),
	);

const OWNER = { externalOptions: true, referencedObjectType: 'OWNER' } as const;

/** What the account's integrations may set. */
const WRITABLE: PropertyDefinition[] = [
	property('subject', 'Ticket name', 'string', 'text'),
	property('content', 'Ticket description', 'string', 'textarea'),
	property('hs_pipeline', 'Pipeline', 'enumeration', 'select', {
		options: pipelineOptions(PIPELINES),
	}),
	property('hs_pipeline_stage', 'Ticket status', 'enumeration', 'select', {
		options: stageOptions(PIPELINES),
	}),
	property('hs_ticket_priority', 'Priority', 'enumeration', 'select', {
		options: options(['LOW', 'Low'], ['MEDIUM', 'Medium'], ['HIGH', 'High'], ['URGENT', 'Urgent']),
	}),
	property('hs_ticket_category', 'Category', 'enumeration', 'checkbox', {
		options: options(
			['PRODUCT_ISSUE', 'Product issue'],
			['BILLING_ISSUE', 'Billing issue'],
			['FEATURE_REQUEST', 'Feature request'],
			['GENERAL_INQUIRY', 'General inquiry'],
		),
	}),
	property('hs_resolution', 'Resolution', 'enumeration', 'checkbox', {
		options: options(['ISSUE_FIXED', 'Issue fixed'], ['WONT_FIX', 'Will not fix'], ['DUPLICATE', 'Duplicate']),
	}),
	property('source_type', 'Source', 'enumeration', 'select', {
		options: options(['CHAT', 'Chat'], ['EMAIL', 'Email'], ['FORM', 'Form'], ['PHONE', 'Phone']),
	}),
	property('hubspot_owner_id', 'Ticket owner', 'enumeration', 'select', OWNER),
	property('hubspot_team_id', 'HubSpot team', 'enumeration', 'select', {
		options: options(...TEAMS.map(({ id, name }) => [id, name] as const)),
	}),
	property('createdate', 'Create date', 'datetime', 'date'),
	property('closed_date', 'Close date', 'datetime', 'date'),
	property('hs_pinned_engagement_id', 'Pinned engagement ID', 'number', 'number', { hidden: true }),
];

/** What HubSpot sets or calculates. */
const READ_ONLY: PropertyDefinition[] = [
	readOnly('hs_object_id', 'Record ID', 'number'),
	readOnly('hs_ticket_id', 'Ticket ID', 'number'),
	readOnly('hs_createdate', 'Object create date/time', 'datetime', { hidden: true }),
	readOnly('hs_lastmodifieddate', 'Last modified date', 'datetime'),
	readOnly('hs_last_closed_date', 'Last closed date', 'datetime'),
	readOnly('hs_ticket_reopened_at', 'Ticket reopened at', 'datetime'),
	readOnly('hs_is_closed', 'Is closed', 'bool', { calculated: true, options: YES_NO }),
	readOnly('time_to_close', 'Time to close', 'number'),
	readOnly('time_to_first_agent_reply', 'Time to first agent reply', 'number'),
	readOnly('first_agent_reply_date', 'First agent reply date', 'datetime'),
	readOnly('last_reply_date', 'Last reply date', 'datetime'),
	readOnly('hs_time_to_first_response_sla_at', 'First response due', 'datetime'),
	readOnly('hs_time_to_first_response_sla_status', 'First response status', 'enumeration', {
		options: options(['0', 'Active'], ['1', 'Overdue'], ['2', 'Met']),
	}),
	readOnly('hs_time_to_close_sla_at', 'Time to close due', 'datetime'),
	readOnly('hs_last_message_received_at', 'Last message received at', 'datetime'),
	readOnly('hs_last_message_sent_at', 'Last message sent at', 'datetime'),
	readOnly('hs_num_times_contacted', 'Number of times contacted', 'number'),
	readOnly('hs_num_associated_companies', 'Number of associated companies', 'number', { calculated: true }),
	readOnly('hs_all_associated_contact_emails', 'All associated contact emails', 'enumeration', {
		calculated: true,
		externalOptions: true,
	}),
	readOnly('hs_conversations_originating_thread_id', 'Originating thread', 'number'),
	readOnly('hs_conversations_originating_message_id', 'Originating message', 'string'),
	readOnly('hs_merged_object_ids', 'Merged record IDs', 'enumeration', { externalOptions: true }),
	readOnly('hs_assigned_team_ids', 'Assigned teams', 'enumeration', { externalOptions: true }),
	readOnly('hubspot_owner_assigneddate', 'Owner assigned date', 'datetime'),
	readOnly('hs_object_source', 'Record source detail', 'string', { hidden: true }),
	readOnly('hs_object_source_label', 'Record source', 'enumeration', {
		options: options(['INTEGRATION', 'Integration'], ['CRM_UI', 'CRM UI']),
	}),
	readOnly('hs_helpdesk_sort_timestamp', 'Help desk sort timestamp', 'datetime', { hidden: true }),
	// Not read-only by its flag, yet no client may write its type.
	property('hs_routing_state', 'Routing state', 'json', 'text', { hidden: true }),
];

/** What this account's admins added: at least one of each kind. */
const CUSTOM: PropertyDefinition[] = [
	custom('kaizala_action_id', 'Kaizala action', 'string', 'text', { hasUniqueValue: true }),
	custom('kaizala_group_id', 'Kaizala group', 'string', 'text'),
	custom('jtel_event_id', 'jtel event', 'string', 'text', { hasUniqueValue: true }),
	custom('thulium_ticket_id', 'Thulium ticket', 'string', 'text', { hasUniqueValue: true }),
	custom('teams_chat_id', 'Teams chat', 'string', 'text'),
	custom('teams_message_id', 'Teams message', 'string', 'text'),
	custom('teams_answered_at', 'Teams answered at', 'datetime', 'date'),
	custom('slack_channel_id', 'Slack channel', 'string', 'text'),
	custom('slack_message_ts', 'Slack message', 'string', 'text'),
	custom('closing_note', 'Closing note', 'string', 'textarea'),
	custom('closing_note_sent', 'Closing note sent', 'string', 'textarea'),
	custom('relay_claim', 'Relay claim', 'string', 'text'),
	custom('closing_claim', 'Closing claim', 'string', 'text'),
	custom('relay_state', 'Relay state', 'string', 'text'),
	custom('customer_phone', 'Customer phone', 'string', 'phonenumber'),
	custom('impact_score', 'Impact score', 'number', 'number'),
	custom('affected_users', 'Affected users', 'number', 'number'),
	custom('warranty', 'Under warranty', 'bool', 'booleancheckbox', { options: YES_NO }),
	custom('promised_on', 'Promised on', 'date', 'date'),
	custom('callback_at', 'Call back at', 'datetime', 'date'),
	custom('product_line', 'Product line', 'enumeration', 'select', {
		options: options(
			['pumps', 'Pumps'],
			['valves', 'Valves'],
			['meters', 'Meters'],
			['discontinued', 'Discontinued', true],
		),
	}),
	custom('contact_way', 'Contact way', 'enumeration', 'radio', {
		options: options(['phone', 'Phone'], ['mail', 'Mail'], ['visit', 'Visit']),
	}),
	custom('affected_sites', 'Affected sites', 'enumeration', 'checkbox', {
		options: options(['NORTH', 'North'], ['SOUTH', 'South'], ['HARBOUR', 'Harbour'], ['DEPOT', 'Depot']),
	}),
	custom('external_ref', 'External reference', 'string', 'text', { hasUniqueValue: true }),
	custom('deputy_owner', 'Deputy owner', 'enumeration', 'select', OWNER),
	custom('report_html', 'Report', 'string', 'html'),
	custom('age_score', 'Age score', 'number', 'calculation_equation', { calculated: true, readOnly: true }),
	custom('relay_cursor', 'Relay cursor', 'string', 'text', { hidden: true }),
	custom('old_region', 'Old region', 'string', 'text', { archived: true }),
	custom('patient_ref', 'Patient reference', 'string', 'text', { dataSensitivity: 'sensitive' }),
	custom('account_hint', 'Account hint', 'string', 'text', { dataSensitivity: 'highly_sensitive' }),
];

export const TICKET_DEFINITIONS: readonly PropertyDefinition[] = [...WRITABLE, ...READ_ONLY, ...CUSTOM];

/** Numbers that refuse decimals; the definition does not tell. */
export const WHOLE_NUMBERS: ReadonlySet<string> = new Set(['affected_users', 'hs_pinned_engagement_id']);
