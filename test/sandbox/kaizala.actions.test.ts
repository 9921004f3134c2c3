import { SEED_GROUPS, SEED_PHONES } from '../../sandbox/kaizala';
import { KaizalaFixture, refusal } from './kaizalaClient';
import type { Caller } from './kaizalaClient';

const { supportDesk, customerCare, fieldService } = SEED_GROUPS;
const NOT_VALID = [400, 'InvalidParameters'];
const care = `/v1/groups/${customerCare}/actions`;
const desk = `/v1/groups/${supportDesk}/actions`;
let fixture: KaizalaFixture;
let user: Caller;

beforeAll(async () => {
	fixture = await KaizalaFixture.start();
});
beforeEach(async () => {
	fixture.sandbox.reset();
	user = await fixture.signIn('user');
});
afterAll(() => fixture.sandbox.close());

/** The request of the customer ticketing page. */
const ticket = {
	id: 'com.gls.xyz.care',
	subscribers: [SEED_PHONES.customer],
	sendToAllSubscribers: false,
	actionBody: {
		properties: [
			{ name: 'customername', value: 'NAME: John Thomas', type: 'Text' },
			{ name: 'ticketnumber', value: 'TICKET#: 907050', type: 'Text' },
			{ name: 'ticketstatus', value: 'STATUS: ACTIVE', type: 'Text' },
		],
	},
};
const withProperties = (...properties: object[]) => ({ id: 'com.gls.xyz.care', actionBody: { properties } });
const resolved = (version: number) => ({
	version,
	updateProperties: [{ name: 'ticketstatus', type: 'Text', value: 'STATUS: RESOLVED' }],
});
const shown = () => fixture.snapshot().actions?.[0];

describe('ticket card', () => {
	it('is sent with the properties of the page', async () => {
		const { status, data } = await user.post(care, ticket);
		expect(status).toBe(200);
		expect(Object.keys(data).sort()).toEqual(['actionId', 'referenceId']);
		expect(shown()).toMatchObject({
			...data,
			id: 'com.gls.xyz.care',
			packageId: 'com.gls.xyz.care.1',
			title: 'XYZ Customer Support',
			audience: { kind: 'subscribers', phones: [SEED_PHONES.customer] },
			properties: {
				customername: 'NAME: John Thomas',
				ticketnumber: 'TICKET#: 907050',
				ticketstatus: 'STATUS: ACTIVE',
			},
			version: 1,
		});
	});

	it.each(['', '/properties'])('is updated at the path with the suffix "%s"', async (suffix) => {
		const { actionId } = (await user.post(care, ticket)).data;
		const { data } = await user.put(`${care}/${actionId}${suffix}`, resolved(-1));
		expect(data).toEqual({ actionId, version: 2 });
		expect(shown()?.properties).toEqual({
			customername: 'NAME: John Thomas',
			ticketnumber: 'TICKET#: 907050',
			ticketstatus: 'STATUS: RESOLVED',
		});
	});

	it('checks the version unless it is -1', async () => {
		const { actionId } = (await user.post(care, ticket)).data;
		expect((await user.put(`${care}/${actionId}`, resolved(1))).data.version).toBe(2);
		expect(refusal(await user.put(`${care}/${actionId}`, resolved(1)))).toEqual([409, 'VersionMismatch']);
		expect((await user.put(`${care}/${actionId}`, resolved(-1))).data.version).toBe(3);
	});

	it('adds a property of a new name; the last of two wins', async () => {
		const { actionId } = (await user.post(care, ticket)).data;
		const note = (value: string) => ({ name: 'note', type: 'Text', value });
		await user.put(`${care}/${actionId}`, { version: -1, updateProperties: [note('a'), note('b')] });
		expect(shown()?.properties).toMatchObject({ note: 'b', ticketstatus: 'STATUS: ACTIVE' });
	});

	it.each([
		['no version', { updateProperties: resolved(1).updateProperties }],
		['no properties', { version: -1, updateProperties: [] }],
		['translated names', { version: -1, updateProperties: [{ nom: 'ticketstatus', type: 'Text', valeur: 'x' }] }],
	])('refuses an update with %s', async (_what, body) => {
		const { actionId } = (await user.post(care, ticket)).data;
		expect(refusal(await user.put(`${care}/${actionId}`, body))).toEqual(NOT_VALID);
	});

	it('is not found in another group', async () => {
		const { actionId } = (await user.post(care, ticket)).data;
		expect(refusal(await user.put(`${desk}/${actionId}`, resolved(-1)))).toEqual([404, 'NotFound']);
	});
});

describe('packages', () => {
	it.each(['com.gls.xyz.care', 'com.gls.xyz.care.1', 'COM.GLS.xyz.care'])('takes the id %s', async (id) => {
		expect((await user.post(desk, { id, actionBody: {} })).status).toBe(200);
	});

	it.each(['com.gls.xyz.care.7', 'com.example.unknown'])('refuses the id %s', async (id) => {
		expect(refusal(await user.post(desk, { id, actionBody: {} }))).toEqual(NOT_VALID);
	});

	it('has to be attached to the group', async () => {
		const path = `/v1/groups/${fieldService}/actions`;
		expect(refusal(await user.post(path, { id: 'com.gls.xyz.care', actionBody: {} }))).toEqual(NOT_VALID);
		await fixture.act('attachPackage', { id: 'com.gls.xyz.care', groupId: fieldService });
		expect((await user.post(path, { id: 'com.gls.xyz.care', actionBody: {} })).status).toBe(200);
	});

	const files = (id: string) => ({
		'package.json': {
			id,
			schemaVersion: 1,
			version: '3',
			displayName: 'Note',
			providerName: 'Example',
			description: 'A note',
			icon: 'AppIcon.png',
			appModel: 'AppModel.json',
			views: {},
		},
		'AppModel.json': '{"title":"Note","questions":[{"title":"Ok?","type":"SingleSelect","options":[{"title":"Yes"}]}]}',
	});

	it('is installed from its files, without a card too', async () => {
		await fixture.act('installPackage', { files: files('com.example.note'), groupIds: [supportDesk] });
		await user.post(desk, { id: 'com.example.note.3', actionBody: {} });
		expect(shown()).toMatchObject({ title: 'Note', questions: [{ title: 'Ok?', type: 'SingleOption' }] });
		expect(fixture.snapshot().packages).toMatchObject({ 'com.example.note': { card: null } });
	});

	it.each([
		['an id with "Microsoft"', files('com.microsoft.note')],
		['no app model', { 'package.json': files('com.example.note')['package.json'] }],
		['more than 1 MB', { ...files('com.example.note'), 'big.txt': 'x'.repeat(1024 * 1024) }],
	])('is refused with %s', async (_what, content) => {
		await expect(fixture.act('installPackage', { files: content })).rejects.toThrow();
	});
});

describe('properties', () => {
	const property = (type: unknown, value: unknown) => withProperties({ name: 'p', type, value });

	it.each([
		[0, 'a', 'Text'],
		[1, '1.5', 'Numeric'],
		[4, '["a"]', 'StringList'],
		['text', 'a', 'Text'],
		['Set', '[]', 'StringSet'],
		['DateTime', '1700000000000', 'DateTime'],
		['Location', '{"lt":1,"lg":2,"n":"x"}', 'Location'],
	])('takes the type %s', async (type, value, stored) => {
		expect((await user.post(desk, property(type, value))).status).toBe(200);
		expect(shown()?.propertyTypes).toEqual({ p: stored });
	});

	it.each([
		['a number as value', 'Numeric', 5],
		['a type number that does not exist', 8, 'a'],
		['text in a number', 'Numeric', 'five'],
		['a list that is not JSON', 'StringList', 'a,b'],
		['an attachment that nobody uploaded', 'Attachment', 'x'],
		['a date as text', 'DateTime', '2026-01-01'],
	])('refuses %s', async (_what, type, value) => {
		expect(refusal(await user.post(desk, property(type, value)))).toEqual(NOT_VALID);
	});

	it('leaves the guessed encodings unchecked when switched', async () => {
		fixture.switches({ checkPropertyEncodings: false });
		expect((await user.post(desk, property('DateTime', '2026-01-01'))).status).toBe(200);
	});
});

describe('built-in actions', () => {
	const question = { title: 'Solved?', type: 'SingleOption', options: [{ title: 'Yes' }, { title: 'No' }] };
	const bodies: Record<string, object> = {
		Announcement: { message: 'News' },
		Job: { title: 'Do it', assignedTo: [SEED_PHONES.agent] },
		Survey: { title: 'How was it?', questions: [question] },
		Poll: { question: 'When?', choices: [{ title: 'Now' }, { title: 'Later' }] },
		LetsMeet: { title: 'Talk', startingTime: '2026-05-01T10:00:00Z' },
	};

	it.each(Object.keys(bodies))('sends %s', async (actionType) => {
		const { status, data } = await user.post(desk, {
			actionType: actionType.toUpperCase(),
			actionBody: bodies[actionType],
		});
		expect([status, Object.keys(data).sort()]).toEqual([200, ['actionId', 'referenceId']]);
		expect(shown()?.actionType).toBe(actionType);
	});

	it.each([
		['neither type nor id', { actionBody: {} }],
		['both type and id', { actionType: 'Job', id: 'com.gls.xyz.care', actionBody: bodies.Job }],
		['an unknown type', { actionType: 'PhotoWithLocation', actionBody: {} }],
		['recipients inside the body', { id: 'com.gls.xyz.care', actionBody: { subscribers: [] } }],
		['a job for a stranger', { actionType: 'Job', actionBody: { title: 'x', assignedTo: [SEED_PHONES.clerk] } }],
		[
			'choices without options',
			{ actionType: 'Survey', actionBody: { title: 'x', questions: [{ title: 'q', type: 'MultiOption' }] } },
		],
		['a time without zone', { actionType: 'LetsMeet', actionBody: { title: 'x', startingTime: '2026-05-01 10:00' } }],
		['an unknown picture', { actionType: 'Image', actionBody: { mediaResource: 'x' } }],
	])('refuses %s', async (_what, body) => {
		expect(refusal(await user.post(desk, body))).toEqual(NOT_VALID);
	});

	it('takes durationInMins before duration, and 30 for neither', async () => {
		const send = async (more: object) => {
			await user.post(desk, { actionType: 'LetsMeet', actionBody: { ...bodies.LetsMeet, ...more } });
		};
		for (const more of [{}, { duration: 45 }, { duration: 45, durationInMins: 60 }]) await send(more);
		const { data } = await user.get(desk, { actionType: 'LetsMeet' });
		expect(data.actions.map((each: { actionBody: { duration: number } }) => each.actionBody.duration)).toEqual([
			30, 45, 60,
		]);
	});

	it('lists by type, oldest first, with hasMore and fromDate in ms or s', async () => {
		const start = 1_800_000_000_000;
		for (const index of [0, 1, 2]) {
			fixture.sandbox.core.clock.freeze(start + index * 60_000);
			user = await fixture.signIn('user');
			await user.post(desk, { actionType: 'Job', actionBody: { ...bodies.Job, title: `Job ${index}` } });
		}
		const titles = async (query: object) => {
			const { data } = await user.get(desk, { actionType: 'job', ...query });
			return [
				data.actions.map((each: { actionBody: { title: string } }) => each.actionBody.title).join(),
				data.hasMore,
			];
		};
		expect(await titles({})).toEqual(['Job 0,Job 1,Job 2', undefined]);
		expect(await titles({ count: 2 })).toEqual(['Job 0,Job 1', true]);
		expect(await titles({ fromDate: start + 60_000 })).toEqual(['Job 1,Job 2', undefined]);
		expect(await titles({ fromDate: (start + 60_000) / 1000 })).toEqual(['Job 1,Job 2', undefined]);
	});

	it.each([
		['neither type nor Id', {}],
		['both', { actionType: 'Job', Id: 'com.gls.xyz.care' }],
		['a type that cannot be listed', { actionType: 'Announcement' }],
		['a package that nobody installed', { Id: 'com.example.unknown' }],
		['count 0', { actionType: 'Job', count: 0 }],
	])('refuses a list with %s', async (_what, query) => {
		expect(refusal(await user.get(desk, query))).toEqual(NOT_VALID);
	});

	it('shows packages with id and packageId instead of actionType', async () => {
		await user.post(desk, { id: 'com.gls.xyz.care', actionBody: {} });
		const [action] = (await user.get(desk, { id: 'com.gls.xyz.care', GroupScope: true })).data.actions;
		expect(action).toMatchObject({
			id: 'com.gls.xyz.care',
			packageId: 'com.gls.xyz.care.1',
			sender: SEED_PHONES.agent,
		});
		expect(action).not.toHaveProperty('actionType');
		expect(action.actionBody).not.toHaveProperty('responses');
	});

	describe('responses', () => {
		const send = async (actionType: string) =>
			String((await user.post(desk, { actionType, actionBody: bodies[actionType] })).data.actionId);
		const answer = (actionId: string, body: object) => user.post(`${desk}/${actionId}/responses`, body);

		it('completes a job', async () => {
			const actionId = await send('Job');
			const { data } = await answer(actionId, { actionType: 'Job', actionBody: { isCompleted: true } });
			expect(Object.keys(data)).toEqual(['responseId']);
			const details = (await user.get(`${desk}/${actionId}/`, { getDetails: true })).data.actionDetails;
			expect(details).toMatchObject({ status: true, responses: [{ assignee: SEED_PHONES.agent, isCompleted: true }] });
		});

		it('answers a survey, shown as a list of one and only with getDetails', async () => {
			const actionId = await send('Survey');
			await answer(actionId, { actionType: 'Survey', actionBody: { answers: ['Yes'] } });
			const details = async (getDetails: boolean) =>
				(await user.get(`${desk}/${actionId}`, { getDetails })).data.actionDetails;
			expect((await details(true)).responses[0].responseWithQuestions).toEqual([{ ...question, answer: ['Yes'] }]);
			expect(await details(false)).toMatchObject({ responseCount: 1 });
			expect(await details(false)).not.toHaveProperty('responses');
		});

		it('changes an answer by its id', async () => {
			const actionId = await send('Survey');
			const { responseId } = (await answer(actionId, { actionType: 'Survey', actionBody: { answers: ['Yes'] } })).data;
			const changed = await answer(actionId, { actionType: 'Survey', responseId, actionBody: { answers: ['No'] } });
			expect(changed.data).toEqual({ responseId });
			expect(shown()?.responses).toMatchObject([{ answers: ['No'] }]);
		});

		it.each([
			['too few answers', { actionType: 'Survey', actionBody: { answers: [] } }],
			['an answer that is no option', { actionType: 'Survey', actionBody: { answers: ['Maybe'] } }],
			['the wrong type', { actionType: 'Job', actionBody: { isCompleted: true } }],
		])('refuses %s', async (_what, body) => {
			expect(refusal(await answer(await send('Survey'), body))).toEqual(NOT_VALID);
		});

		it('refuses answers after the expiry', async () => {
			const actionId = await send('Survey');
			fixture.sandbox.core.clock.shift(25 * 3_600_000);
			user = await fixture.signIn('user');
			expect(refusal(await answer(actionId, { actionType: 'Survey', actionBody: { answers: ['Yes'] } }))).toEqual(
				NOT_VALID,
			);
		});

		it('comes from a phone too, but only from one in the group', async () => {
			const actionId = await send('Survey');
			const place = { groupId: supportDesk, actionId, answers: ['No'] };
			await fixture.act('answerCard', { ...place, phone: SEED_PHONES.lead });
			expect(shown()?.responses).toMatchObject([{ responder: SEED_PHONES.lead, answers: ['No'] }]);
			await expect(fixture.act('answerCard', { ...place, phone: SEED_PHONES.customer })).rejects.toThrow(
				/not in the group/,
			);
		});
	});

	it('reminds of any action, with or without a body', async () => {
		const sent = (await user.post(care, ticket)).data;
		const path = `${care}/${sent.actionId}/reminder`;
		expect((await user.post(path)).data).toEqual(sent);
		await user.post(path, { subscribers: [SEED_PHONES.secondCustomer] });
		expect(shown()?.reminders).toHaveLength(2);
		expect(refusal(await user.post(path, { subscribers: ['x'], sendToAllSubscribers: true }))).toEqual(NOT_VALID);
	});
});

describe('media', () => {
	const form = (...files: [name: string | null, type: string][]) => {
		const data = new FormData();
		for (const [name, type] of files) {
			if (name === null) data.append('files', 'no file');
			else data.append('files', new Blob(['bytes of it'], { type }), name);
		}
		return data;
	};
	const upload = (...files: [string | null, string][]) => user.post('/v1/media', form(...files));

	it('stores a picture, serves its bytes and lets an action show it', async () => {
		const { mediaResource } = (await upload(['a.png', 'image/png'])).data;
		const decoded = JSON.parse(Buffer.from(mediaResource, 'base64').toString());
		expect(decoded).toMatchObject({ ActionType: 3, Files: [{ Name: 'a.png', Size: 1 }] });
		const file = await fixture.http.get(decoded.Files[0].Url);
		expect([file.data, file.headers['content-type']]).toEqual(['bytes of it', 'image/png']);
		const sent = await user.post(desk, { actionType: 'Image', actionBody: { mediaResource } });
		expect(Object.keys(sent.data)).toEqual(['referenceId']);
		const listed = (await user.get(desk, { actionType: 'Image' })).data.actions[0];
		expect(listed.actionBody).toEqual({ imageUrl: decoded.Files[0].Url });
	});

	it.each([
		['a part without file name', [[null, '']]],
		['a MIME type that does not fit', [['a.png', 'application/pdf']]],
		['an unknown MIME type', [['a.zip', 'application/zip']]],
	] as [string, [string | null, string][]][])('answers 415 to %s', async (_what, files) => {
		expect(refusal(await upload(...files))).toEqual([415, 'UnsupportedMediaType']);
	});

	it('answers 415 to JSON and 400 to no part at all', async () => {
		expect(refusal(await user.post('/v1/media', {}))).toEqual([415, 'UnsupportedMediaType']);
		expect(refusal(await upload())).toEqual(NOT_VALID);
	});

	it('makes an album of several pictures only, and knows the kinds apart', async () => {
		const album = (await upload(['a.png', 'image/png'], ['b.jpg', 'image/jpeg'])).data.mediaResource;
		expect((await user.post(desk, { actionType: 'Album', actionBody: { mediaResource: album } })).status).toBe(200);
		expect(refusal(await user.post(desk, { actionType: 'Image', actionBody: { mediaResource: album } }))).toEqual(
			NOT_VALID,
		);
		expect(refusal(await upload(['a.pdf', 'application/pdf'], ['b.jpg', 'image/jpeg']))).toEqual(NOT_VALID);
	});

	it('fetches a file by its address', async () => {
		const { mediaResource } = (await upload(['a.png', 'image/png'])).data;
		const mediaUrl = JSON.parse(Buffer.from(mediaResource, 'base64').toString()).Files[0].Url;
		expect((await user.post('/v1/media/url', { mediaUrl })).data).toEqual({ mediaResource: expect.any(String) });
		expect(refusal(await user.post('/v1/media/url', { mediaUrl: 'http://127.0.0.1:1/a.png' }))).toEqual(NOT_VALID);
	});
});
