import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { unzipSync } from 'fflate';

import { openZip, zipOf } from '../../../nodes/Kaizala/card/zip';
import { contentOf } from '../../harness/binary';
import type { RunResult, RunSetup } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { setup, useKaizala } from '../setup';
import { expectValid, texts } from './official';
import type { SamplePackage } from './samples';
import { bytesOf, filesOf, PICTURE, SAMPLES } from './samples';

const sandbox = useKaizala();

async function run(
	operation: string,
	parameters: RunSetup['parameters'],
	rest: Partial<RunSetup> = {},
): Promise<RunResult> {
	return await runNode({ ...setup(sandbox.current, 'card', operation, parameters), credentials: {}, ...rest });
}

const file = (bytes: Buffer, fileName: string, mimeType: string) => ({
	data: bytes.toString('base64'),
	fileName,
	mimeType,
});

const input = (bytes: Buffer): INodeExecutionData[] => [
	{ json: {}, binary: { data: file(bytes, 'package.zip', 'application/zip') } },
];

const jsonProperties = (sample: SamplePackage): IDataObject => ({
	propertiesMode: 'json',
	propertiesJson: JSON.stringify(sample.properties),
});

async function convert(sample: SamplePackage, zip: Buffer, more: IDataObject = {}): Promise<RunResult> {
	const parameters = {
		cardMode: 'package',
		language: sample.language ?? 'en',
		...jsonProperties(sample),
		options: { cardData: JSON.stringify(sample.cardData ?? {}) },
		...more,
	};
	return await run('toAdaptiveCard', parameters, { items: input(zip) });
}

const namesIn = (output: IDataObject | undefined): unknown[] =>
	(output?.unresolved as IDataObject[] | undefined)?.map(({ name }) => name) ?? [];

const byKind = SAMPLES.map((sample) => [sample.kind, sample] as const);

const sampleOf = (kind: string): SamplePackage => {
	const found = SAMPLES.find((sample) => sample.kind === kind);
	if (found === undefined) throw new Error(`There is no sample of the kind ${kind}`);
	return found;
};

describe('Card: Convert to Adaptive Card, a whole package', () => {
	test.each(byKind)('%s: every text is on the card, and what is not is named', async (_kind, sample) => {
		const { json, error, hints } = await convert(sample, zipOf(bytesOf(sample)));
		expect(error).toBeUndefined();
		const [output] = json;
		expectValid(output?.adaptiveCard);
		const drawn = texts((output?.adaptiveCard as IDataObject).body).map((line) => line.trim());
		expect(drawn).toEqual(sample.lines.flatMap((line) => line.split('\n')).map((line) => line.trim()));
		expect(output?.text).toBe(sample.lines.join('\n'));
		expect(namesIn(output).sort()).toEqual([...sample.unresolved].sort());
		expect(hints.length > 0).toBe(sample.unresolved.length > 0);
	});

	test('without data, whatever depends on it is named, with its reason and a hint', async () => {
		const sample = sampleOf('conditional status');
		const { json, hints } = await convert({ ...sample, properties: {}, cardData: {} }, zipOf(bytesOf(sample)), {
			options: {},
		});
		expect(json[0]?.unresolved).toEqual([
			{ name: 'Operators.headline', reason: 'the card has no property "number"' },
			{ name: 'Operators.status', reason: 'the card has no property "state"' },
			{ name: 'Operators.age', reason: 'the card has no property "left"' },
			{ name: 'Operators.who', reason: 'the card has no property "creator"' },
		]);
		expect(hints).toEqual([
			{
				message:
					'Not everything on the card has a value: Operators.headline (the card has no property "number"), and 3 more. The output names it under "unresolved".',
				location: 'outputPane',
			},
		]);
	});

	test.each([
		['de', ['BESUCH', 'Ausweis liegt bereit'], ['strNo']],
		['DE_de', ['BESUCH', 'Ausweis liegt bereit'], ['strNo']],
		['en', ['VISIT', 'Badge is ready'], []],
		['', ['VISIT', 'Badge is ready'], []],
		// Neither French nor a region of it.
		['fr', ['VISIT', 'Badge is ready'], ['strings_fr.json']],
	])('a package in several languages speaks "%s"', async (language, expected, unresolved) => {
		const sample = sampleOf('localised strings');
		const { json } = await convert({ ...sample, language }, zipOf(bytesOf(sample)));
		expect(String(json[0]?.text).split('\n')).toEqual(expect.arrayContaining(expected));
		expect(json[0]?.title).toBe(expected[0] === 'BESUCH' ? 'Besuch' : 'Visit');
		expect(namesIn(json[0])).toEqual(unresolved);
	});

	test('keys stay texts in a package of one language', async () => {
		const sample = { ...sampleOf('localised strings'), strings: undefined };
		const { json } = await convert(sample, zipOf(bytesOf(sample)));
		expect(json[0]?.text).toContain('strHead');
	});

	test('columns keep their widths, and pictures their size', async () => {
		const board = await convert(sampleOf('leaderboard'), zipOf(bytesOf(sampleOf('leaderboard'))));
		expect(board.json[0]?.adaptiveCard).toMatchObject({
			body: [{}, { type: 'ColumnSet', columns: [{ width: 15 }, { width: 60 }, { width: 25 }] }, {}, {}, {}, {}],
		});
		const photo = await convert(sampleOf('images'), zipOf(bytesOf(sampleOf('images'))));
		expect(JSON.stringify(photo.json[0]?.adaptiveCard)).toContain(
			'{"type":"Image","url":"https://example.com/tick.png","width":"15px","height":"20px"}',
		);
	});

	test('a package in a folder, without a card of its own, or with a byte order mark', async () => {
		const sample = sampleOf('property text');
		const inFolder = bytesOf(sample).map(({ name, bytes }) => ({
			name: `room/${name}`,
			bytes: Buffer.concat([Buffer.from('\uFEFF'), bytes]),
		}));
		const noise = { name: '__MACOSX/room/._package.json', bytes: Buffer.from('x') };
		const { json } = await convert(sample, zipOf([noise, ...inFolder]));
		expect(json[0]?.text).toBe(sample.lines.join('\n'));
		const plain = await convert(sample, zipOf(bytesOf({ ...sample, card: undefined })));
		expect(plain.json[0]).toMatchObject({ text: 'Room booking', title: 'Room booking', unresolved: [] });
	});

	test('buttons of your own stand for the one that Kaizala draws', async () => {
		const sample = sampleOf('actions');
		const buttons = { button: [{ title: 'Decide', url: 'https://n8n.example.com/form/holiday' }] };
		const { json } = await convert(sample, zipOf(bytesOf(sample)), { buttons });
		expect(json[0]).toMatchObject({ unresolved: [], adaptiveCard: { actions: [{ title: 'Decide' }] } });
	});

	const without = (name: string) => zipOf(bytesOf(sampleOf('property text')).filter((entry) => entry.name !== name));
	const withContent = (name: string, content: string) =>
		zipOf(
			bytesOf(sampleOf('property text')).map((entry) =>
				entry.name === name ? { name, bytes: Buffer.from(content) } : entry,
			),
		);
	test.each<[string, Buffer, string]>([
		['no ZIP', Buffer.from('GIF89a'), 'is not a ZIP file'],
		['no package', zipOf([{ name: 'a', bytes: Buffer.from('b') }]), 'is not an action package: it has no package.json'],
		['no app model', without('AppModel.json'), 'is an action package without AppModel.json'],
		['no card file', without('Card.json'), 'is an action package without Card.json'],
		['no JSON', withContent('AppModel.json', '{'), 'holds AppModel.json, which is not valid JSON'],
		['a list', withContent('package.json', '[]'), 'holds package.json, which is not a JSON object'],
		['no card', withContent('Card.json', '{}'), 'holds Card.json, which is not a chat card'],
		[
			'endless nesting',
			withContent('Card.json', `{"schema":${'{"type":"view","children":['.repeat(5_000)}${']}'.repeat(5_000)}}`),
			'holds Card.json, which has data in it that nests too deeply',
		],
		['too large', Buffer.alloc(5 * 1024 * 1024), 'is larger than 4194304 bytes'],
	])('refuses %s', async (_what, zip, message) => {
		expect(messageOf(await convert(sampleOf('property text'), zip))).toBe(`The file in the field "data" ${message}`);
	});

	test('data that is no object is refused', async () => {
		const { error } = await convert(sampleOf('feed'), zipOf(bytesOf(sampleOf('feed'))), {
			options: { cardData: '[1]' },
		});
		expect(error?.message).toBe('Card Data (JSON) must be an object');
	});
});

describe('Card: Build Package, the kinds of Microsoft’s samples', () => {
	/** The sample as a person enters it. */
	const build = async (sample: SamplePackage, more: IDataObject = {}): Promise<RunResult> => {
		const { Operators: operators, ...card } = sample.card ?? {};
		const { pictures = [] } = sample;
		const options = {
			title: sample.title,
			manifest: JSON.stringify({ views: { ChatCanvasCardView: sample.view ?? {} } }),
			appModel: JSON.stringify(sample.appModel ?? {}),
			zipped: true,
			...(operators === undefined ? {} : { operators: JSON.stringify(operators) }),
			...(sample.strings === undefined ? {} : { strings: JSON.stringify(sample.strings) }),
			...(pictures.length === 0 ? {} : { fileFields: pictures.map((_, index) => `picture${index}`).join() }),
			...more,
		};
		const binary = Object.fromEntries(
			pictures.map((name, index) => [`picture${index}`, file(Buffer.from(PICTURE, 'base64'), name, 'image/png')]),
		);
		const parameters = {
			packageId: sample.id,
			displayName: sample.kind,
			providerName: 'Example Desk',
			packageDescription: `A card of the kind "${sample.kind}"`,
			cardMode: 'json',
			chatCardView: JSON.stringify(card),
			options,
		};
		return await run('buildPackage', parameters, { items: [{ json: {}, binary }] });
	};

	const zipIn = async (result: RunResult): Promise<Buffer> => {
		const zip = result.items[0]?.binary?.package_zip;
		if (zip === undefined) throw new Error(`There is no package: ${result.error?.message ?? ''}`);
		return await contentOf(zip);
	};

	test.each(byKind)('%s: the package is whole, and is drawn alike', async (_kind, sample) => {
		const result = await build(sample);
		expect(result.error).toBeUndefined();
		const zip = await zipIn(result);
		// Another library reads the same files.
		const names = Object.keys(unzipSync(zip));
		expect(names).toEqual([...openZip(zip).names]);
		expect(names).toEqual(
			expect.arrayContaining(
				Object.keys(filesOf(sample)).map((name) => (name === 'Card.json' ? 'ChatCardView.json' : name)),
			),
		);
		expect(String(result.json[0]?.binaryFields).split(',')).toHaveLength(names.length);
		const { json } = await convert(sample, zip);
		expect(json[0]?.text).toBe(sample.lines.join('\n'));
		expect(namesIn(json[0]).sort()).toEqual([...sample.unresolved].sort());
	});

	test('operators bring the file that Kaizala wants beside them', async () => {
		const result = await build(sampleOf('conditional status'));
		expect(result.json[0]).toMatchObject({
			packageJson: { ActionStoreSchema: 'ActionStoreSchema.json', dials: { isLocalised: false } },
			chatCardView: { Operators: { headline: { operator: 'format_string' } } },
		});
		expect(Object.keys(unzipSync(await zipIn(result)))).toContain('ActionStoreSchema.json');
		const localised = await build(sampleOf('localised strings'));
		expect(localised.json[0]).toMatchObject({ packageJson: { dials: { isLocalised: true } } });
	});

	test('a picture stands between the lines', async () => {
		const line = [
			{ shows: 'image', image: 'logo.png', imageHeight: 60, contentMode: 'aspectFill' },
			{ shows: 'image', image: '${Form.properties[photo].value}' },
			{ shows: 'text', text: '${Operators.state} ${Form.questions.length}', maxNumberOfLines: 1 },
		];
		const { json, error } = await run('buildPackage', {
			packageId: 'com.example.picture',
			displayName: 'Picture',
			providerName: 'Example Desk',
			packageDescription: 'A card with a picture',
			banner: 'PICTURE',
			lines: { line },
			options: { operators: '{"state":["eq","a","b"]}' },
		});
		expect(error).toBeUndefined();
		expect(json[0]).toMatchObject({
			chatCardView: {
				schema: {
					children: [
						{},
						{ type: 'image', source: 'logo.png', height: 60, contentMode: 'aspectFill' },
						{ type: 'image', source: '${Form.properties[photo].value}', height: 160, contentMode: 'aspectFit' },
						{ string: '${Operators.state} ${Form.questions.length}' },
					],
				},
			},
		});
	});

	test.each<[string, IDataObject, string]>([
		['an operator that nobody defined', { operators: '{}' }, 'The card shows the operator "headline"'],
		[
			'an unknown operator',
			{ operators: '{"a":["conditional_value",{"operator":"shout"},1,2]}' },
			'The operator "a" of the card has the operator "shout", which Kaizala does not know',
		],
		[
			'an unknown operator in its short form',
			{ operators: '{"a":["conditional_value",["not",true],1,2]}' },
			'The operator "a" of the card has the operator "not", which Kaizala does not know',
		],
		[
			'half an operator',
			{ operators: '{"a":["eq",1]}' },
			'The operator "a" of the card has the operator "eq" without "value2"',
		],
		['operators in a list', { operators: '[]' }, 'The field "Options > Operators (JSON)" must be an object'],
		[
			'a language without texts',
			{ strings: '{"en":"x"}' },
			'The language "en" of "Texts by Language (JSON)" has no texts',
		],
		[
			'a language that is none',
			{ strings: '{"../x":{}}' },
			'The language "../x" of "Texts by Language (JSON)" has no texts',
		],
		['a file twice', { fileFields: 'twice,again' }, 'The file "AppModel.json" cannot go into the package'],
	])('refuses %s', async (_what, options, message) => {
		const sample = sampleOf('conditional status');
		const binary = {
			twice: file(Buffer.from('{}'), 'AppModel.json', 'application/json'),
			again: file(Buffer.from('{}'), 'x/y.json', 'application/json'),
		};
		const parameters = {
			packageId: 'com.example.refused',
			displayName: 'Refused',
			providerName: 'Example Desk',
			packageDescription: 'A card that cannot be',
			cardMode: 'json',
			chatCardView: JSON.stringify({ ...sample.card, Operators: undefined }),
			options: { operators: JSON.stringify(sample.card?.Operators), ...options },
		};
		const items = [{ json: {}, binary }];
		expect(messageOf(await run('buildPackage', parameters, { items }))).toContain(message);
	});
});
