import { z } from 'zod';
import type { JsonObject } from '../../core/types';
import { groupFor } from '../access';
import type { Caller } from '../access';
import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';
import { knownMedia } from '../media/resources';
import type { MediaKind } from '../media/types';
import { BUILT_IN_TYPES } from '../model';
import type { BuiltInType, Group, Property, Question, SentAction } from '../model';
import { checkReply, recipientFields, replyField, resolveRecipients } from '../recipients';
import { route } from '../router';
import type { Route } from '../router';
import { personByPhone } from '../state';
import { HOUR_MS } from '../time';
import { check, compact, jsonCopy, text, wire, wireEnum } from '../wire';
import { ACTION_BODIES, PACKAGE_BODY } from './bodies';
import { createdEvent } from './events';
import { attachedPackage, questionsOf, titleOf, versionOf } from './packages';
import { checkProperties, upsertProperties } from './properties';

const sendBody = wire({
	actionType: wireEnum(BUILT_IN_TYPES).optional(),
	id: text.optional(),
	actionBody: z.record(z.unknown()),
	...recipientFields,
	...replyField,
});

/** What the kinds of action differ in. */
type Content = Pick<
	SentAction,
	'actionType' | 'packageId' | 'packageVersion' | 'title' | 'actionBody' | 'questions' | 'properties' | 'expiresAt'
>;

/** `POST /v1/groups/{g}/actions`. */
export function sendActionRoute(ctx: KaizalaContext): Route {
	return route({
		method: 'POST',
		path: '/v1/groups/:groupId/actions',
		scope: 'action.write',
		body: sendBody,
		handle({ param, body, caller }) {
			const group = groupFor(ctx, caller, param('groupId'));
			if ((body.actionType === undefined) === (body.id === undefined)) {
				throw invalidParameters('Exactly one of actionType and id is needed');
			}
			const content =
				body.actionType === undefined
					? packageContent(ctx, group, body.id ?? '', body.actionBody)
					: builtInContent(ctx, group, body.actionType, body.actionBody);
			const { audience, failed } = resolveRecipients(ctx, caller, group, body);
			checkReply(ctx, group, body.replyToReferenceId, audience);
			const action = store(ctx, group, caller, content, audience, body.replyToReferenceId ?? null);
			return compact({
				referenceId: action.referenceId,
				// Samples of media actions show only the referenceId.
				actionId: isMedia(action.actionType) ? undefined : action.actionId,
				failedResult: failed.length > 0 ? failed : undefined,
			});
		},
	});
}

function store(
	ctx: KaizalaContext,
	group: Group,
	caller: Caller,
	content: Content,
	audience: SentAction['audience'],
	replyToReferenceId: string | null,
): SentAction {
	const now = ctx.now();
	const action: SentAction = {
		...content,
		referenceId: ctx.core.guid(),
		actionId: ctx.core.guid(),
		groupId: group.groupId,
		senderId: caller.person.id,
		audience,
		sentAt: now,
		updatedAt: now,
		replyToReferenceId,
		readBy: [],
		version: 1,
		responses: [],
		reminders: [],
	};
	ctx.state.actions.set(action.actionId, action);
	ctx.emit(createdEvent(ctx, action, caller.person));
	return action;
}

const MEDIA: readonly string[] = ['Image', 'Album', 'Audio', 'Document', 'Video'] satisfies MediaKind[];
export const isMedia = (type: string | null): type is MediaKind => type !== null && MEDIA.includes(type);

function packageContent(ctx: KaizalaContext, group: Group, id: string, input: object): Content {
	const { packageId, files } = attachedPackage(ctx, group, id);
	const body = check(PACKAGE_BODY, input, 'actionBody');
	checkProperties(ctx, body.properties);
	const lifetime = body.validity ?? body.dueDate;
	return {
		actionType: null,
		packageId,
		packageVersion: versionOf(files),
		title: body.title ?? titleOf(files),
		actionBody: jsonCopy(body),
		questions: body.questions?.map((question) => plainQuestion(ctx, question)) ?? questionsOf(files),
		properties: upsertProperties([], body.properties),
		expiresAt: lifetime === undefined ? null : ctx.now() + lifetime * HOUR_MS,
	};
}

function builtInContent(ctx: KaizalaContext, group: Group, type: BuiltInType, input: object): Content {
	const now = ctx.now();
	const content = (title: string, body: JsonObject, more: Partial<Content> = {}): Content => ({
		actionType: type,
		packageId: null,
		packageVersion: null,
		title,
		actionBody: body,
		questions: [],
		properties: [] as Property[],
		expiresAt: null,
		...more,
	});
	switch (type) {
		case 'Announcement': {
			const body = check(ACTION_BODIES.Announcement, input, 'actionBody');
			for (const mediaResource of body.mediaResources ?? []) knownMedia(ctx, mediaResource);
			return content(body.title ?? '', jsonCopy(body));
		}
		case 'Job': {
			const body = check(ACTION_BODIES.Job, input, 'actionBody');
			checkAssignees(ctx, group, body.assignedTo);
			return content(body.title, jsonCopy(body), { expiresAt: now + body.dueDate * HOUR_MS });
		}
		case 'Poll': {
			const body = check(ACTION_BODIES.Poll, input, 'actionBody');
			for (const choice of body.choices) if (choice.image !== undefined) knownMedia(ctx, choice.image, 'Image');
			const options = body.choices.map(({ title }) => ({ title }));
			const questions: Question[] = [{ title: body.question, type: 'SingleOption', options }];
			return content(body.question, jsonCopy(body), { questions, expiresAt: now + body.expiryInHours * HOUR_MS });
		}
		case 'LetsMeet': {
			const { duration, durationInMins, ...body } = check(ACTION_BODIES.LetsMeet, input, 'actionBody');
			const minutes = durationInMins ?? duration ?? 30;
			return content(body.title, jsonCopy({ ...body, duration: minutes }));
		}
		case 'Survey': {
			const body = check(ACTION_BODIES.Survey, input, 'actionBody');
			if (body.coverImage !== undefined) knownMedia(ctx, body.coverImage, 'Image');
			const questions = body.questions.map((question) => plainQuestion(ctx, question));
			return content(body.title, jsonCopy(body), { questions, expiresAt: now + body.dueDate * HOUR_MS });
		}
		default: {
			const body = check(ACTION_BODIES[type], input, 'actionBody');
			knownMedia(ctx, body.mediaResource, type);
			return content(body.caption ?? '', jsonCopy(body));
		}
	}
}

function checkAssignees(ctx: KaizalaContext, group: Group, phones: string[]): void {
	if (!ctx.switches.jobAssigneesMustBeMembers) return;
	for (const phone of phones) {
		const person = personByPhone(ctx.state, phone);
		if (!group.members.some((member) => member.personId === person?.id)) {
			throw invalidParameters(`${phone} is not a member of the group`);
		}
	}
}

type ParsedQuestion = z.output<typeof ACTION_BODIES.Survey>['questions'][number];

function plainQuestion(ctx: KaizalaContext, { title, type, isInvisible, options }: ParsedQuestion): Question {
	const { dateQuestion } = ctx.switches;
	if ((type === 'Date' || type === 'DateTime') && dateQuestion !== 'both' && type !== dateQuestion) {
		throw invalidParameters(`The question type ${type} is not known`);
	}
	return {
		title,
		type,
		...(isInvisible === undefined ? {} : { isInvisible }),
		...(options === undefined ? {} : { options }),
	};
}
