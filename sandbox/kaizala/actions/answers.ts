import { z } from 'zod';
import type { Json, JsonObject } from '../../core/types';
import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';
import { knownMedia, mediaItems } from '../media/resources';
import type { Question } from '../model';

const location = z.object({ lt: z.number(), lg: z.number(), n: z.string().optional(), acc: z.number().optional() });

/** `answers` is positional; invisible questions at the end may be left out. */
export function checkAnswers(ctx: KaizalaContext, questions: Question[], answers: Json[]): void {
	const visible = questions.filter((question) => question.isInvisible !== true).length;
	if (answers.length < visible || answers.length > questions.length) {
		throw invalidParameters(`Expected ${visible} answers, one per question, got ${answers.length}`);
	}
	for (const [index, answer] of answers.entries()) {
		const question = questions[index];
		if (question && !fits(ctx, question, answer)) {
			throw invalidParameters(`Answer ${index + 1} is not a valid ${question.type}`);
		}
	}
}

function fits(ctx: KaizalaContext, { type, options }: Question, answer: Json): boolean {
	const titles = (options ?? []).map((option) => option.title);
	const isStrings = (value: Json): value is string[] =>
		Array.isArray(value) && value.every((each) => typeof each === 'string');
	switch (type) {
		case 'SingleOption':
			return typeof answer === 'string' && titles.includes(answer);
		case 'MultiOption':
			return isStrings(answer) && answer.every((each) => titles.includes(each));
		case 'Numeric':
		case 'DateTime':
		case 'Date':
			return typeof answer === 'number';
		case 'Location':
			return location.strict().safeParse(answer).success;
		case 'AttachmentList':
			return isStrings(answer) && answer.every((each) => knownMedia(ctx, each).length > 0);
		case 'Image':
			return typeof answer === 'string' && knownMedia(ctx, answer).length > 0;
		case 'Text':
			return typeof answer === 'string';
	}
}

/** Questions with their answers as the events show them. */
export function answerView(ctx: KaizalaContext, questions: Question[], answers: Json[]): JsonObject[] {
	return questions.slice(0, answers.length).map((question, index) => ({
		...question,
		answer: shown(ctx, question.type, answers[index] ?? null),
	}));
}

function shown(ctx: KaizalaContext, type: Question['type'], answer: Json): Json {
	// A single choice arrives as a list of one.
	if (type === 'SingleOption') return [answer];
	if (type === 'Image') return mediaItems(ctx, String(answer));
	if (type === 'AttachmentList')
		return (Array.isArray(answer) ? answer : []).flatMap((each) => mediaItems(ctx, String(each)));
	// Sent in seconds, delivered in milliseconds.
	if ((type === 'DateTime' || type === 'Date') && typeof answer === 'number')
		return answer < 1e11 ? answer * 1000 : answer;
	return answer;
}
