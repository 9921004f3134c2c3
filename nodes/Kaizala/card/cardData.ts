import type { IDataObject } from 'n8n-workflow';

import { isRecord } from '../../shared/isRecord';
import type { CardData, CardQuestion } from './bindings';
import { asText } from './unresolved';

/** What a card is filled from besides its title and properties, as people hand it in. */
export interface GivenData extends Omit<CardData, 'title' | 'properties'> {
	/** Addresses of pictures that lie in the package, by file name. */
	images: ReadonlyMap<string, string>;
}

const optionalText = (value: unknown): string | undefined =>
	value === undefined || value === null || value === '' ? undefined : asText(value);

const recordOf = (value: unknown): IDataObject | undefined => (isRecord(value) ? value : undefined);

/** Names by user ID: an object, or a list as Member: Get Many gives it. */
function namesOf(value: unknown): ReadonlyMap<string, string> {
	if (Array.isArray(value)) {
		return new Map(
			value
				.filter(isRecord)
				.map((person) => [
					asText(person.id ?? person.memberId ?? person.userId),
					asText(person.name ?? person.memberName),
				]),
		);
	}
	return new Map(Object.entries(recordOf(value) ?? {}).map(([id, name]) => [id, asText(name)]));
}

function questionsOf(value: unknown): CardQuestion[] | undefined {
	if (!Array.isArray(value)) return undefined;
	return value.map((question: unknown) => {
		const { title, options }: IDataObject = recordOf(question) ?? { title: asText(question) };
		const list: unknown[] = Array.isArray(options) ? options : [];
		return {
			title: asText(title),
			options: list.map((option) => {
				const { title: own, text, pictureUrl }: IDataObject = recordOf(option) ?? { title: asText(option) };
				return { title: asText(own ?? text), ...(pictureUrl === undefined ? {} : { pictureUrl: asText(pictureUrl) }) };
			}),
		};
	});
}

/** By the place of the question: a list in that order, or an object. */
const answersOf = (value: unknown): IDataObject | undefined =>
	Array.isArray(value) ? Object.fromEntries(value.map((answer, index) => [String(index), answer])) : recordOf(value);

/** Reads the JSON of the option Card Data. */
export function givenData(json: IDataObject): GivenData {
	const { me, people, local, expiry, questions, answers, sendTime, summary, images, ...entities } = json;
	const map = answersOf(answers);
	return {
		me: optionalText(me),
		people: namesOf(people),
		local: recordOf(local),
		expiry: optionalText(expiry),
		questions: questionsOf(questions),
		myLatestResponse: {
			sendTime: optionalText(sendTime),
			...(map === undefined ? {} : { questionToAnswerMap: map }),
		},
		summary: recordOf(summary),
		entities: Object.fromEntries(Object.entries(entities).map(([name, value]) => [name.toLowerCase(), value])),
		images: new Map(Object.entries(recordOf(images) ?? {}).map(([name, url]) => [name, asText(url)])),
	};
}
