import { z } from 'zod';
import { groupFor } from '../access';
import type { KaizalaContext } from '../context';
import { invalidParameters, notFound, versionMismatch } from '../errors';
import { route } from '../router';
import type { Route } from '../router';
import { wire } from '../wire';
import { actionIn } from './find';
import { checkProperties, property, upsertProperties } from './properties';

const updateBody = wire({ version: z.number().int().min(-1), updateProperties: z.array(property).min(1) });

/** `PUT …/actions/{a}`: the source names the path with and without `/properties`. */
export function updateActionRoutes(ctx: KaizalaContext): Route[] {
	return (['action', 'properties'] as const).map((kind) =>
		route({
			method: 'PUT',
			path: `/v1/groups/:groupId/actions/:actionId${kind === 'action' ? '' : '/properties'}`,
			scope: 'action.update',
			body: updateBody,
			handle({ param, body, caller }) {
				const { updatePath } = ctx.switches;
				if (updatePath !== 'both' && updatePath !== kind) throw notFound('A card is not updated at this path');
				const group = groupFor(ctx, caller, param('groupId'));
				const action = actionIn(ctx, group, param('actionId'));
				if (action.packageId === null) throw invalidParameters('Only a card of an action package has properties');
				checkProperties(ctx, body.updateProperties);
				// -1 = whatever the version is.
				if (body.version !== -1 && body.version !== action.version) {
					throw versionMismatch(`The action has version ${action.version}`);
				}
				action.properties = upsertProperties(action.properties, body.updateProperties);
				action.version += 1;
				action.updatedAt = ctx.now();
				ctx.changed('action');
				return { actionId: action.actionId, version: action.version };
			},
		}),
	);
}
