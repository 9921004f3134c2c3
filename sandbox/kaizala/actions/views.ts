import type { Json, JsonObject } from '../../core/types';
import type { KaizalaContext } from '../context';
import { fileUrl, knownMedia } from '../media/resources';
import type { SentAction, StoredResponse } from '../model';
import { personById, personByPhone } from '../state';
import { compact, iso, unique } from '../wire';
import { answerView } from './answers';

const bool = (value: Json | undefined) => value === true;
const expiry = (action: SentAction) => (action.expiresAt === null ? undefined : iso(action.expiresAt));
const strings = (value: Json | undefined) =>
	Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];

/** One entry of the action list. */
export function listView(ctx: KaizalaContext, action: SentAction, details: boolean): JsonObject {
	return {
		referenceId: action.referenceId,
		...kindFields(action),
		sender: personById(ctx.state, action.senderId).mobileNumber,
		sentAt: iso(action.sentAt),
		actionBody: listBody(ctx, action, details),
	};
}

/** The single action; its shape differs from that of the list. */
export function detailView(ctx: KaizalaContext, action: SentAction, details: boolean): JsonObject {
	return {
		...kindFields(action),
		actionDetails: actionDetails(ctx, action, details),
		sender: personById(ctx.state, action.senderId).mobileNumber,
		sentAt: iso(action.sentAt),
	};
}

export function kindFields(action: SentAction): JsonObject {
	if (action.packageId === null) return { actionType: action.actionType };
	return { id: action.packageId, packageId: `${action.packageId}.${action.packageVersion ?? '1'}` };
}

/** A job is done when everybody to whom it was given is done. */
export function jobDone(ctx: KaizalaContext, action: SentAction): boolean {
	const done = action.responses.filter((response) => response.isCompleted).map((response) => response.responderId);
	return strings(action.actionBody.assignedTo).every((phone) => {
		const person = personByPhone(ctx.state, phone);
		return person !== undefined && done.includes(person.id);
	});
}

export function listBody(ctx: KaizalaContext, action: SentAction, details: boolean): JsonObject {
	const { actionId, title, actionBody, responses } = action;
	if (action.packageId !== null) {
		return compact({
			actionId,
			title,
			isSenderOnly: bool(actionBody.isSenderOnly),
			isAnonymous: bool(actionBody.isAnonymous),
			acceptMultipleResponses: bool(actionBody.acceptMultipleResponses),
			questions: action.questions,
			responses: details ? responses.map((response) => responseView(ctx, action, response)) : undefined,
		});
	}
	switch (action.actionType) {
		case 'Image':
			return { imageUrl: firstUrl(ctx, actionBody.mediaResource) };
		case 'Job':
			return {
				actionId,
				title,
				assigneeCount: unique(strings(actionBody.assignedTo)).length,
				responseCount: responses.length,
				isCompleted: jobDone(ctx, action),
			};
		case 'Poll':
			return compact({
				actionId,
				question: title,
				isSenderOnly: false,
				expiryDate: expiry(action),
				choices: choices(ctx, actionBody.choices),
			});
		case 'LetsMeet':
			return { actionId, ...actionBody };
		case 'Survey':
			return compact({ actionId, title, responseCount: responses.length, expiryDate: expiry(action) });
		default:
			return compact({ actionId, ...actionBody });
	}
}

function actionDetails(ctx: KaizalaContext, action: SentAction, details: boolean): JsonObject {
	const responses = details ? action.responses.map((response) => responseView(ctx, action, response)) : undefined;
	if (action.actionType !== 'Job') return compact({ ...listBody(ctx, action, false), responses });
	return compact({
		actionId: action.actionId,
		dueDate: expiry(action),
		title: action.title,
		status: jobDone(ctx, action),
		responseCount: action.responses.length,
		assigneeCount: unique(strings(action.actionBody.assignedTo)).length,
		responses,
	});
}

/** The shape of responses here is not documented; it is that of the events. Anonymous ones name nobody. */
export function responseView(ctx: KaizalaContext, action: SentAction, response: StoredResponse): JsonObject {
	const person = personById(ctx.state, response.responderId);
	if (action.actionType === 'Job') {
		return { assignee: person.mobileNumber, assigneeName: person.name, isCompleted: response.isCompleted };
	}
	const hidden = bool(action.actionBody.isAnonymous);
	return {
		responseId: response.responseId,
		responder: hidden ? '' : person.mobileNumber,
		responderName: hidden ? '' : person.name,
		responderId: hidden ? '' : person.id,
		responseWithQuestions: answerView(ctx, action.questions, response.answers),
	};
}

function firstUrl(ctx: KaizalaContext, mediaResource: Json | undefined): string {
	const [file] = knownMedia(ctx, String(mediaResource ?? ''));
	return file ? fileUrl(ctx, file) : '';
}

/** In the list a choice's image is an address, no longer a mediaResource. */
function choices(ctx: KaizalaContext, value: Json | undefined): Json[] {
	if (!Array.isArray(value)) return [];
	return value.map((choice) => {
		if (typeof choice !== 'object' || choice === null || Array.isArray(choice)) return choice;
		return choice.image === undefined ? choice : { ...choice, image: firstUrl(ctx, choice.image) };
	});
}
