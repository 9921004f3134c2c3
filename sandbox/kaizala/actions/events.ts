import type { JsonObject } from '../../core/types';
import type { KaizalaContext } from '../context';
import { mediaItems } from '../media/resources';
import type { EventType, Person, SentAction, StoredResponse } from '../model';
import { compact, iso } from '../wire';
import type { EventInput } from '../webhooks/events';
import { answerView } from './answers';
import { listBody } from './views';

const ZERO_GUID = '00000000-0000-0000-0000-000000000000';
const VISIBILITY = ['All', 'Sender', 'Admins', 'MembersAndSubscribers'];

/** The event of a new action. */
export function createdEvent(ctx: KaizalaContext, action: SentAction, from: Person): EventInput {
	const [eventType, data] = created(ctx, action);
	return { ...subject(action), eventType, eventId: action.referenceId, from, data };
}

const subject = (action: SentAction) => ({
	groupId: action.groupId,
	actionId: action.actionId,
	...(action.packageId === null ? {} : { packageId: action.packageId }),
});

function created(ctx: KaizalaContext, action: SentAction): [EventType, JsonObject] {
	const { actionId, groupId, title, actionBody } = action;
	const dueDate = action.expiresAt === null ? undefined : iso(action.expiresAt);
	const media = () => mediaItems(ctx, String(actionBody.mediaResource ?? ''));
	switch (action.actionType) {
		case null:
			return ['ActionCreated', { ...formData(action), ...packageFields(action) }];
		case 'Survey':
			return ['SurveyCreated', formData(action)];
		case 'Job':
			return ['JobCreated', compact({ actionId, groupId, title, dueDate, assignedTo: actionBody.assignedTo })];
		case 'Announcement':
			return ['Announcement', compact({ title, text: actionBody.message, media: announcementMedia(ctx, action) })];
		case 'Poll':
			return [
				'PollCreated',
				compact({ actionId, groupId, question: title, choices: actionBody.choices, expiryDate: dueDate }),
			];
		case 'LetsMeet':
			return ['LetsMeetCreated', { ...listBody(ctx, action, false), groupId }];
		default:
			return ['AttachmentCreated', { media: media(), actionType: action.actionType, caption: title }];
	}
}

/** The docs' sample says url and fileName, their table mediaUrl and mediaFileName; this is the sample. */
function announcementMedia(ctx: KaizalaContext, action: SentAction): JsonObject[] {
	const resources = action.actionBody.mediaResources;
	if (!Array.isArray(resources)) return [];
	return resources
		.flatMap((resource) => mediaItems(ctx, String(resource)))
		.map(({ mediaUrl, mediaFileName }) => ({ url: mediaUrl, fileName: mediaFileName }));
}

function formData(action: SentAction): JsonObject {
	const visibility = Number(action.actionBody.visibility ?? '0');
	return compact({
		actionId: action.actionId,
		groupId: action.groupId,
		validity: action.expiresAt ?? undefined,
		title: action.title,
		visibility: VISIBILITY[visibility] ?? 'All',
		questions: action.questions,
		properties: action.properties,
	});
}

const packageFields = (action: SentAction): JsonObject =>
	action.packageId === null
		? {}
		: { actionPackageId: action.packageId, packageId: `${action.packageId}.${action.packageVersion ?? '1'}` };

/** The event of an answer; `eventId` equals `responseId`, so an edited answer uses it again. */
export function responseEvent(
	ctx: KaizalaContext,
	action: SentAction,
	response: StoredResponse,
	person: Person,
	isUpdateResponse: boolean,
): EventInput {
	const { actionId, groupId } = action;
	const { responseId } = response;
	const isAnonymous = action.actionBody.isAnonymous === true;
	const base = { ...subject(action), eventId: responseId, ...(isAnonymous ? {} : { from: person }) };
	if (action.actionType === 'Job') {
		const done = {
			assignee: person.mobileNumber,
			assigneeName: person.name,
			assigneeProfilePic: person.profilePic,
			isCompleted: response.isCompleted,
		};
		const data = { actionId, groupId, responseId, responseDetails: { response: done } };
		return { ...base, eventType: 'JobResponse', data };
	}
	const data = {
		actionId,
		...packageFields(action),
		groupId,
		sourceGroupId: groupId,
		responseId,
		isUpdateResponse,
		responder: isAnonymous ? '' : person.mobileNumber,
		responderId: isAnonymous ? '' : person.id,
		responderName: isAnonymous ? '' : person.name,
		responderProfilePic: isAnonymous ? '' : person.profilePic,
		creatorId: ZERO_GUID,
		isAnonymous,
		responseDetails: { responseWithQuestions: answerView(ctx, action.questions, response.answers) },
		Properties: action.properties,
	};
	const names = { Survey: 'SurveyResponse', Poll: 'PollResponse', LetsMeet: 'LetsMeetResponse' } as const;
	const { actionType } = action;
	const isForm = actionType === 'Survey' || actionType === 'Poll' || actionType === 'LetsMeet';
	return { ...base, eventType: isForm ? names[actionType] : 'ActionResponse', data };
}
