import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../core/types';
import { JtelError } from './errors';
import type { Account, CockpitVariable } from './types';
import { findById, utcMicroseconds } from './world';
import type { World } from './world';

const RESULT_TEXT = [
	'',
	'Variable is not writable',
	'Variable not found or not visible',
	'Unchanged',
	'Value out of range',
];

interface ValueRequest {
	Params: { id: string };
	Querystring: { value?: string };
	Body: { value?: unknown } | null;
}

export function presentVariable(variable: CockpitVariable): JsonObject {
	return {
		ID: variable.ID,
		Name: variable.Name,
		Description: variable.Description,
		CounterAbsolute: variable.CounterAbsolute,
		Counter10Minutes: 0,
		Counter30Minutes: 0,
		CounterDay: variable.CounterAbsolute,
		MinValue: variable.MinValue,
		MinBGColor: '#DC143C',
		MaxValue: variable.MaxValue,
		dtLastModified: utcMicroseconds(variable.lastModified),
	};
}

/** Cockpit variables: `setValue` answers 200 even when it did nothing; `result` tells. */
export function cockpitRoutes(app: FastifyInstance, world: World): void {
	const visible = (account: Account): CockpitVariable[] =>
		account.cockpitVariables.filter((variable) => variable.visible);

	app.get('/cockpitVariables', (request) => world.list(visible(world.of(request)).map(presentVariable), 'Name'));
	app.get<{ Params: { id: string } }>('/cockpitVariables/cockpitVariable/:id', (request) =>
		world.single(presentVariable(findById(visible(world.of(request)), request.params.id, 'CockpitVariable'))),
	);
	app.patch<ValueRequest>('/cockpitVariables/cockpitVariable/:id/setValue', (request, reply) => {
		const value = readValue(world.switches().valuePosition, request.query, request.body);
		const variable = world.of(request).cockpitVariables.find(({ ID }) => String(ID) === request.params.id);
		const result = setValue(variable, value);
		if (result === 0 && variable !== undefined) {
			variable.lastModified = world.core.clock.now();
			world.core.changed('jtel', 'cockpitVariable', { ID: variable.ID });
		}
		const status = result === 0 || result === 3 ? 200 : world.switches().setValueFailureStatus;
		return reply.code(status).send({ result, error: RESULT_TEXT[result] ?? '', status });
	});
}

function setValue(variable: CockpitVariable | undefined, value: number): number {
	if (variable === undefined || !variable.visible) return 2;
	if (!variable.writable) return 1;
	if (variable.CounterAbsolute === value) return 3;
	if (variable.MinValue !== null && value < variable.MinValue) return 4;
	if (variable.MaxValue !== null && value > variable.MaxValue) return 4;
	variable.CounterAbsolute = value;
	return 0;
}

function readValue(
	position: 'either' | 'query' | 'body',
	query: { value?: string },
	body: { value?: unknown } | null,
): number {
	const fromQuery = position === 'body' || query.value === undefined ? undefined : Number(query.value);
	const fromBody = position === 'query' ? undefined : body?.value;
	const value = fromQuery ?? fromBody;
	if (typeof value !== 'number' || !Number.isInteger(value) || query.value === '') {
		throw new JtelError(400, 'Mandatory parameter value is missing or not an Integer');
	}
	return value;
}
