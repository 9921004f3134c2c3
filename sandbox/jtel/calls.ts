import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../core/types';
import { JtelError } from './errors';
import type { LiveCall } from './types';
import { utcMicroseconds } from './world';
import type { World } from './world';

export function presentCall(call: LiveCall): JsonObject {
	return {
		UFN: call.UFN,
		bOutbound: call.bOutbound,
		CallingPartyNumber: call.CallingPartyNumber,
		CallingPartyNumberType: 1,
		dtCallStart: utcMicroseconds(call.started),
		LanguagesID: 1,
		ResellersID: 1,
		CurrentAgentCountLoggedInToAcd: 2,
		AcdCallMonitoring_bCallRequest: 0,
		AcdSecondaryDistributionAlgorithmID: null,
		dtAcdFirstQueueStart: null,
		dtAcdCallRecordingAnnouncementStart: null,
	};
}

/** Call control: reads and actions are both GET. */
export function callRoutes(app: FastifyInstance, world: World): void {
	app.get('/calls', (request) => world.shortList(world.of(request).calls.map(presentCall), 'UFN'));

	const action = (name: string, run: (call: LiveCall, calls: LiveCall[]) => void): void => {
		app.get(`/calls/:UFN/${name}`, (request: FastifyRequest, reply: FastifyReply) => {
			const { calls } = world.of(request);
			const { UFN } = request.params as { UFN: string };
			const call = calls.find((candidate) => candidate.UFN === UFN);
			if (call === undefined) throw new JtelError(404, 'Call not found');
			run(call, calls);
			world.core.changed('jtel', 'call', { UFN, action: name });
			return world.switches().actionReply === 'empty' ? reply.send() : reply.send({ status: 200 });
		});
	};
	action('answer', (call) => {
		call.state = 'connected';
	});
	action('hold', (call) => {
		call.state = 'held';
	});
	action('hangup', (call, calls) => {
		calls.splice(calls.indexOf(call), 1);
	});
}
