import { signatureHeaders } from '../../../sandbox/hubspot/webhooks/signing';
import { byId, mapped } from '../../HubSpotTickets/setup';
import type { Base } from '../lib/fuzz';
import { WITH_QUERY } from './query';

const TICKET = byId('38402119001');
const THREAD = byId('9134500002');

/** Several items at once take another way: that of HubSpot's batches. */
const only = (parameters: Base['parameters'] = {}): Base => ({
	parameters: { authentication: 'accessToken', ...parameters },
	itemCounts: [1, 2],
});

const FILTER = {
	propertyName: { __rl: true, mode: 'list', value: 'createdate' },
	operator: 'EQ',
	value: '2026-11-21',
	highValue: '2026-11-22',
	values: ['2026-11-21'],
};
const PLACE = { pipelineId: byId('0'), stageId: byId('1') };
const THREAD_OF = { findBy: 'ticket', ticketId: TICKET, threadId: THREAD };
const BY_ID = { lookUpBy: 'id', ticketId: TICKET, uniqueProperty: byId('external_ref'), uniqueValue: 'RET-2026-0001' };

/** Valid parameters of each operation of HubSpot, on the seed of the sandbox. */
const by = (mode: string, value: string) => ({ __rl: true, mode, value });

/** What fits the further ways to say which record is meant. */
const OTHER_RECORDS = {
	'Associated Record > By Email': { toObjectId: by('email', 'marta.lindqvist@harbour-pumps.example') },
	'Associated Record > By Phone': { toObjectId: by('phone', '+48600100201') },
	'Associated Record > By Domain': { toObjectType: 'companies', toObjectId: by('domain', 'northvalve.example') },
};

const OTHER_LABELS = {
	...OTHER_RECORDS,
	'Associated Record > By Domain': {
		...OTHER_RECORDS['Associated Record > By Domain'],
		associationTypeId: byId('339'),
	},
};

export const hubSpotBases: Record<string, Base> = {
	'activity.getAll': only({ ticketId: TICKET }),
	'association.add': {
		...only({ ticketId: TICKET, toObjectType: 'contacts', toObjectId: byId('202') }),
		otherwise: OTHER_RECORDS,
	},
	'association.getAll': only({ ticketId: TICKET, toObjectType: 'contacts' }),
	'association.getLabels': only({ toObjectType: 'contacts' }),
	'association.remove': {
		...only({ ticketId: TICKET, toObjectType: 'contacts', toObjectId: byId('201') }),
		otherwise: OTHER_RECORDS,
	},
	'association.removeLabel': {
		...only({ ticketId: TICKET, toObjectType: 'contacts', toObjectId: byId('201'), associationTypeId: byId('16') }),
		otherwise: OTHER_LABELS,
	},
	'attachment.add': only({ ticketId: TICKET }),
	'attachment.download': { ...only({ fileId: byId('187400101001') }), needs: 'attachment.add' },
	'attachment.getAll': only({ ticketId: TICKET }),
	'channel.getAll': only(),
	'conversation.archive': only(THREAD_OF),
	'conversation.assign': only({ ...THREAD_OF, assigneeId: byId('71440003') }),
	'conversation.comment': only({ ...THREAD_OF, text: 'Capacitor ordered' }),
	'conversation.get': only(THREAD_OF),
	'conversation.getAll': only({ ticketId: TICKET, contactId: byId('203'), inboxId: byId('512001') }),
	'conversation.getMessages': only(THREAD_OF),
	'conversation.reply': only({ ...THREAD_OF, senderId: byId('71440002'), text: 'We are on our way' }),
	'conversation.restore': { ...only({ threadId: byId('9134500001') }), needs: 'conversation.archive' },
	'conversation.setStatus': only({ ...THREAD_OF, status: 'CLOSED' }),
	'conversation.unassign': only(THREAD_OF),
	'customApiCall.call': { ...only({ path: '/crm/v3/owners', body: '{}' }), anyRoute: true, otherwise: WITH_QUERY },
	'file.delete': { ...only({ fileId: byId('187400101001') }), needs: 'attachment.add' },
	'file.importFromUrl': only({ url: 'http://127.0.0.1:9/manual.pdf', options: { maxWait: 0 } }),
	'file.replace': { ...only({ fileId: byId('187400101001') }), needs: 'attachment.add' },
	'inbox.getAll': only(),
	'note.add': only({ ticketId: TICKET, body: 'Called back' }),
	'note.delete': only({ noteId: byId('67020410002') }),
	'note.get': only({ noteId: byId('67020410002') }),
	'note.getAll': only({ ticketId: TICKET }),
	'note.pin': only({ ticketId: TICKET, pinned: false, noteId: byId('67020410002') }),
	'note.update': only({
		noteId: byId('67020410002'),
		updateFields: { body: 'Done', timestamp: '2026-11-21T08:00:00Z' },
	}),
	'owner.get': only({ ownerId: byId('71440002') }),
	'owner.getAll': only(),
	'pipeline.create': only({ label: 'Questions', stages: { stage: [{ label: 'Asked', state: 'OPEN' }] } }),
	'pipeline.get': only({ pipelineId: byId('0') }),
	'pipeline.getAll': only(),
	'pipeline.update': only({
		pipelineId: byId('0'),
		updateFields: { displayOrder: 1, label: 'Support', restore: false },
	}),
	'property.archive': only({ propertyName: byId('closing_note') }),
	'property.create': only({
		label: 'Serial number',
		name: 'serial_number',
		choices: { choice: [{ label: 'One', value: 'one' }] },
	}),
	'property.get': only({ propertyName: byId('subject') }),
	'property.getAll': only(),
	'property.update': only({
		propertyName: byId('product_line'),
		updateFields: { label: 'Line' },
		choices: { choice: [{ label: 'One', value: 'one' }] },
	}),
	'stage.create': only({ pipelineId: byId('0'), label: 'Parked' }),
	'stage.get': only({ pipelineId: byId('0'), stageId: byId('1') }),
	'stage.getAll': only({ pipelineId: byId('0') }),
	'stage.update': only({
		pipelineId: byId('0'),
		stageId: byId('1'),
		updateFields: { displayOrder: 0, label: 'Fresh', restore: false },
	}),
	'task.complete': only({ taskId: byId('67020510001') }),
	'task.create': only({ ticketId: TICKET, title: 'Order it', dueDate: '2026-11-30T08:00:00Z' }),
	'task.delete': only({ taskId: byId('67020510001') }),
	'task.get': only({ taskId: byId('67020510001') }),
	'task.getAll': only({ ticketId: TICKET }),
	'task.update': only({
		taskId: byId('67020510001'),
		updateFields: { title: 'Order it', dueDate: '2026-11-30T08:00:00Z' },
	}),
	'text.fromHtml': only({ html: '<p>Hello</p>' }),
	'ticket.create': only({ subject: 'Pump', stageId: byId('1'), properties: mapped({}) }),
	'ticket.delete': only({ ticketId: TICKET }),
	'ticket.get': only(BY_ID),
	'ticket.getAll': only(),
	'ticket.merge': {
		...only({ primaryTicketId: TICKET, ticketIdToMerge: byId('38402119002') }),
		itemCounts: [1],
	},
	'ticket.search': only({ filters: { filter: [FILTER] } }),
	'ticket.update': only({ ...BY_ID, updateFields: { subject: 'Pump', ...PLACE }, properties: mapped({}) }),
	'ticket.upsert': only({
		uniqueProperty: byId('external_ref'),
		uniqueValue: 'RET-2026-0001',
		updateFields: { content: 'Pump', ...PLACE },
		properties: mapped({}),
	}),
};

export const hubSpotPollingBases: Record<string, Base> = {
	trigger: {
		parameters: {
			authentication: 'accessToken',
			watchedProperties: ['subject'],
			customFilters: { filter: [FILTER] },
		},
	},
};

export const hubSpotWebhookBases: Record<string, Base> = {
	trigger: {
		parameters: { authentication: 'accessToken' },
		call: (url) => {
			const body = [
				{
					eventId: 1,
					subscriptionId: 2,
					portalId: 3,
					appId: 4,
					occurredAt: 1_782_900_000_000,
					subscriptionType: 'ticket.creation',
					attemptNumber: 0,
					objectId: 38_402_119_001,
				},
			];
			const secret = 'hubspot-sandbox-client-secret';
			const signed = { secret, uri: url, body: JSON.stringify(body), timestamp: Date.now() };
			return { headers: { ...signatureHeaders(signed, 'v3', 'decoded'), 'content-type': 'application/json' }, body };
		},
	},
};
