import type { IDataObject } from 'n8n-workflow';

import { sha256 } from '../../shared/crypto';
import { isFilled } from '../../shared/http/shapes';
import { isRecord } from '../../shared/isRecord';
import { orderFields } from '../../shared/operations/orderFields';
import { plainText } from '../../shared/triggers/webhook';
import type { TriggerSettings } from './settings';
import { safeString } from '../../shared/safeConversion';

/** One delivery of Kaizala: an envelope around the data of the event. */
export interface KaizalaEvent {
	eventType: string;
	data: IDataObject;
	raw: IDataObject;
}

/** What is said to a body that is none. */
export const NO_EVENT = { status: 400, error: 'The body is not an event: it has no eventType' } as const;

/** Undefined for a body that is no event. */
export function asEvent(body: unknown): KaizalaEvent | undefined {
	if (!isRecord(body) || typeof body.eventType !== 'string' || body.eventType === '') return undefined;
	return { eventType: body.eventType, data: isRecord(body.data) ? body.data : {}, raw: body };
}

/** `com.example.desk.ticket.2` is version 2 of `com.example.desk.ticket`. */
const withoutVersion = (id: unknown): string =>
	plainText(id)
		.replace(/\.\d+$/, '')
		.toLowerCase();

/** Kaizala sends no others, unless it spells them differently or the webhook is not yet as it has to be. */
export function isAskedFor({ eventType }: KaizalaEvent, { eventTypes }: TriggerSettings): boolean {
	return eventTypes.some((event) => event.toLowerCase() === eventType.toLowerCase());
}

export function isWanted({ eventType, data, raw }: KaizalaEvent, wanted: TriggerSettings): boolean {
	if (wanted.ignoreBots && plainText(raw.isBotfromUser ?? raw.isBotFromUser) === 'true') return false;
	if (wanted.packageFilter === '' || !eventType.toLowerCase().startsWith('action')) return true;
	return withoutVersion(data.actionPackageId ?? data.packageId) === withoutVersion(wanted.packageFilter);
}

/** Keys sorted, so that the order in which a server writes them does not count. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isRecord(value)) return JSON.stringify(value ?? null);
	const names = Object.keys(value).sort();
	return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
}

/** What two deliveries of one event have in common. An edited response has its old ID, so the data counts. */
export function deliveryKey({ eventType, raw }: KaizalaEvent): string {
	return [raw.subscriptionId, eventType, raw.eventId, sha256(canonical(raw.data ?? {}))].map(plainText).join(' ');
}

interface Question extends IDataObject {
	title: string;
	type: string;
}

function questionsOf(data: IDataObject): Question[] {
	const details = isRecord(data.responseDetails) ? data.responseDetails.responseWithQuestions : undefined;
	const list = Array.isArray(details) ? details.filter(isRecord) : [];
	return list.map((entry) => ({ ...entry, title: plainText(entry.title), type: plainText(entry.type) }));
}

/** A time that Kaizala gives as milliseconds, as ISO text; anything else as it is. */
function isoTime(value: unknown): unknown {
	const given = typeof value === 'number' || (typeof value === 'string' && /^\d{11,}$/.test(value));
	const timestamp = given ? Number(value) : Number.NaN;
	// The limits of Date; a nonsense number must not end the execution.
	return given && Math.abs(timestamp) <= 8.64e15 ? new Date(timestamp).toISOString() : value;
}

const FILE_QUESTIONS = ['AttachmentList', 'Image'];

/** A single choice comes as a list of one; files are named as those of the event. */
function answerOf({ type, answer }: Question): unknown {
	if (type === 'SingleOption' && Array.isArray(answer) && answer.length <= 1) return answer[0] ?? null;
	if (type === 'DateTime' || type === 'Date') return isoTime(answer);
	if (!FILE_QUESTIONS.includes(type) || !Array.isArray(answer)) return answer;
	const files = asAttachments(answer);
	return files.length === answer.length ? files : answer;
}

/** Answers by the title of their question; two questions of one title are told apart by a number. */
function answersOf(questions: Question[]): Record<string, unknown> {
	const answers = new Map<string, unknown>();
	const counts = new Map<string, number>();
	for (const question of questions) {
		let name = question.title;
		let number = counts.get(name) ?? 1;
		while (answers.has(name)) name = `${question.title} (${++number})`;
		counts.set(question.title, number);
		answers.set(name, answerOf(question));
	}
	return Object.fromEntries(answers);
}

/** A file of an event. The docs name its parts in two ways. */
export interface Attachment {
	url: string;
	fileName: string;
}

function asAttachments(value: unknown): Attachment[] {
	if (!Array.isArray(value)) return [];
	return value.filter(isRecord).flatMap(({ url, fileName, mediaUrl, mediaFileName }) => {
		const address = plainText(mediaUrl ?? url);
		return address === '' ? [] : [{ url: address, fileName: plainText(mediaFileName ?? fileName) }];
	});
}

/** All files of an event: sent ones, and those in the answers to questions that ask for files. */
export function attachmentsOf({ data }: KaizalaEvent): Attachment[] {
	const answers = questionsOf(data).filter(({ type }) => FILE_QUESTIONS.includes(type));
	return [...asAttachments(data.media), ...answers.flatMap(({ answer }) => asAttachments(answer))];
}

function propertiesOf(value: unknown): IDataObject | undefined {
	if (!Array.isArray(value)) return undefined;
	const named = value.filter(isRecord).filter(({ name }) => typeof name === 'string');
	return Object.fromEntries(named.map(({ name, value: own }) => [safeString(name), own]));
}

const ENVELOPE = [
	'subscriptionId',
	'objectType',
	'objectId',
	'eventId',
	'context',
	'fromUser',
	'fromUserId',
	'fromUserName',
	'fromUserProfilePic',
];

/** Some events do not name their group; a webhook that listens to one does. */
const groupListenedTo = ({ objectType, objectId }: IDataObject): unknown =>
	plainText(objectType).toLowerCase() === 'group' ? objectId : undefined;

/** What happened, who did it, and where: before the IDs of the subscription. */
const FIRST = ['eventType', 'fromUserName', 'text', 'answers', 'groupId', 'actionId', 'eventId'];

/** The event as one flat record: who and where, the data, and the answers by their questions. */
export function simplifyEvent(event: KaizalaEvent): IDataObject {
	const { raw, data, eventType } = event;
	const { responseDetails, media, properties, Properties: capital, validity, ...rest } = data;
	const questions = questionsOf(data);
	const hidden = questions.filter(({ isInvisible }) => isInvisible === true);
	const hiddenAnswer = (title: string) => hidden.find((question) => question.title === title);
	const time = hiddenAnswer('ResponseTime');
	const place = hiddenAnswer('ResponseLocation');
	const named = propertiesOf(properties ?? capital);
	const job = isRecord(responseDetails) && isRecord(responseDetails.response) ? responseDetails.response : {};
	const files = asAttachments(media);
	const record: Record<string, unknown> = {
		eventType,
		...Object.fromEntries(ENVELOPE.flatMap((name) => (raw[name] === undefined ? [] : [[name, raw[name]]]))),
		groupId: raw.groupId ?? data.groupId ?? groupListenedTo(raw),
		isBot: plainText(raw.isBotfromUser ?? raw.isBotFromUser) === 'true',
		...rest,
		...(isRecord(raw.data) || !isFilled(raw.data) ? {} : { data: raw.data }),
		...(validity === undefined ? {} : { validity: isoTime(validity) }),
		...job,
		...(questions.length === 0
			? {}
			: { answers: answersOf(questions.filter(({ isInvisible }) => isInvisible !== true)) }),
		...(time === undefined ? {} : { responseTime: isoTime(time.answer) }),
		...(place === undefined ? {} : { responseLocation: place.answer }),
		...(named === undefined ? {} : { properties: named }),
		...(files.length === 0 ? {} : { media: files }),
	};
	// Parsed JSON all the way down, so it is plain data.
	return orderFields(FIRST, record as IDataObject);
}
