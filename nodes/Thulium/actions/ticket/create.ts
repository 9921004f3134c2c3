import type { SingleOperation } from '../../../shared/operations/operation';
import { trimInvisible } from '../../../shared/parameters/dateTime';
import { itemParameters } from '../../../shared/parameters/reader';
import type { Parameter } from '../../../shared/parameters/types';
import { attachFiles, attachedFiles, attachmentFields, attachments, fileFields } from '../../parameters/attachments';
import { thuliumRequest } from '../../transport';
import { filled, numericId, textOf } from '../../parameters/values';
import { bodyType } from './bodyType';
import { agent, category, customFields, status, substatus, tags, ticketFields, ticketQueue } from './fields';
import { source } from './source';
import { recordIn, recordOf } from '../../../shared/http/shapes';

const properties = [
	{
		displayName: 'To (Mailbox)',
		name: 'to',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'service@example.com',
		description: 'A mailbox of your Thulium system, also for an outgoing ticket',
	},
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		required: true,
		description: 'Subject of the ticket',
	},
	bodyType('PLAIN'),
	{
		displayName: 'Text',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '',
		required: true,
		description: 'First message of the ticket',
	},
	...fileFields,
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			agent,
			attachmentFields,
			attachments,
			category,
			{
				displayName: 'CC',
				name: 'cc',
				type: 'string',
				kind: 'list',
				form: 'email',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Address' },
				default: [],
				placeholder: 'name@example.com',
				description: 'Email addresses that get a copy. Separate several with commas.',
			},
			{
				displayName: 'Comment',
				name: 'comment',
				type: 'string',
				typeOptions: { rows: 2 },
				default: '',
				description: 'Internal note that the customer does not see',
			},
			customFields,
			{
				displayName: 'Customer ID',
				name: 'customerId',
				type: 'string',
				kind: 'id',
				of: 'customer',
				lookUp: 'customer',
				default: '',
				placeholder: '5521',
				description: 'ID of the customer in the CRM of Thulium',
			},
			{
				displayName: 'Direction',
				name: 'direction',
				type: 'options',
				options: [
					{ name: 'On Behalf of the Customer', value: 'in_behalf_of' },
					{ name: 'Outgoing Email to the Customer', value: 'out' },
				],
				default: 'in_behalf_of',
				description: 'Who writes the first message',
			},
			{
				displayName: 'From (Customer)',
				name: 'from',
				type: 'string',
				form: 'email',
				default: '',
				placeholder: 'customer@example.com',
				description: 'Email address of the customer, also for an outgoing ticket',
			},
			source,
			status,
			substatus('additionalFields.statusId'),
			tags,
			ticketQueue,
		],
	},
] as const satisfies Parameter[];

export const create: SingleOperation = {
	name: 'Create',
	action: 'Create a ticket',
	description: 'Create a ticket in a mailbox of Thulium',
	properties: [...properties],
	async execute(itemIndex) {
		const parameter = itemParameters(this, itemIndex, properties);
		const more = parameter('additionalFields');
		const body = {
			to: trimInvisible(textOf(this, 'To (Mailbox)', parameter('to'), itemIndex)),
			subject: textOf(this, 'Subject', parameter('subject'), itemIndex),
			body: textOf(this, 'Text', parameter('body'), itemIndex),
			// Always sent: without it Thulium takes a ticket for plain text but a reply for HTML.
			body_type: parameter('bodyType'),
			...filled({
				from: more.from,
				comment: more.comment,
				cc: more.cc ?? [],
				source: more.source,
				direction: more.direction,
				customer_id: numericId(more.customerId),
			}),
			...ticketFields(this, more, itemIndex),
		};
		const { tokens, names } = await attachFiles(this, more, itemIndex);
		const request = {
			method: 'POST',
			path: '/tickets',
			body: { ...body, ...filled({ attachments: tokens }) },
			retry: 'unsafeWrite',
			expects: recordOf('ticket_id'),
			reconcileHint:
				'Look in Thulium, or with Ticket: Get Many, for a ticket with the same subject before you run this item again.',
		} as const;
		const made = await thuliumRequest(this, request, itemIndex);
		return { ...recordIn(made), ...attachedFiles(this, names, itemIndex) };
	},
};
