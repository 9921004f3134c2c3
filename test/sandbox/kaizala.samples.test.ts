import { SEED_GROUPS } from '../../sandbox/kaizala';
import type { ChatCardView } from '../../sandbox/kaizala/card';
import { cardTexts, inLanguage, renderCard } from '../../sandbox/kaizala/card';
import { asPrinted } from '../../sandbox/kaizala/printed';
import { givenData } from '../../nodes/Kaizala/card/cardData';
import { filesOf, PICTURE, SAMPLES } from '../Kaizala/card/samples';
import { KaizalaFixture, refusal } from './kaizalaClient';
import type { Caller } from './kaizalaClient';

/** What Microsoft's samples and pages have that its documentation does not, or has in two ways. */

const { supportDesk } = SEED_GROUPS;
const desk = `/v1/groups/${supportDesk}/actions`;
const NOT_VALID = [400, 'InvalidParameters'];
const [FIRST] = SAMPLES;
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

interface Installed {
	card: ChatCardView;
	appModel: { title: string; questions?: { title: string; options?: { title: string }[] }[] };
	strings?: Record<string, Record<string, string>>;
	images?: Record<string, string>;
}

const installed = (id: string): Installed => {
	const { packages }: { packages: Record<string, Installed> } = JSON.parse(JSON.stringify(fixture.snapshot()));
	const found = packages[id];
	if (found === undefined) throw new Error(`${id} is not installed`);
	return found;
};

describe('packages of every kind', () => {
	it.each(SAMPLES.map((sample) => [sample.kind, sample] as const))(
		'%s: installs, is sent and drawn',
		async (_kind, sample) => {
			const { id, properties, cardData = {}, language = 'en', pictures = [] } = sample;
			await fixture.act('installPackage', { files: filesOf(sample), groupIds: [supportDesk] });
			const list = Object.entries(properties).map(([name, value]) => ({ name, type: 'Text', value }));
			expect((await user.post(desk, { id, actionBody: { properties: list } })).status).toBe(200);
			const { card, appModel, strings, images } = installed(id);
			expect(Object.keys(images ?? {})).toEqual(pictures);
			for (const address of Object.values(images ?? {})) expect(address).toBe(`data:image/png;base64,${PICTURE}`);
			const local = strings === undefined ? undefined : inLanguage(card, strings, language);
			const title = local?.text(appModel.title) ?? appModel.title;
			const drawn = renderCard(
				local?.card ?? card,
				{ title, properties, questions: appModel.questions },
				givenData(cardData),
			);
			expect(cardTexts(drawn)).toEqual(sample.lines);
		},
	);

	it('a title of 64 characters is taken, one of 65 is not', async () => {
		const install = async (title: string) =>
			await fixture.act('installPackage', { files: { ...filesOf(FIRST), 'AppModel.json': { title } } });
		await install('x'.repeat(64));
		await expect(install('x'.repeat(65))).rejects.toThrow();
	});

	it('a picture has to be in base64', async () => {
		const files = { ...filesOf(FIRST), 'logo.png': '<svg>' };
		await expect(fixture.act('installPackage', { files })).rejects.toThrow('logo.png is not in base64');
	});
});

describe('where the pages differ', () => {
	const survey = (type: string) => ({
		actionType: 'Survey',
		actionBody: { title: 'When?', questions: [{ title: 'Day', type }] },
	});

	it.each([
		['both', true, true],
		['DateTime', true, false],
		['Date', false, true],
	])('dateQuestion %s: DateTime is taken: %s, Date: %s', async (dateQuestion, dateTime, date) => {
		fixture.switches({ dateQuestion });
		for (const [type, taken] of [
			['DateTime', dateTime],
			['Date', date],
		] as const) {
			const answer = await user.post(desk, survey(type));
			if (!taken) expect(refusal(answer)).toEqual(NOT_VALID);
			else expect(answer.status).toBe(200);
		}
	});

	it('an answer to a question for a Date is one to a DateTime', async () => {
		const { actionId } = (await user.post(desk, survey('Date'))).data;
		const respond = async (answer: unknown) =>
			await user.post(`${desk}/${actionId}/responses`, { actionType: 'Survey', actionBody: { answers: [answer] } });
		expect(refusal(await respond('tomorrow'))).toEqual(NOT_VALID);
		expect((await respond(1_700_000_000)).status).toBe(200);
		const [action] = fixture.snapshot().actions ?? [];
		expect(action).toMatchObject({
			responses: [{ responseWithQuestions: [{ type: 'Date', answer: 1_700_000_000_000 }] }],
		});
	});

	const change = { version: -1, updateProperties: [{ name: 'ticketstatus', type: 'Text', value: 'x' }] };

	it.each([
		['both', 200, 200],
		['action', 200, 404],
		['properties', 404, 200],
	])('updatePath %s: the action answers %s, its /properties %s', async (updatePath, plain, properties) => {
		fixture.switches({ updatePath });
		const { actionId } = (await user.post(desk, { id: 'com.gls.xyz.care', actionBody: {} })).data;
		expect((await user.put(`${desk}/${actionId}`, change)).status).toBe(plain);
		expect((await user.put(`${desk}/${actionId}/properties`, change)).status).toBe(properties);
	});

	const printed = [
		'{ id:”com.gls.xyz.care”, sendToAllSubscribers:false, actionBody:{ properties:[',
		'{ name:”customername”, value:”NAME: John Thomas”, type:”Text” },',
		'{ name:”ticketnumber”, value:”TICKET#: 907050″, type:”Text” } ] } }',
	].join('\n');
	/** As it is: axios would make a JSON text of it. */
	const asIs = (method: 'POST' | 'PUT', url: string, data: string) =>
		fixture.http.request({
			...{ method, url, data, transformRequest: (body: string) => body },
			headers: { accessToken: user.accessToken, 'content-type': 'application/json' },
		});

	it('printedRequests: the request as the page prints it is refused, and taken with the switch', async () => {
		expect(refusal(await asIs('POST', desk, printed))).toEqual(NOT_VALID);
		fixture.switches({ printedRequests: true });
		const { data, status } = await asIs('POST', desk, printed);
		expect(status).toBe(200);
		expect(fixture.snapshot().actions?.[0]?.properties).toEqual({
			customername: 'NAME: John Thomas',
			ticketnumber: 'TICKET#: 907050',
		});
		const update =
			'{ { “version”:-1, “updateProperties”: [ { “name” : “customername”, “type” : “Text”, “value” : “NAME: Bo” } ] }';
		const answer = await asIs('PUT', `${desk}/${String(data.actionId)}`, update);
		expect(answer.data).toEqual({ actionId: data.actionId, version: 2 });
		expect(refusal(await asIs('POST', desk, 'nonsense'))).toEqual(NOT_VALID);
	});

	it('what is JSON already is not read as a print', () => {
		const json = '{"name": "a: “b” {c: 1}", "n": {"x": 1}}';
		expect(asPrinted(json)).toBe(json);
		expect(JSON.parse(asPrinted('{ value: "at: 9", more: [true, null] }'))).toEqual({
			value: 'at: 9',
			more: [true, null],
		});
	});

	it('a sub-group without a picture has an empty address of one', async () => {
		const tenant = await fixture.signIn();
		const body = { name: 'New', welcomeMessage: 'Hi', groupImageUrl: '' };
		expect((await tenant.post(`/v1/groups/${supportDesk}/subGroups`, body)).status).toBe(200);
	});
});
