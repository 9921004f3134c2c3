import type { EventTexts } from '../../shared/triggers/events';
import { eventOptions } from '../../shared/triggers/events';

/** What a webhook can listen to. */
export type ObjectType = 'Action' | 'ActionPackage' | 'Group';

interface WebhookEvent extends EventTexts {
	/** The objects that send it. */
	sentBy: readonly ObjectType[];
}

/** The events that Kaizala can send to a webhook, by their names there. What comes out is in payload.ts, for all. */
export const EVENTS = {
	ActionCreated: {
		label: 'Action Sent',
		description: 'A card of a package was sent',
		sentBy: ['ActionPackage', 'Group'],
	},
	ActionResponse: {
		label: 'Action Responded To',
		description: 'Someone answered a card of a package',
		sentBy: ['Action', 'ActionPackage', 'Group'],
	},
	Announcement: { label: 'Announcement Sent', description: 'An announcement was sent', sentBy: ['Group'] },
	AttachmentCreated: {
		label: 'Attachment Sent',
		description: 'A picture, document, album, audio or video was sent',
		sentBy: ['Group'],
	},
	GroupAdded: { label: 'Group Added', description: 'A group became a subgroup', sentBy: ['Group'] },
	GroupRemoved: { label: 'Group Removed', description: 'A group is no longer a subgroup', sentBy: ['Group'] },
	JobCreated: { label: 'Job Sent', description: 'A job was given to somebody', sentBy: ['Group'] },
	JobResponse: { label: 'Job Responded To', description: 'Someone answered a job', sentBy: ['Action', 'Group'] },
	LetsMeetCreated: { label: 'Let’s Meet Sent', description: 'An invitation to a meeting was sent', sentBy: ['Group'] },
	LetsMeetResponse: {
		label: 'Let’s Meet Responded To',
		description: 'Someone answered an invitation to a meeting',
		sentBy: ['Action', 'Group'],
	},
	MemberAdded: { label: 'Member Added', description: 'A person was added to a group', sentBy: ['Group'] },
	MemberRemoved: {
		label: 'Member Removed',
		description: 'A person was removed from a group',
		sentBy: ['Group'],
	},
	PollCreated: { label: 'Poll Sent', description: 'A poll was sent', sentBy: ['Group'] },
	PollResponse: { label: 'Poll Responded To', description: 'Someone answered a poll', sentBy: ['Action', 'Group'] },
	SurveyCreated: { label: 'Survey Sent', description: 'A survey was sent', sentBy: ['Group'] },
	SurveyResponse: {
		label: 'Survey Responded To',
		description: 'Someone answered a survey',
		sentBy: ['Action', 'Group'],
	},
	TextMessageCreated: { label: 'Text Message Sent', description: 'A text message was sent', sentBy: ['Group'] },
	UserJoined: { label: 'User Joined', description: 'A person joined a group', sentBy: ['Group'] },
} as const satisfies Record<string, WebhookEvent>;

/** The options of a drop-down: the events that such an object sends. */
export function eventsSentBy(objectType: ObjectType) {
	const events = Object.entries<WebhookEvent>(EVENTS).filter(([, { sentBy }]) => sentBy.includes(objectType));
	return eventOptions(Object.fromEntries(events));
}
