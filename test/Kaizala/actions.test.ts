import type { IDataObject } from 'n8n-workflow';

import { SEED_PHONES } from '../../sandbox/kaizala';
import type { RunSetup } from '../harness/engine';
import { messageOf, runNode } from '../harness/engine';
import { useInstantWaits } from '../harness/waits';
import {
	calls,
	CARD,
	cards,
	group,
	GROUP,
	PACKAGE,
	PHONE,
	PICTURE,
	SECOND_PICTURE,
	setup,
	TEAM,
	TEAM_PATH,
	useKaizala,
	withFiles,
} from './setup';

useInstantWaits();
const sandbox = useKaizala();

const run = (operation: string, parameters: RunSetup['parameters'], rest?: Partial<RunSetup>) =>
	runNode(setup(sandbox.current, 'action', operation, parameters, rest));

/** An action to the members of the support desk. */
const toTeam = (actionType: string, fields: RunSetup['parameters'], rest?: Partial<RunSetup>) =>
	run('send', { groupId: group(TEAM), recipients: 'group', actionType, ...fields }, rest);

const bodies = () =>
	calls(sandbox.current, 'POST')
		.filter(({ path }) => path.endsWith('/actions'))
		.map(({ body }) => body);

const sentIds = () => cards(sandbox.current).map(({ actionId }) => actionId);

async function sent(actionType: string, fields: RunSetup['parameters'], rest?: Partial<RunSetup>): Promise<string> {
	const result = await toTeam(actionType, fields, rest);
	if (result.error !== undefined) throw result.error;
	sandbox.current.journal.clear();
	return String(result.json[0]?.actionId);
}

const JOB = { title: 'Change the tray', assignedTo: `${SEED_PHONES.agent}, ${SEED_PHONES.admin}` };
const SURVEY = {
	title: 'How did we do?',
	questions: {
		question: [
			{ title: 'Solved?', type: 'SingleOption', choices: 'Yes\nNo, not yet', isInvisible: false },
			{ title: 'Topics', type: 'MultiOption', choices: ' Print \n\n Scan', isInvisible: false },
			{ title: 'Note', type: 'Text', choices: 'left over', isInvisible: false },
			{ title: 'ResponseTime', type: 'DateTime', choices: '', isInvisible: true },
		],
	},
};

describe('Send action on a group (job, survey, image, audio, document, album, announcement, package)', () => {
	test('job', async () => {
		const { json } = await toTeam('Job', { ...JOB, options: { dueDate: 48 } });
		expect(bodies()).toEqual([
			{
				actionType: 'Job',
				actionBody: { title: 'Change the tray', assignedTo: [SEED_PHONES.agent, SEED_PHONES.admin], dueDate: 48 },
			},
		]);
		expect(json).toEqual([{ groupId: TEAM, actionId: sentIds()[0], referenceId: expect.any(String) }]);
	});

	test('survey', async () => {
		await toTeam('Survey', {
			...SURVEY,
			options: { dueDate: 12, isAnonymous: true, isSenderOnly: false, visibility: '2', description: 'Two minutes' },
		});
		expect(bodies()).toEqual([
			{
				actionType: 'Survey',
				actionBody: {
					title: 'How did we do?',
					questions: [
						{ title: 'Solved?', type: 'SingleOption', options: [{ title: 'Yes' }, { title: 'No, not yet' }] },
						{ title: 'Topics', type: 'MultiOption', options: [{ title: 'Print' }, { title: 'Scan' }] },
						{ title: 'Note', type: 'Text' },
						{ title: 'ResponseTime', type: 'DateTime', isInvisible: true },
					],
					dueDate: 12,
					isAnonymous: true,
					visibility: '2',
					description: 'Two minutes',
				},
			},
		]);
		expect(cards(sandbox.current)).toHaveLength(1);
	});

	test.each([
		['Date', 'DateTime'],
		['DateTime', 'Date'],
	])('a question for a %s where the vendor knows no %s', async (type, refused) => {
		sandbox.current.setSwitches('kaizala', { dateQuestion: type });
		const ask = async (kind: string) =>
			await toTeam('Survey', { title: 'When?', questions: { question: [{ title: 'Day', type: kind }] } });
		expect((await ask(type)).error).toBeUndefined();
		expect(messageOf(await ask(refused))).toContain(`The question type ${refused} is not known`);
		expect(cards(sandbox.current)).toMatchObject([{ questions: [{ title: 'Day', type }] }]);
	});

	test.each([
		['Image', PICTURE],
		['Audio', { fileName: 'call.mp3', mimeType: 'audio/mpeg', content: 'sound' }],
		['Document', { fileName: 'offer.pdf', mimeType: 'application/pdf', content: '%PDF' }],
		['Video', { fileName: 'tray.mp4', mimeType: 'video/mp4', content: 'film' }],
	])('%s', async (actionType, file) => {
		const fields = { binaryPropertyName: 'file', caption: 'See here' };
		const result = await toTeam(actionType, fields, { items: [withFiles({ file })] });
		expect(result.error).toBeUndefined();
		const [card] = cards(sandbox.current);
		expect(card).toMatchObject({ actionType, title: 'See here' });
		// Media actions are answered with the reference only.
		expect(result.json).toEqual([{ groupId: TEAM, referenceId: card?.referenceId }]);
	});

	test('album', async () => {
		const items = [withFiles({ one: PICTURE, two: SECOND_PICTURE })];
		const result = await toTeam('Album', { binaryPropertyNames: 'one, two', caption: '' }, { items });
		expect(result.error).toBeUndefined();
		expect(calls(sandbox.current).map(({ path }) => path)).toEqual(['/v1/media', `${TEAM_PATH}/actions`]);
		expect(bodies()).toEqual([{ actionType: 'Album', actionBody: { mediaResource: expect.any(String) } }]);
		const { mediaResource } = Object(cards(sandbox.current)[0]?.actionBody);
		const { Files } = JSON.parse(Buffer.from(mediaResource, 'base64').toString('utf8'));
		expect(Files).toMatchObject([{ Name: 'tray.png' }, { Name: 'cable.jpg' }]);
	});

	test('announcement', async () => {
		const options = { binaryPropertyNames: 'file' };
		const items = [withFiles({ file: PICTURE })];
		await toTeam('Announcement', { title: 'Line down', message: 'Until noon', options }, { items });
		expect(bodies()).toEqual([
			{
				actionType: 'Announcement',
				actionBody: { title: 'Line down', message: 'Until noon', mediaResources: [expect.any(String)] },
			},
		]);
	});

	test('package', async () => {
		const questions = '[{"title": "Solved?", "type": "SingleOption", "options": ["Yes", {"title": "No"}]}]';
		const options = { title: 'Ticket 42', validity: 24, isAnonymous: true, questions };
		await run('send', { ...CARD, options });
		expect(bodies()).toMatchObject([
			{
				id: PACKAGE,
				subscribers: [PHONE],
				sendToAllSubscribers: false,
				actionBody: {
					title: 'Ticket 42',
					validity: 24,
					isAnonymous: true,
					questions: [{ title: 'Solved?', type: 'SingleOption', options: [{ title: 'Yes' }, { title: 'No' }] }],
				},
			},
		]);
		expect(cards(sandbox.current)).toHaveLength(1);
	});
});

describe('Action: Send', () => {
	test('poll with pictures, from a file and uploaded before', async () => {
		const upload = setup(sandbox.current, 'media', 'upload', {}, { items: [withFiles({ data: SECOND_PICTURE })] });
		const [{ mediaResource } = {}] = (await runNode(upload)).json;
		const choice = [
			{ title: 'Morning', binaryPropertyName: 'file', image: '' },
			{ title: 'Evening', binaryPropertyName: '', image: String(mediaResource) },
			{ title: 'Never', binaryPropertyName: '', image: '' },
		];
		const items = [withFiles({ file: PICTURE })];
		const poll = { question: 'When?', choices: { choice }, options: { expiryInHours: 5 } };
		const result = await toTeam('Poll', poll, { items });
		expect(result.error).toBeUndefined();
		expect(bodies()).toEqual([
			{
				actionType: 'Poll',
				actionBody: {
					question: 'When?',
					choices: [
						{ title: 'Morning', image: expect.any(String) },
						{ title: 'Evening', image: mediaResource },
						{ title: 'Never' },
					],
					expiryInHours: 5,
				},
			},
		]);
	});

	test('a meeting, in the time zone of the workflow', async () => {
		const meeting = {
			title: 'Look at it',
			startingTime: '2027-07-01T10:00:00',
			durationInMins: 45,
			options: {
				agenda: 'The tray',
				place: { place: { latitude: 52.5, longitude: 13.4, name: 'Desk' } },
				isSenderOnly: true,
			},
		};
		const result = await toTeam('LetsMeet', meeting);
		expect(result.error).toBeUndefined();
		expect(bodies()).toEqual([
			{
				actionType: 'LetsMeet',
				actionBody: {
					title: 'Look at it',
					startingTime: '2027-07-01T08:00:00.000Z',
					durationInMins: 45,
					duration: 45,
					place: { latitude: 52.5, longitude: 13.4, name: 'Desk' },
					agenda: 'The tray',
					isSenderOnly: true,
				},
			},
		]);
	});

	test('a survey with questions as JSON and a cover picture', async () => {
		const questionsJson = '={{ [{ title: "Where?", type: "Location" }, { title: "Say it" }] }}';
		const options = { coverBinaryPropertyName: 'file', acceptMultipleResponses: true };
		const survey = { title: 'Short', questionsMode: 'json', questionsJson, options };
		const result = await toTeam('Survey', survey, { items: [withFiles({ file: PICTURE })] });
		expect(result.error).toBeUndefined();
		expect(bodies()).toMatchObject([
			{
				actionBody: {
					questions: [
						{ title: 'Where?', type: 'Location' },
						{ title: 'Say it', type: 'Text' },
					],
					coverImage: expect.any(String),
					acceptMultipleResponses: true,
				},
			},
		]);
	});

	test('replies, and sends to all subscribers', async () => {
		const first = await run('send', { ...CARD, recipients: 'group' });
		const referenceId = String(first.json[0]?.referenceId);
		const announcement = { actionType: 'Announcement', title: 'Down', message: 'Until noon' };
		const options = { replyToReferenceId: ` ${referenceId} ` };
		const to = { groupId: group(GROUP), recipients: 'allSubscribers' };
		expect((await run('send', { ...to, ...announcement, options })).error).toBeUndefined();
		expect(bodies()[1]).toEqual({
			actionType: 'Announcement',
			actionBody: { title: 'Down', message: 'Until noon' },
			sendToAllSubscribers: true,
			replyToReferenceId: referenceId,
		});
	});

	test('cuts long lists of phone numbers as it is told, merges the results and names who was not reached', async () => {
		const others = Array.from({ length: 4 }, (_, index) => `+1555020000${index}`);
		const subscribers = [PHONE, ...others].join(', ');
		const fields = { ...CARD, actionType: 'Job', ...JOB, subscribers, options: { recipientsPerCall: 2 } };
		sandbox.current.setSwitches('kaizala', { maxSubscribersPerSend: 2 });
		const { json, hints } = await run('send', fields);
		expect(bodies().map((body) => Object(body).subscribers.length)).toEqual([2, 2, 1]);
		expect(json[0]).toMatchObject({
			actionId: sentIds()[0],
			actionIds: sentIds(),
			failedResult: others.map((subscriber) => expect.objectContaining({ subscriber, errorCode: 'NotASubscriber' })),
		});
		expect(hints.map(({ message }) => message).join()).toContain('did not reach 4 of the phone numbers');
	});

	test('uploads a file once, however many calls the phone numbers need', async () => {
		const fields = {
			groupId: group(GROUP),
			actionType: 'Image',
			subscribers: `${PHONE}, ${SEED_PHONES.secondCustomer}`,
		};
		const options = { recipientsPerCall: 1 };
		await run('send', { ...fields, options }, { items: [withFiles({ data: PICTURE })] });
		expect(calls(sandbox.current).map(({ path }) => path.replace(/.*\//, ''))).toEqual(['media', 'actions', 'actions']);
	});

	test.each<[string, string, RunSetup['parameters'], RegExp]>([
		['a survey without questions', 'Survey', { title: 'x', questions: {} }, /no question/],
		['a question without title', 'Survey', question({ title: '={{ " " }}' }), /Title" is empty/],
		['choices that are missing', 'Survey', question({ type: 'SingleOption' }), /Question 1 has nothing to choose/],
		['choices of a text', 'Survey', json([{ title: 'a', options: ['b'] }]), /Question 1 must not have choices/],
		[
			'an unknown type',
			'Survey',
			json([{ title: 'a', type: 'Emoji' }]),
			/Question 1 cannot be read: its field "type" has no choice "Emoji"/,
		],
		['questions that are no list', 'Survey', json({}), /must be a list/],
		['a JSON question without title', 'Survey', json([{}]), /Question 1 has no title/],
		['a poll without choices', 'Poll', { question: 'x', choices: {} }, /no choice/],
		['a job for nobody', 'Job', { title: 'x', assignedTo: ' ' }, /Assigned To" is empty/],
		['a job for a name', 'Job', { title: 'x', assignedTo: 'Sam' }, /"Assigned To" has "Sam", which is not a phone/],
		['a due time of nothing', 'Job', { ...JOB, options: { dueDate: 0 } }, /at least 1/],
		[
			'a meeting at no time',
			'LetsMeet',
			{ title: 'x', startingTime: 'soon' },
			/"Start" is "soon", which is not a date/,
		],
		['half a minute', 'LetsMeet', { ...meeting(), durationInMins: 1.5 }, /whole number/],
		['a place off the map', 'LetsMeet', { ...meeting(), options: place(99) }, /must be at most 90/],
		['an announcement of nothing', 'Announcement', { title: 'x', message: ' ' }, /Message" is empty/],
		['a title that is too long', 'package', { ...CARD, options: { title: 'x'.repeat(33) } }, /33 characters/],
		['a missing file', 'Image', { binaryPropertyName: 'photo' }, /no file in the field "photo"/],
		[
			'no media resource',
			'Image',
			{ mediaSource: 'mediaResource', mediaResource: '={{ "" }}' },
			/Media Resource" is empty/,
		],
	])('refuses %s before any request', async (_, actionType, fields, message) => {
		expect(messageOf(await toTeam(actionType, fields))).toMatch(message);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('a picture in both ways is refused: one of them would not be shown', async () => {
		const items = [withFiles({ file: PICTURE })];
		const choice = [{ title: 'Morning', binaryPropertyName: 'file', image: 'resource' }];
		const poll = await toTeam('Poll', { question: 'When?', choices: { choice } }, { items });
		expect(messageOf(poll)).toBe('Choice 1 has two pictures: a file of the item and a media resource');
		const options = { coverBinaryPropertyName: 'file', coverImage: 'resource' };
		const survey = { title: 'Short', questionsMode: 'json', questionsJson: '[{"title": "Why?"}]', options };
		const result = await toTeam('Survey', survey, { items });
		expect(messageOf(result)).toBe('The cover has two pictures: a file of the item and a media resource');
		expect(calls(sandbox.current)).toEqual([]);
	});

	test.each(['-', '()', '.'])('%j among the phone numbers is not left out', async (none) => {
		const result = await run('send', { ...CARD, subscribers: `${PHONE}, ${none}` });
		expect(messageOf(result)).toBe(`The field "Phone Numbers" has "${none}", which is not a phone number`);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('checks the phone numbers before it uploads', async () => {
		const fields = { groupId: group(GROUP), actionType: 'Image', subscribers: 'nobody' };
		const result = await run('send', fields, { items: [withFiles({ data: PICTURE })] });
		expect(messageOf(result)).toContain('The field "Phone Numbers" has "nobody", which is not a phone number');
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('passes on what Kaizala says of a job for somebody outside the group', async () => {
		const outside = { title: 'x', assignedTo: SEED_PHONES.clerk };
		expect(messageOf(await toTeam('Job', outside))).toContain('is not a member of the group');
		sandbox.current.setSwitches('kaizala', { jobAssigneesMustBeMembers: false });
		expect((await toTeam('Job', outside)).error).toBeUndefined();
	});
});

function question(fields: IDataObject): RunSetup['parameters'] {
	const row = { title: 'Q', type: 'Text', choices: '', isInvisible: false, ...fields };
	return { title: 'x', questions: { question: [row] } } as RunSetup['parameters'];
}

function json(questions: unknown): RunSetup['parameters'] {
	return { title: 'x', questionsMode: 'json', questionsJson: JSON.stringify(questions) };
}

function meeting() {
	return { title: 'x', startingTime: '2027-07-01T10:00:00Z' };
}

function place(latitude: number) {
	return { place: { place: { latitude, longitude: 0, name: '' } } };
}

describe('Action: Get Many', () => {
	const list = (parameters: RunSetup['parameters']) => run('getAll', { groupId: group(TEAM), ...parameters });
	const jobs = { by: 'type', listedType: 'Job' };

	test('lists by type and by package', async () => {
		await toTeam('Job', JOB);
		await toTeam('Survey', SURVEY);
		await toTeam('package', { packageId: PACKAGE });
		const byType = await list(jobs);
		expect(byType.json).toMatchObject([{ groupId: TEAM, actionType: 'Job', actionBody: { title: JOB.title } }]);
		const byPackage = await list({
			by: 'package',
			packageId: PACKAGE,
			options: { getDetails: true, GroupScope: true },
		});
		expect(byPackage.json).toMatchObject([{ id: PACKAGE, actionBody: { responses: [] } }]);
	});

	test('gets what lies on several pages, each action once', async () => {
		const items = Array.from({ length: 70 }, (_, index) => ({ title: `Job ${index}` }));
		sandbox.current.setSwitches('kaizala', { connectorCallsPerMinute: 1_000, tenantCallsPerMinute: 1_000 });
		const created = await toTeam('Job', { ...JOB, title: '={{ $json.title }}' }, { items });
		expect(created.json).toHaveLength(70);
		sandbox.current.journal.clear();
		const all = await list({ ...jobs, returnAll: true });
		expect(all.json.map(({ actionBody }) => Object(actionBody).actionId)).toEqual(sentIds());
		expect(calls(sandbox.current, 'GET').length).toBeGreaterThan(2);
	});

	test('gets past a page whose actions were all sent at the same time', async () => {
		const items = Array.from({ length: 65 }, (_, index) => ({ title: `Job ${index}` }));
		sandbox.current.setSwitches('kaizala', { connectorCallsPerMinute: 1_000, tenantCallsPerMinute: 1_000 });
		const now = jest.spyOn(sandbox.current.core.clock, 'now').mockReturnValue(Date.parse('2027-01-01T00:00:00Z'));
		try {
			await toTeam('Job', { ...JOB, title: '={{ $json.title }}' }, { items });
			const all = await list({ ...jobs, returnAll: true });
			expect(all.json).toHaveLength(65);
		} finally {
			now.mockRestore();
		}
	});

	test('takes no more than wanted, and from the time wanted', async () => {
		for (const title of ['one', 'two', 'three']) {
			await toTeam('Job', { ...JOB, title });
			sandbox.current.core.clock.shift(3_600_000);
		}
		sandbox.current.journal.clear();
		const one = await list({ ...jobs, returnAll: false, limit: 1 });
		expect(one.json).toHaveLength(1);
		expect(calls(sandbox.current, 'GET')).toHaveLength(1);
		const [, second] = cards(sandbox.current);
		const later = await list({ ...jobs, options: { fromDate: String(second?.sentAt) } });
		expect(later.json.map(({ actionBody }) => Object(actionBody).title)).toEqual(['two', 'three']);
	});

	test('fails, and says why, when Kaizala promises more but sends the same again', async () => {
		const actions = [{ referenceId: 'r', actionType: 'Job', sentAt: '2027-01-01T00:00:00Z', actionBody: {} }];
		const body = { actions, hasMore: true };
		sandbox.current.faults.add({ service: 'kaizala', path: '/actions$', kind: 'status', status: 200, body, times: -1 });
		expect(messageOf(await list({ ...jobs, returnAll: true }))).toBe(
			'Kaizala says that the list goes on, but names a page that was read already',
		);
		expect(calls(sandbox.current, 'GET')).toHaveLength(2);
	});

	test('refuses a date that is none', async () => {
		expect(messageOf(await list({ ...jobs, options: { fromDate: 'soon' } }))).toContain(
			'"Options > Sent After" is "soon", which is not a date',
		);
	});
});

describe('Action: Respond', () => {
	const answers = (answer: IDataObject[]) => ({ answers: { answer } }) as RunSetup['parameters'];
	const row = (type: string, value = '') => ({ type, value, choices: '', binaryPropertyNames: '' });
	const respond = (actionId: string, parameters: RunSetup['parameters'], rest?: Partial<RunSetup>) =>
		run('respond', { groupId: group(TEAM), actionId, ...parameters }, rest);

	test('sets a job to done', async () => {
		const actionId = await sent('Job', JOB);
		const { json } = await respond(actionId, { respondTo: 'Job', isCompleted: true });
		expect(json).toEqual([{ groupId: TEAM, actionId, responseId: expect.any(String) }]);
		expect(calls(sandbox.current)[0]?.body).toEqual({ actionType: 'Job', actionBody: { isCompleted: true } });
		expect(cards(sandbox.current)[0]?.responses).toMatchObject([{ isCompleted: true }]);
	});

	test('answers every type of question', async () => {
		const types = ['SingleOption', 'MultiOption', 'Text', 'Numeric', 'DateTime', 'Location', 'Image', 'AttachmentList'];
		const question = types.map((type) => ({ title: type, type, choices: 'A\nB', isInvisible: false }));
		const actionId = await sent('Survey', { title: 'All', questions: { question } });
		const result = await respond(
			actionId,
			{
				respondTo: 'Survey',
				...answers([
					row('SingleOption', 'A'),
					{ ...row('MultiOption'), choices: 'A\nB' },
					row('Text', 'fine'),
					row('Numeric', '4.5'),
					row('DateTime', '2027-07-01T10:00:00'),
					row('Location', '52.5, 13.4, Front desk, left'),
					{ ...row('Image'), binaryPropertyNames: 'one' },
					{ ...row('AttachmentList'), binaryPropertyNames: 'one, two' },
				]),
				options: { responseName: 'Sam', responseLocation: { place: { latitude: 1, longitude: 2, name: 'here' } } },
			},
			{ items: [withFiles({ one: PICTURE, two: { ...PICTURE, fileName: 'log.pdf', mimeType: 'application/pdf' } })] },
		);
		expect(result.error).toBeUndefined();
		expect(calls(sandbox.current).at(-1)?.body).toEqual({
			actionType: 'Survey',
			actionBody: {
				answers: [
					'A',
					['A', 'B'],
					'fine',
					4.5,
					Date.parse('2027-07-01T08:00:00Z') / 1000,
					{ lt: 52.5, lg: 13.4, n: 'Front desk, left' },
					expect.any(String),
					[expect.any(String), expect.any(String)],
				],
				responseName: 'Sam',
				responseLocation: { latitude: 1, longitude: 2, name: 'here' },
			},
		});
		expect(cards(sandbox.current)[0]?.responses).toHaveLength(1);
	});

	test('changes a given response, and repeats that when the HTTP response was lost', async () => {
		const actionId = await sent('Survey', {
			title: 'x',
			questionsMode: 'json',
			questionsJson: '[{"title":"Note","type":"Text"}]',
			options: { acceptMultipleResponses: true },
		});
		const note = (text: string, options = {}) =>
			respond(actionId, { respondTo: 'Survey', answersMode: 'json', answersJson: `["${text}"]`, options });
		const [{ responseId } = {}] = (await note('first')).json;
		sandbox.current.faults.add({ service: 'kaizala', path: '/responses', kind: 'resetAfter' });
		const changed = await note('second', { responseId: String(responseId) });
		expect(changed.json).toEqual([{ groupId: TEAM, actionId, responseId }]);
		expect(cards(sandbox.current)[0]?.responses).toMatchObject([{ answers: ['second'] }]);
	});

	test('never gives a new response twice', async () => {
		const actionId = await sent('Job', JOB);
		sandbox.current.faults.add({ service: 'kaizala', path: '/responses', kind: 'resetAfter' });
		expect(messageOf(await respond(actionId, { respondTo: 'Job' }))).toContain('The outcome is unknown');
		expect(calls(sandbox.current)).toHaveLength(1);
	});

	test.each<[string, IDataObject, RegExp]>([
		['a number that is none', row('Numeric', 'many'), /Answer 1" must be a number/],
		['a date that is none', row('DateTime', 'soon'), /Answer 1" is "soon", which is not a date/],
		['a location that is none', row('Location', 'at home'), /Answer 1" must be a location/],
		['a location off the map', row('Location', '91, 0, nowhere'), /Answer 1" must be a location/],
		['a picture that is missing', row('Image'), /exactly one picture/],
	])('refuses %s before any request', async (_, answer, message) => {
		expect(messageOf(await respond('a', { respondTo: 'Survey', ...answers([answer]) }))).toMatch(message);
		expect(calls(sandbox.current)).toEqual([]);
	});

	test('refuses answers that are no list', async () => {
		const parameters = { respondTo: 'package', packageId: PACKAGE, answersMode: 'json', answersJson: '{}' };
		expect(messageOf(await respond('a', parameters))).toContain('Answers (JSON) must be a list');
	});
});

describe('Action: Send Reminder', () => {
	test('Send reminder for an action', async () => {
		const actionId = await sent('Job', JOB);
		const { json } = await run('sendReminder', { groupId: group(TEAM), actionId, recipients: 'group' });
		expect(calls(sandbox.current)).toMatchObject([
			{ method: 'POST', path: `${TEAM_PATH}/actions/${actionId}/reminder`, body: {} },
		]);
		expect(json).toEqual([{ groupId: TEAM, actionId, referenceId: cards(sandbox.current)[0]?.referenceId }]);
		expect(cards(sandbox.current)[0]?.reminders).toHaveLength(1);
	});

	test('to chosen subscribers of a public group, in several calls', async () => {
		const [{ actionId } = {}] = (await run('send', CARD)).json;
		const fields = { groupId: group(GROUP), actionId: String(actionId), options: { recipientsPerCall: 1 } };
		const subscribers = `${PHONE}, ${SEED_PHONES.secondCustomer}`;
		const { json } = await run('sendReminder', { ...fields, subscribers });
		expect(json).toMatchObject([{ actionId, actionIds: [actionId, actionId] }]);
		expect(cards(sandbox.current)[0]?.reminders).toHaveLength(2);
	});
});
