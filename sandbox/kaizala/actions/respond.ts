import { z } from 'zod';
import type { Json, JsonObject } from '../../core/types';
import { groupFor } from '../access';
import type { KaizalaContext } from '../context';
import { forbidden, invalidParameters, notFound } from '../errors';
import { BUILT_IN_TYPES } from '../model';
import type { Person, SentAction, StoredResponse } from '../model';
import { route } from '../router';
import type { Route } from '../router';
import { check, flag, jsonCopy, text, wire, wireEnum } from '../wire';
import { checkAnswers } from './answers';
import { responseEvent } from './events';
import { actionIn } from './find';
import { bareId } from './packages';

const json: z.ZodType<Json> = z.lazy(() =>
	z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(json)]),
);

const jobAnswer = wire({ isCompleted: flag });
const formAnswer = wire({
	answers: z.array(json),
	responseName: text.optional(),
	responseLocation: wire({ latitude: z.number(), longitude: z.number(), name: z.string() }).optional(),
});

/** `POST …/actions/{a}/responses`. */
export function respondRoute(ctx: KaizalaContext): Route {
	return route({
		method: 'POST',
		path: '/v1/groups/:groupId/actions/:actionId/responses',
		scope: 'action.write',
		body: wire({
			actionType: wireEnum(BUILT_IN_TYPES).optional(),
			id: text.optional(),
			responseId: text.optional(),
			actionBody: z.record(z.unknown()),
		}),
		handle({ param, body, caller }) {
			const group = groupFor(ctx, caller, param('groupId'));
			const action = actionIn(ctx, group, param('actionId'));
			if ((body.actionType === undefined) === (body.id === undefined)) {
				throw invalidParameters('Exactly one of actionType and id is needed');
			}
			const named = body.id === undefined ? body.actionType : bareId(ctx, body.id);
			if (named !== (action.packageId ?? action.actionType)) {
				throw invalidParameters('actionType or id is not that of the action');
			}
			const response = respond(ctx, action, caller.person, body.actionBody, body.responseId);
			return { responseId: response.responseId };
		},
	});
}

/** Stores an answer, from the API or from a phone, and tells the webhooks. */
export function respond(
	ctx: KaizalaContext,
	action: SentAction,
	person: Person,
	input: object,
	responseId: string | undefined,
): StoredResponse {
	if (action.expiresAt !== null && ctx.now() >= action.expiresAt) throw invalidParameters('The action has expired');
	const content = action.actionType === 'Job' ? jobContent(action, person, input) : formContent(ctx, action, input);
	const now = ctx.now();
	const former = formerResponse(action, person, responseId);
	const response: StoredResponse = former ?? {
		responseId: ctx.core.guid(),
		responderId: person.id,
		...content,
		sentAt: now,
		updatedAt: now,
	};
	Object.assign(response, content, { updatedAt: now });
	if (!former) action.responses.push(response);
	ctx.emit(responseEvent(ctx, action, response, person, former !== undefined));
	return response;
}

/** With an id: that response, only by whoever gave it. Without: a second answer only where several are accepted. */
function formerResponse(action: SentAction, person: Person, responseId: string | undefined) {
	const own = action.responses.find((response) => response.responderId === person.id);
	if (responseId === undefined) {
		return action.actionBody.acceptMultipleResponses === true ? undefined : own;
	}
	const named = action.responses.find((response) => response.responseId === responseId.toLowerCase());
	if (!named) throw notFound(`The response ${responseId} was not found`);
	if (named.responderId !== person.id) throw forbidden('The response was given by somebody else');
	return named;
}

type Content = Pick<StoredResponse, 'answers' | 'isCompleted' | 'responseName' | 'responseLocation'>;

function jobContent(action: SentAction, person: Person, input: object): Content {
	const { isCompleted } = check(jobAnswer, input, 'actionBody');
	const assigned = action.actionBody.assignedTo;
	if (!Array.isArray(assigned) || !assigned.includes(person.mobileNumber)) {
		throw forbidden('The job was not given to this user');
	}
	return { answers: [], isCompleted, responseName: null, responseLocation: null };
}

function formContent(ctx: KaizalaContext, action: SentAction, input: object): Content {
	const { answers, responseName, responseLocation } = check(formAnswer, input, 'actionBody');
	const answerable = action.packageId !== null || action.actionType === 'Survey' || action.actionType === 'Poll';
	if (!answerable && action.actionType !== 'LetsMeet') throw invalidParameters('This action takes no responses');
	checkAnswers(ctx, action.questions, answers);
	const location: JsonObject | null = responseLocation === undefined ? null : jsonCopy(responseLocation);
	return { answers, isCompleted: null, responseName: responseName ?? null, responseLocation: location };
}
