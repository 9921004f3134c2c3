import { z } from 'zod';
import { QUESTION_TYPES } from '../model';
import { isPhone } from '../state';
import { flag, text, wire, wireEnum } from '../wire';
import { property } from './properties';

const hours = z.number().int().positive();
const place = wire({ latitude: z.number(), longitude: z.number(), name: z.string() });
const phone = z.string().refine(isPhone, 'Expected a phone number with country code');

const plainQuestion = wire({
	title: text,
	type: wireEnum(QUESTION_TYPES),
	isInvisible: flag.optional(),
	options: z
		.array(wire({ title: text }))
		.min(1)
		.optional(),
});
const question = plainQuestion.refine(
	({ type, options }) => (type === 'SingleOption' || type === 'MultiOption') === (options !== undefined),
	'options belong to SingleOption and MultiOption, and to them only',
);

const surveyFlags = {
	isAnonymous: flag.default(false),
	isSenderOnly: flag.default(false),
	acceptMultipleResponses: flag.default(false),
};

const media = wire({ mediaResource: text, caption: z.string().optional() });

/** `actionBody` per built-in type, with the documented defaults. */
export const ACTION_BODIES = {
	Announcement: wire({ title: text.optional(), message: text, mediaResources: z.array(text).optional() }),
	Job: wire({ title: text, assignedTo: z.array(phone).min(1), dueDate: hours.default(24) }),
	Poll: wire({
		question: text,
		choices: z.array(wire({ title: text, image: text.optional() })).min(1),
		expiryInHours: hours.default(720),
	}),
	LetsMeet: wire({
		title: text,
		startingTime: z.string().datetime({ offset: true }),
		// The table says durationInMins, the sample duration; the first wins.
		durationInMins: z.number().int().positive().optional(),
		duration: z.number().int().positive().optional(),
		place: place.optional(),
		agenda: z.string().optional(),
		isSenderOnly: flag.default(false),
	}),
	Survey: wire({
		title: text,
		questions: z.array(question).min(1),
		dueDate: hours.default(24),
		...surveyFlags,
		visibility: z.enum(['0', '1', '2', '3']).optional(),
		description: z.string().optional(),
		coverImage: text.optional(),
	}),
	Image: media,
	Album: media,
	Audio: media,
	Document: media,
	Video: media,
};

/** `actionBody` of a card of an action package. */
export const PACKAGE_BODY = wire({
	properties: z.array(property).default([]),
	title: z.string().min(1).max(32).optional(),
	validity: hours.optional(),
	dueDate: hours.optional(),
	questions: z.array(question).optional(),
	isAnonymous: flag.optional(),
	isSenderOnly: flag.optional(),
	acceptMultipleResponses: flag.optional(),
});
