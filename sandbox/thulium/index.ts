import type { FastifyError } from 'fastify';
import { sendVendorReply } from '../core/http/mount';
import type { JsonObject, SandboxCore, SandboxService } from '../core/types';
import { callMeters, clockHeader, guard } from './access';
import { thuliumActions } from './actions';
import { agentRoutes } from './agents';
import { campaignRoutes } from './campaignRoutes';
import { chatRoutes } from './chats';
import { customerRoutes } from './customerRoutes';
import { dictionaryRoutes } from './dictionaries';
import { fileRoutes } from './files';
import { namedRoutes } from './named';
import { errorReply, problemOfStatus, ThuliumError } from './problems';
import { AGENTS, CATEGORIES, CUSTOM_FIELDS, QUEUES, STATUSES } from './seed';
import { telephonyRoutes } from './telephony';
import { ticketRoutes } from './ticketRoutes';
import { ticketDetail } from './ticketView';
import type { ThuliumSwitches } from './types';
import { webhookRoutes } from './webhooks';
import { LOGINS, webhookSource } from './webhookSource';
import { World } from './world';
import { WORDS } from './words';

const defaultSwitches: ThuliumSwitches = {
	zone: 'Europe/Warsaw',
	statusCodes: 'table',
	errorBodies: 'json',
	requestIdHeader: false,
	unknownFields: 'refuse',
	unknownQuery: 'refuse',
	rateLimit: 0,
	retryAfter: null,
	ticketRows: 'bare',
	replyBodyType: 'HTML',
	emptyValues: 'refuse',
	outDirection: 'mailboxInTo',
	specialFieldsKey: 'custom_fields',
	phoneNumbers: 'asTyped',
	recordingQuery: 'filename',
	orderParameter: 'accept',
	scalarStatusId: 'error500',
	limitOverMaximum: 'refuse',
	inclusiveBounds: true,
	bareDateTo: 'startOfDay',
	dictionaryShape: 'named',
	commentField: 'either',
	commentFiles: 'attach',
	unsetDates: 'empty',
	tagsOnUpdate: 'replace',
	replyMovesToWaiting: false,
	unknownCustomFields: 'refuse',
	tokenReuse: 'refuse',
	largestFile: 25 * 1024 * 1024,
	contentDisposition: true,
	webhookBody: 'form',
	webhookActions: 'known',
	webhookNulls: 'null',
	webhookTries: 1,
	webhookCopies: 1,
	webhookPasswordShown: false,
	callOrder: 'oldestFirst',
	messageIds: 'rising',
	unfinishedCalls: false,
	replyDate: 'ignored',
	plainReplies: 'asSent',
	dateHeader: true,
	customerList: 'array',
	limitedPermissions: ['GET agents', 'GET agents/:login', 'GET ticket_statuses'],
};

export function createThulium(core: SandboxCore): SandboxService<ThuliumSwitches> {
	const world: World = new World(core, () => core.switches(service));
	const service: SandboxService<ThuliumSwitches> = {
		name: 'thulium',
		prefix: '/thulium',
		words: WORDS,
		logins: LOGINS,
		webhookSource: webhookSource(world),
		defaultSwitches,
		switchValues: {
			statusCodes: ['table', 'all200'],
			errorBodies: ['json', 'html', 'empty'],
			unknownFields: ['refuse', 'ignore'],
			unknownQuery: ['refuse', 'ignore'],
			ticketRows: ['bare', 'full'],
			replyBodyType: ['HTML', 'PLAIN'],
			emptyValues: ['refuse', 'keep', 'clear'],
			outDirection: ['mailboxInTo', 'customerInTo'],
			phoneNumbers: ['asTyped', 'digitsOnly'],
			recordingQuery: ['filename', 'connection_id'],
			orderParameter: ['accept', 'refuse'],
			scalarStatusId: ['error500', 'accept'],
			limitOverMaximum: ['refuse', 'cut'],
			bareDateTo: ['startOfDay', 'endOfDay'],
			dictionaryShape: ['named', 'plainId', 'wrapped'],
			commentFiles: ['attach', 'ignore', 'refuse'],
			commentField: ['either', 'comment', 'body'],
			unsetDates: ['empty', 'null'],
			tagsOnUpdate: ['replace', 'add'],
			unknownCustomFields: ['refuse', 'accept'],
			tokenReuse: ['refuse', 'accept'],
			webhookBody: ['form', 'json', 'multipart'],
			webhookActions: ['known', 'any'],
			webhookNulls: ['null', 'empty', 'undefined'],
			callOrder: ['oldestFirst', 'newestFirst'],
			replyDate: ['ignored', 'shown', 'delayed'],
			plainReplies: ['asSent', 'asHtml'],
			customerList: ['array', 'result'],
			messageIds: ['rising', 'falling'],
		},
		// A file's token is its address, not a secret.
		publicKeys: ['token'],
		async routes(app) {
			clockHeader(app, world);
			await guard(app, world);
			await app.register(
				async (scope) => {
					scope.setErrorHandler((error: FastifyError, request, reply) => {
						const status = error.statusCode ?? 500;
						if (status === 429 && world.switches().retryAfter !== null) {
							void reply.header('Retry-After', String(world.switches().retryAfter));
						}
						const problems = error instanceof ThuliumError ? error.problems : [problemOfStatus(status)];
						return sendVendorReply(reply, errorReply(world, status, problems, request));
					});
					ticketRoutes(scope, world);
					fileRoutes(scope, world, world.files);
					dictionaryRoutes(scope, world);
					agentRoutes(scope, world);
					telephonyRoutes(scope, world);
					chatRoutes(scope, world);
					webhookRoutes(scope, world, world.webhooks);
					customerRoutes(scope, world);
					campaignRoutes(scope, world);
					namedRoutes(scope, world);
				},
				{ prefix: '/api' },
			);
		},
		reset: () => world.reset(),
		snapshot: () => snapshot(world),
		meters: () => callMeters(world),
		file(token) {
			const stored = world.files.get(token);
			return stored && { name: stored.filename, bytes: stored.bytes };
		},
		actions: thuliumActions(world),
		errorReply: (status, _reason, request) => errorReply(world, status, [problemOfStatus(status)], request),
	};
	return service;
}

function snapshot(world: World): JsonObject {
	const fileNames = new Map(world.files.all().map(({ token, filename }) => [token, filename]));
	const tickets = world.tickets.map((ticket) => ({
		...ticketDetail(world, ticket, true),
		source: ticket.source,
		tags: ticket.tags,
		attachmentNames: ticket.messages.flatMap(({ attachments }) =>
			attachments.map((token) => fileNames.get(token) ?? token),
		),
		bodyTypes: ticket.messages.map(({ body_type }) => body_type ?? null).reverse(),
	}));
	return {
		tickets,
		agents: AGENTS.map((agent) => ({ ...agent })),
		statuses: STATUSES.map(({ substatuses, ...status }) => ({
			...status,
			substatuses: substatuses.map((sub) => ({ ...sub })),
		})),
		queues: QUEUES,
		categories: CATEGORIES,
		customFields: CUSTOM_FIELDS,
		files: world.files
			.all()
			.map(({ token, filename, bytes, messageId }) => ({ token, filename, size: bytes.length, messageId })),
		customers: world.customers.customers.map((customer) => world.customers.view(customer, ['include_custom_fields'])),
		companies: world.customers.companies.map((company) => world.customers.companyView(company, [])),
		connections: world.connections.map((call) => ({ ...call })),
		campaigns: world.campaigns.list.map(({ records, ...campaign }) => ({
			...campaign,
			records: records.map((record) => ({ ...record })),
		})),
		sms: [...world.sms],
		chats: Object.fromEntries(world.chats),
		webhooks: world.webhooks.list.map(({ id, actions, subscription_url }) => ({ id, actions, subscription_url })),
		deliveries: world.webhooks.deliveries.map((delivery) => ({ ...delivery })),
	};
}
