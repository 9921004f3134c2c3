import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { World } from './world';

const BASE = /^\/jtel\/rest\/v1\.0\/([^/?]+)/;

/** The only documented query parameters. */
const QUERY: Record<string, readonly string[]> = {
	'/dialler/contacts': ['diallerCampaignsID'],
	'/dialler/contacts/import': ['overwriteDuplicates'],
	'/dialler/contacts/contact': ['userData'],
	'/cockpitVariables/cockpitVariable/:id/setValue': ['value'],
};

/** What every request passes before its handler: token, release, content type, query. */
export function guard(app: FastifyInstance, world: World): void {
	app.addHook('onRequest', async (request, reply) => {
		const clientsId = BASE.exec(request.url)?.[1];
		if (clientsId === undefined) return reply.code(404).send();
		if (!world.authorized(clientsId, request.headers.authorization)) {
			return reply.code(401).send({ status: 401, error: 'Unauthorized' });
		}
		const route = (request.routeOptions.url ?? '').replace('/jtel/rest/v1.0/:clientsId', '');
		if (route === '' || request.is404) return undefined;
		const switches = world.switches();
		if (switches.disabledEndpoints.includes(`${request.method} ${route}`)) return reply.code(404).send();
		if (carriesBody(request) && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
			const status = switches.wrongContentTypeStatus;
			return reply.code(status).send({ status, error: 'Content-Type must be application/json' });
		}
		const unknown = Object.keys(request.query as object).filter((name) => !(QUERY[route] ?? []).includes(name));
		if (switches.refuseUnknownQuery && unknown.length > 0) {
			return reply.code(400).send({ status: 400, error: `Unknown parameter ${unknown.join(', ')}` });
		}
		return undefined;
	});
}

function carriesBody({ headers }: FastifyRequest): boolean {
	return Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;
}
