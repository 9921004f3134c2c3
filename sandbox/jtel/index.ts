import type { FastifyError, FastifyInstance } from 'fastify';
import type { JsonObject, SandboxCore, SandboxService } from '../core/types';
import { jtelActions } from './actions';
import { callRoutes, presentCall } from './calls';
import { cockpitRoutes, presentVariable } from './cockpit';
import { diallerRoutes } from './dialler';
import { createEvent, eventTypes, FINISHED, presentEvent } from './events';
import { guard } from './guard';
import type { JtelSwitches, MasterRecord } from './types';
import { LOGINS, webhookSource } from './webhookSource';
import { findById, World } from './world';
import { WORDS } from './words';

const defaultSwitches: JtelSwitches = {
	stampForm: 'local',
	zone: 'Europe/Berlin',
	typesEndpoint: true,
	moreEventTypes: false,
	closedEventsListed: true,
	textLimit: 0,
	bodyForm: 'escaped',
	emptyUrls: 'kept',
	contactNumbers: 'digits',
	disabledEndpoints: [],
	shuffleKeys: true,
	token: 'jtel-sandbox-token',
	wrongContentTypeStatus: 400,
	unknownReferenceStatus: 404,
	bodyOnOtherTypes: 'refuse',
	refuseUnknownQuery: true,
	actionReply: 'status',
	valuePosition: 'either',
	setValueFailureStatus: 200,
	contactPath: 'short',
	calloutHeaders: false,
	calloutRepeats: 'never',
	errorsUnder200: false,
};

export function createJtel(core: SandboxCore): SandboxService<JtelSwitches> {
	const world: World = new World(core, () => core.switches(service));
	const service: SandboxService<JtelSwitches> = {
		name: 'jtel',
		prefix: '/jtel',
		words: WORDS,
		logins: LOGINS,
		webhookSource: webhookSource(world),
		defaultSwitches,
		switchValues: {
			stampForm: ['local', 'offset', 'utc'],
			wrongContentTypeStatus: [400, 415],
			unknownReferenceStatus: [404, 400, 409],
			bodyOnOtherTypes: ['refuse', 'ignore', 'store'],
			bodyForm: ['escaped', 'cdata', 'markup'],
			emptyUrls: ['kept', 'omitted'],
			contactNumbers: ['digits', 'any'],
			actionReply: ['status', 'empty'],
			valuePosition: ['either', 'query', 'body'],
			setValueFailureStatus: [200, 400, 404],
			contactPath: ['short', 'long'],
			calloutRepeats: ['never', 'afterError', 'always'],
		},
		async routes(app) {
			guard(app, world);
			await app.register(async (scope) => routes(scope, world), { prefix: '/rest/v1.0/:clientsId' });
		},
		reset: () => world.reset(),
		snapshot: () => snapshot(world),
		actions: jtelActions(world),
		// A path or method that this release does not have: 404 without a body.
		errorReply: (status, reason) => ({ status, body: status === 404 ? null : { status, error: reason } }),
	};
	return service;
}

function routes(app: FastifyInstance, world: World): void {
	app.setErrorHandler((error: FastifyError, _request, reply) => {
		const status = error.statusCode ?? 500;
		return reply.code(world.switches().errorsUnder200 ? 200 : status).send({ status, error: error.message });
	});

	app.get('/acd/events', (request) =>
		world.list(
			world
				.of(request)
				.events.filter((event) => world.switches().closedEventsListed || event.AcdEventStatusID !== FINISHED)
				.map((event) => presentEvent(world, event)),
			'dtCreated',
		),
	);
	app.get<{ Params: { id: string } }>('/acd/events/event/:id', (request) =>
		world.single(presentEvent(world, findById(world.of(request).events, request.params.id, 'AcdEvent'))),
	);
	// 200, not 201.
	app.post('/acd/events/create', (request) =>
		world.single(presentEvent(world, createEvent(world, world.of(request), request.body))),
	);
	app.get('/acd/events/types', (_request, reply) =>
		world.switches().typesEndpoint ? reply.send(world.list(eventTypes(world), 'ShortText')) : reply.code(404).send(),
	);

	const masterData = (
		list: string,
		single: string,
		kind: 'groups' | 'users' | 'serviceNumbers',
		orderBy: string,
	): void => {
		const records = (request: Parameters<World['of']>[0]): MasterRecord[] => world.of(request)[kind];
		app.get(list, (request) => world.list(records(request), orderBy));
		app.get<{ Params: { id: string } }>(`${list}/${single}/:id`, (request) =>
			world.single(findById(records(request), request.params.id, NAMES[kind])),
		);
	};
	masterData('/acd/groups', 'group', 'groups', 'Name');
	masterData('/users', 'user', 'users', 'UID');
	masterData('/serviceNumbers', 'serviceNumber', 'serviceNumbers', 'Name2');
	callRoutes(app, world);
	cockpitRoutes(app, world);
	diallerRoutes(app, world);
}

const NAMES = { groups: 'AcdGroup', users: 'User', serviceNumbers: 'ServiceNumber' };

/** What client 1 would see; the second client exists only for mismatch tests. */
function snapshot(world: World): JsonObject {
	const account = world.account(1);
	return {
		groups: account.groups,
		users: account.users,
		serviceNumbers: account.serviceNumbers,
		eventTypes: eventTypes(world),
		events: account.events.map((event) => presentEvent(world, event)),
		calls: account.calls.map((call) => ({ ...presentCall(call), state: call.state })),
		cockpitVariables: account.cockpitVariables.map(presentVariable),
		campaigns: account.campaigns,
		contacts: account.contacts,
	};
}
