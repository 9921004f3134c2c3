import {
	apiError,
	asNodeError,
	errorText,
	inputError,
	replaceErrorText,
	valueError,
	VALUES_HINT,
} from '../../nodes/shared/errors';
import { NODE } from '../harness/node';

/** What errors of every node have in common. */

const context = { getNode: () => NODE };
const links = (text: unknown): string[] => String(text).match(/<a href="[^"]+" target="_blank">[^<]+<\/a>/g) ?? [];

test.each(['short', `a "quoted" word and an odd quote " before ${'many words '.repeat(40)}`, 'x'.repeat(5_000)])(
	'the links at the end of a description stay whole, whatever stands before them (%#)',
	(description) => {
		const message = 'The field "Date" is "5 inches", which is not a date';
		const { description: told } = valueError(context, message, { description });
		expect(links(told)).toEqual([VALUES_HINT, expect.stringContaining('>More about this error<')]);
		expect(links(inputError(context, message, { description }).description)).toHaveLength(1);
	},
);

test('an error that is handed on or made anew has its link once', () => {
	const first = apiError(NODE, { message: 'HubSpot says: resource not found', status: 404 });
	const again = apiError(NODE, { message: first.message, description: first.description ?? '', status: 404 });
	expect(links(asNodeError(NODE, first, 3).description)).toHaveLength(1);
	expect(links(again.description)).toHaveLength(1);
	expect(errorText(again).match(/https:/g)).toHaveLength(1);
});

test('an error that is told anew links the entry of its new message, and no other', () => {
	const error = apiError(NODE, {
		message: 'HubSpot says: Too large',
		description: 'HubSpot correlation ID: 1',
		status: 413,
	});
	const message = 'HubSpot did not take the file "film.mp4" of 30 MB';
	replaceErrorText(error, { message, description: `Make it smaller. ${error.description}` });
	expect(error.description).toMatch(/^Make it smaller\. HubSpot correlation ID: 1 <a /);
	expect(links(error.description)).toEqual([expect.stringContaining('#hubspot-did-not-take-the-file-')]);
});
