import { crc32, inflateSync } from 'node:zlib';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ChatCardView } from '../../../sandbox/kaizala/card';
import { cardTexts, defaultCard, renderCard } from '../../../sandbox/kaizala/card';
import appModel from '../../../sandbox/kaizala/packages/com.gls.xyz.care/AppModel.json';
import chatCardView from '../../../sandbox/kaizala/packages/com.gls.xyz.care/ChatCardView.json';
import packageJson from '../../../sandbox/kaizala/packages/com.gls.xyz.care/package.json';
import { contentOf } from '../../harness/binary';
import type { RunResult, RunSetup } from '../../harness/engine';
import { messageOf, runNode } from '../../harness/engine';
import { drawnLines, expectValid } from './official';
import { CARD_TEXTS } from './texts';
import { cards, CARD, GROUP, PHONE, setup, useKaizala } from '../setup';

const sandbox = useKaizala();

const lines = (...names: Array<[string, number]>) => ({
	line: names.map(([property, maxNumberOfLines]) => ({ shows: 'property', property, maxNumberOfLines })),
});

/** The package of the user's page. */
const PAGE = {
	packageId: 'com.gls.xyz.care',
	displayName: 'Customer Support',
	providerName: 'GLS-Test',
	packageDescription: 'Package for sending customer ticket [test]',
	banner: 'XYZ CUSTOMER CARE',
	bannerColor: '#fcb72d',
	lines: lines(['customername', 5], ['ticketnumber', 2], ['ticketstatus', 2]),
	options: { title: 'XYZ Customer Support' },
};

async function run(
	operation: string,
	parameters: RunSetup['parameters'],
	rest: Partial<RunSetup> = {},
): Promise<RunResult> {
	// No credential: a card is made, not sent.
	return await runNode({ ...setup(sandbox.current, 'card', operation, parameters), credentials: {}, ...rest });
}

/** The content of the files that an item carries, by file name. */
async function filesOf(item: INodeExecutionData | undefined): Promise<Record<string, Buffer>> {
	const files = Object.values(item?.binary ?? {});
	return Object.fromEntries(
		await Promise.all(files.map(async (file) => [file.fileName, await contentOf(file)] as const)),
	);
}

const parse = (bytes: Buffer | undefined): unknown => JSON.parse(bytes?.toString('utf8') ?? '');

describe('Card: Build Package', () => {
	test("makes the files of the user's page exactly", async () => {
		const { items, error } = await run('buildPackage', PAGE);
		expect(error).toBeUndefined();
		const files = await filesOf(items[0]);
		expect(Object.keys(files)).toEqual(['package.json', 'ChatCardView.json', 'AppModel.json', 'AppIcon.png']);
		expect(parse(files['package.json'])).toEqual(packageJson);
		expect(parse(files['ChatCardView.json'])).toEqual(chatCardView);
		expect(parse(files['AppModel.json'])).toEqual(appModel);
		expect(items[0]?.json).toEqual({
			packageId: 'com.gls.xyz.care',
			binaryFields: 'package,chatCardView,appModel,icon',
			packageJson,
			chatCardView,
			appModel,
		});
	});

	test('makes a package that the sandbox installs, sends and draws', async () => {
		const { items } = await run('buildPackage', { ...PAGE, packageId: 'com.example.built' });
		const files = await filesOf(items[0]);
		const json = Object.entries(files).filter(([name]) => name.endsWith('.json'));
		await sandbox.current.act('kaizala', 'installPackage', {
			files: Object.fromEntries(json.map(([name, bytes]) => [name, bytes.toString('utf8')])),
			groupIds: [GROUP],
		});
		await runNode(
			setup(sandbox.current, 'action', 'send', { ...CARD, packageId: 'com.example.built', subscribers: PHONE }),
		);
		expect(cards(sandbox.current)).toHaveLength(1);
		const { packages: installed }: { packages: Record<string, { card: ChatCardView }> } = JSON.parse(
			JSON.stringify(sandbox.current.services.kaizala.snapshot()),
		);
		const properties = cards(sandbox.current)[0]?.properties as Record<string, string>;
		const view = installed['com.example.built']?.card ?? defaultCard('');
		expect(cardTexts(renderCard(view, { title: '', properties }))).toEqual([
			'XYZ CUSTOMER CARE',
			'NAME: John Thomas',
			'TICKET#: 907050',
			'STATUS: ACTIVE',
		]);
	});

	test('draws an icon of 36 x 36 pixels in the colour of the banner', async () => {
		const { items } = await run('buildPackage', PAGE);
		const icon = (await filesOf(items[0]))['AppIcon.png'] ?? Buffer.alloc(0);
		const chunks = new Map<string, Buffer>();
		for (let at = 8; at < icon.length;) {
			const length = icon.readUInt32BE(at);
			const named = icon.subarray(at + 4, at + 8 + length);
			expect(icon.readUInt32BE(at + 8 + length)).toBe(crc32(named));
			chunks.set(named.toString('latin1', 0, 4), named.subarray(4));
			at += 12 + length;
		}
		expect([...chunks.keys()]).toEqual(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
		expect(chunks.get('IHDR')?.readUInt32BE(0)).toBe(36);
		expect(chunks.get('IHDR')?.readUInt32BE(4)).toBe(36);
		expect(chunks.get('PLTE')?.subarray(3).toString('hex')).toBe('fcb72d');
		// One filter byte and five bytes of pixels per row; the corner is transparent, the middle is not.
		const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
		expect(rows).toHaveLength(36 * 6);
		expect(rows[1]).toBe(0);
		expect(rows.subarray(9 * 6 + 1, 9 * 6 + 6).some((byte) => byte !== 0)).toBe(true);
	});

	test('takes an icon of your own', async () => {
		const { items } = await run('buildPackage', PAGE);
		const own = (await filesOf(items[0]))['AppIcon.png'] ?? Buffer.alloc(0);
		const binary = (bytes: Buffer) => [
			{ json: {}, binary: { logo: { data: bytes.toString('base64'), mimeType: 'image/png' } } },
		];
		const parameters = { ...PAGE, bannerColor: '#000000', options: { ...PAGE.options, iconField: 'logo' } };
		const good = await run('buildPackage', parameters, { items: binary(own) });
		expect((await filesOf(good.items[0]))['AppIcon.png']?.equals(own)).toBe(true);
		const wrong = Buffer.from(own);
		wrong.writeUInt32BE(64, 16);
		expect(messageOf(await run('buildPackage', parameters, { items: binary(wrong) }))).toBe(
			'The icon must be a PNG of 36 x 36 pixels, but the field "logo" holds a PNG of 64 x 36 pixels',
		);
		expect(messageOf(await run('buildPackage', parameters, { items: binary(Buffer.from('GIF89a')) }))).toBe(
			'The icon must be a PNG of 36 x 36 pixels, but the field "logo" holds no PNG',
		);
		const large = Buffer.concat([own, Buffer.alloc(1024 * 1024)]);
		expect(messageOf(await run('buildPackage', parameters, { items: binary(large) }))).toContain(
			'Kaizala takes 1 MB at most',
		);
	});

	test('an icon that is missing is named, and an empty version is the first one', async () => {
		const parameters = { ...PAGE, options: { ...PAGE.options, iconField: 'logo' } };
		expect(messageOf(await run('buildPackage', parameters))).toBe('The input has no file in the field "logo"');
		const { json } = await run('buildPackage', {
			...PAGE,
			options: { ...PAGE.options, version: '', minorVersion: '' },
		});
		expect(json[0]).toMatchObject({ packageJson: { version: '1', minorVersion: '1' } });
	});

	test('knows fixed texts with bindings, sizes and switches', async () => {
		const { json } = await run('buildPackage', {
			...PAGE,
			lines: { line: [{ shows: 'text', text: 'Until ${Form.expiry}', maxNumberOfLines: 0 }] },
			look: { fontSize: 14, initialHeight: 120, padding: 4, textColor: '#112233', backgroundColor: '#ddeeff' },
			options: { version: '3', minorVersion: '2', showLikes: true, showReceipts: false, isResponseEditable: true },
		});
		expect(json[0]).toMatchObject({
			appModel: { title: 'Customer Support' },
			packageJson: {
				version: '3',
				minorVersion: '2',
				views: {
					ChatCanvasCardView: { showLikes: true, showReceipts: false, isResponseEditable: true, showFooter: false },
				},
			},
			chatCardView: {
				schema: {
					initialHeight: 120,
					children: [
						{ string: 'XYZ CUSTOMER CARE', fontSize: 14, paddingLeft: 4, marginBottom: 4 },
						{ string: 'Until ${Form.expiry}', maxNumberOfLines: 0, textColor: '#112233', backgroundColor: '#ddeeff' },
					],
				},
			},
		});
	});

	test.each<[string, IDataObject, string]>([
		['an ID without dots', { packageId: 'ticket' }, 'The field "Package ID" must look like com.example.desk.ticket'],
		['an ID with a space', { packageId: 'com.desk ticket' }, 'The field "Package ID" must look like'],
		['a long ID', { packageId: `com.${'x'.repeat(61)}` }, 'The field "Package ID" is longer than 64 characters'],
		['an ID with Microsoft', { packageId: 'com.microsoft.card' }, 'must not contain "Microsoft"'],
		['a long name', { displayName: 'x'.repeat(65) }, 'The field "Display Name" is longer than 64 characters'],
		['a long provider', { providerName: 'x'.repeat(65) }, 'The field "Provider Name" is longer than 64 characters'],
		['a long description', { packageDescription: 'x'.repeat(129) }, 'The field "Description" is longer than 128'],
		['a long title', { options: { title: 'x'.repeat(65) } }, 'The title of the card is longer than 64 characters'],
		['no banner', { banner: '={{ "" }}' }, 'The field "Banner Text" is empty'],
		[
			'no color',
			{ bannerColor: 'orange' },
			'The field "Banner Color" must be a color such as #1f6feb, but it is "orange"',
		],
		['a line without a name', { lines: lines(['', 1]) }, 'Line 1 of the card has no Property Name'],
		[
			'a name with a bracket',
			{ lines: lines(['ok', 1], ['a]b', 1]) },
			'Line 2 of the card has the Property Name "a]b"',
		],
		['an empty text', { lines: { line: [{ shows: 'text', text: '' }] } }, 'Line 1 of the card has no Text'],
		[
			'an unknown binding',
			{ lines: { line: [{ shows: 'text', text: '${Form.owner}' }] } },
			'Line 1 of the card has the binding ${Form.owner}, which Kaizala does not know',
		],
	])('refuses %s', async (_what, change, message) => {
		expect(messageOf(await run('buildPackage', { ...PAGE, ...change } as RunSetup['parameters']))).toContain(message);
	});
});

describe('Card: Convert to Adaptive Card', () => {
	const design = { banner: PAGE.banner, bannerColor: PAGE.bannerColor, lines: PAGE.lines };
	const values = { properties: CARD.properties };

	test("makes the card of the user's page valid for Teams", async () => {
		const { json, error } = await run('toAdaptiveCard', { ...design, ...values });
		expect(error).toBeUndefined();
		expectValid(json[0]?.adaptiveCard);
		expect(json[0]?.adaptiveCard).toEqual({
			$schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
			type: 'AdaptiveCard',
			version: '1.5',
			fallbackText: 'XYZ CUSTOMER CARE',
			body: [
				{
					type: 'Container',
					style: 'warning',
					bleed: true,
					items: [
						{
							type: 'TextBlock',
							text: 'XYZ CUSTOMER CARE',
							maxLines: 1,
							size: 'medium',
							weight: 'bolder',
							horizontalAlignment: 'center',
						},
					],
				},
				...['NAME: John Thomas', 'TICKET#: 907050', 'STATUS: ACTIVE'].map((text, index) => ({
					type: 'TextBlock',
					text,
					wrap: true,
					maxLines: index === 0 ? 5 : 2,
					size: 'medium',
					horizontalAlignment: 'left',
				})),
			],
		});
	});

	test('gives the bodies of Graph, of a Teams webhook, and plain texts', async () => {
		const { json } = await run('toAdaptiveCard', {
			...design,
			properties: { property: [{ name: 'customername', type: 'Text', value: '<b>Anna & Co</b>' }] },
			options: { title: 'Ticket 7' },
		});
		const [output] = json;
		const card = output?.adaptiveCard;
		expect(output?.title).toBe('Ticket 7');
		expect(card).toMatchObject({ fallbackText: 'Ticket 7' });
		expect(output?.webhookMessage).toEqual({
			type: 'message',
			attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }],
		});
		const message = output?.graphMessage as { body: IDataObject; attachments: IDataObject[] };
		const [attachment] = message.attachments;
		expect(message.body).toEqual({
			contentType: 'html',
			content: `<attachment id="${String(attachment?.id)}"></attachment>`,
		});
		expect(JSON.parse(String(attachment?.content))).toEqual(card);
		expect(output?.html).toBe('<h3>XYZ CUSTOMER CARE</h3><p>&lt;b&gt;Anna &amp; Co&lt;/b&gt;</p>');
		expect(output?.text).toBe('XYZ CUSTOMER CARE\n<b>Anna & Co</b>');
	});

	test.each(CARD_TEXTS)('shows $name as it is, not as Markdown', async ({ text, lines: expected }) => {
		for (const most of [0, 5]) {
			const { json } = await run('toAdaptiveCard', {
				...design,
				lines: lines(['note', most]),
				properties: { property: [{ name: 'note', type: 'Text', value: text }] },
			});
			const card = json[0]?.adaptiveCard;
			expectValid(card);
			expect(Buffer.byteLength(JSON.stringify(json[0]?.graphMessage))).toBeLessThanOrEqual(28 * 1024);
			// No half of a character is left.
			expect(() => encodeURIComponent(drawnLines(card).join())).not.toThrow();
			const drawn = drawnLines(card);
			if (expected !== undefined) expect(drawn).toEqual(expected);
			else expect(drawn[0]?.startsWith('Very long 👨‍👩‍👧‍👦')).toBe(true);
		}
	});

	test('keeps the limit of lines, in Teams or by cutting what Teams cannot limit', async () => {
		const draw = async (value: string) => {
			const { json } = await run('toAdaptiveCard', {
				...design,
				lines: lines(['note', 2]),
				properties: { property: [{ name: 'note', type: 'Text', value }] },
			});
			return json[0]?.adaptiveCard;
		};
		expect(await draw('one\ntwo\nthree')).toMatchObject({
			body: [{}, { type: 'TextBlock', text: 'one\n\ntwo …', maxLines: 2, wrap: true }],
		});
		expect(drawnLines(await draw('*one*\ntwo\nthree'))).toEqual(['*one*', 'two …']);
		expect(drawnLines(await draw(`*${'x'.repeat(200)}`))).toEqual([`*${'x'.repeat(98)}…`]);
	});

	test('a text of several lines stays one column, one element below a line', async () => {
		const text = (string: string) => ({ type: 'text', string });
		const children = [
			{ type: 'container', layout: 'horizontal', children: [text('a_b\nc_d'), text('e')] },
			{ type: 'view' },
			text('*f*\n\n*g*\n*h*'),
		];
		const { json } = await run('toAdaptiveCard', {
			cardMode: 'json',
			chatCardView: JSON.stringify({ schemaVersion: 2, schema: { type: 'container', children } }),
		});
		expectValid(json[0]?.adaptiveCard);
		expect(json[0]?.adaptiveCard).toMatchObject({
			body: [
				{ type: 'ColumnSet', columns: [{ items: [{ type: 'Container' }] }, { items: [{ type: 'TextBlock' }] }] },
				{
					type: 'Container',
					separator: true,
					items: [{ type: 'RichTextBlock' }, { inlines: [{ text: '*g*' }] }, { spacing: 'none' }],
				},
			],
		});
	});

	test('breaks lines in the HTML as well', async () => {
		const { json } = await run('toAdaptiveCard', {
			...design,
			properties: { property: [{ name: 'customername', type: 'Text', value: 'Anna\n<Desk>\r\n2' }] },
		});
		expect(json[0]?.html).toBe('<h3>XYZ CUSTOMER CARE</h3><p>Anna<br>&lt;Desk&gt;<br>2</p>');
	});

	test('has buttons that open a link, and leaves out those without one', async () => {
		const buttons = { button: [{ title: 'Take over', url: 'https://n8n.example.com/a?b=1' }, { title: 'Close' }] };
		const { json } = await run('toAdaptiveCard', { ...design, ...values, buttons });
		expectValid(json[0]?.adaptiveCard);
		expect(json[0]?.adaptiveCard).toMatchObject({
			actions: [{ type: 'Action.OpenUrl', title: 'Take over', url: 'https://n8n.example.com/a?b=1' }],
		});
		const one = (button: { title: string; url: string }) => ({ ...design, ...values, buttons: { button: [button] } });
		expect(messageOf(await run('toAdaptiveCard', one({ title: '', url: 'https://example.com' })))).toBe(
			'Button 1 of the card has no Title',
		);
		expect(messageOf(await run('toAdaptiveCard', one({ title: 'Go', url: 'javascript:alert(1)' })))).toBe(
			'Button 1 of the card must have a URL such as https://example.com, but it has "javascript:alert(1)"',
		);
	});

	test('shortens the longest texts, with a word about it, and leaves the others', async () => {
		const { json, error } = await run('toAdaptiveCard', {
			...design,
			lines: lines(['short', 0], ['long', 0], ['quoted', 0]),
			properties: {
				property: [
					{ name: 'short', type: 'Text', value: 'Ünïcode 👨‍👩‍👧‍👦'.repeat(10) },
					{ name: 'long', type: 'Text', value: '👨‍👩‍👧‍👦 ü '.repeat(3_000) },
					{ name: 'quoted', type: 'Text', value: '"\n'.repeat(9_000) },
				],
			},
		});
		expect(error).toBeUndefined();
		const bytes = Buffer.byteLength(JSON.stringify(json[0]?.graphMessage));
		expect(bytes).toBeGreaterThan(27 * 1024);
		expect(bytes).toBeLessThanOrEqual(28 * 1024);
		const drawn = drawnLines(json[0]?.adaptiveCard);
		expect(drawn[0]).toBe('Ünïcode 👨‍👩‍👧‍👦'.repeat(10));
		expect(drawn[1]).toMatch(/^(👨‍👩‍👧‍👦 ü )+(👨‍👩‍👧‍👦( ü?)?)?… \(shortened: Teams takes 28 KB\)$/u);
		expect(drawn.at(-1)).toMatch(/… \(shortened: Teams takes 28 KB\)$/);
	});

	test.each([
		['#fcb72d', 'warning'],
		['#d32f2f', 'attention'],
		['#2e7d32', 'good'],
		['#1f6feb', 'accent'],
		['#808080', 'emphasis'],
		['#000000', 'emphasis'],
	])('turns the banner colour %s into the style %s', async (bannerColor, style) => {
		const { json } = await run('toAdaptiveCard', { ...design, bannerColor });
		expect(json[0]?.adaptiveCard).toMatchObject({ body: [{ type: 'Container', style }] });
	});

	test('converts a card of any shape', async () => {
		const card = {
			schemaVersion: 2,
			schema: {
				type: 'container',
				children: [
					{ type: 'text', string: '${Form.title}', fontSize: 30, textColor: '#c62828' },
					{ type: 'view', height: 1, backgroundColor: '#cccccc' },
					{
						type: 'container',
						layout: 'horizontal',
						backgroundColor: '#e8f5e9',
						children: [
							{ type: 'text', string: '${Form.properties[tags].length} tags', fontSize: 10 },
							{ type: 'image', source: 'https://example.com/a.png' },
						],
					},
					{ type: 'image', source: 'logo.png' },
					{ type: 'text', string: 'hidden', visible: false },
					{ type: 'text', string: '${Operators.anything}', textAlignment: 'right' },
				],
			},
		};
		const { json, error } = await run('toAdaptiveCard', {
			cardMode: 'json',
			chatCardView: JSON.stringify(card),
			properties: { property: [{ name: 'tags', type: 'StringList', value: '["a","b"]' }] },
			options: { title: 'Desk ticket' },
		});
		expect(error).toBeUndefined();
		expectValid(json[0]?.adaptiveCard);
		expect(json[0]?.adaptiveCard).toMatchObject({
			body: [
				{ type: 'TextBlock', text: 'Desk ticket', size: 'extraLarge', color: 'attention' },
				{
					type: 'ColumnSet',
					separator: true,
					style: 'good',
					columns: [
						{ type: 'Column', items: [{ type: 'TextBlock', text: '2 tags', size: 'small' }] },
						{ type: 'Column', items: [{ type: 'Image', url: 'https://example.com/a.png' }] },
					],
				},
			],
		});
	});

	test.each<[number, string | undefined]>([
		[11, 'small'],
		[12, undefined],
		[16, undefined],
		[17, 'medium'],
		[19, 'medium'],
		[20, 'large'],
		[25, 'large'],
		[26, 'extraLarge'],
	])('text of %s points gets the size %s', async (fontSize, size) => {
		const schema = { type: 'container', children: [{ type: 'text', string: 'Down', fontSize }] };
		const chatCardView = JSON.stringify({ schemaVersion: 2, schema });
		const { json } = await run('toAdaptiveCard', { cardMode: 'json', chatCardView });
		const expected = size === undefined ? expect.not.objectContaining({ size: expect.anything() }) : { size };
		expect(json[0]?.adaptiveCard).toMatchObject({ body: [expected] });
	});

	test('takes what Build Package returned', async () => {
		const built = await run('buildPackage', PAGE);
		const { json } = await run(
			'toAdaptiveCard',
			{ cardMode: 'json', chatCardView: '={{ $json.chatCardView }}', ...values },
			{ items: built.json },
		);
		const { json: same } = await run('toAdaptiveCard', { ...design, ...values });
		expect(json[0]?.adaptiveCard).toEqual(same[0]?.adaptiveCard);
	});

	test('refuses what is no card, and what is too large for Teams', async () => {
		expect(messageOf(await run('toAdaptiveCard', { cardMode: 'json', chatCardView: '{"a":1}' }))).toBe(
			'The field "Chat Card (JSON)" does not hold a chat card',
		);
		// So many lines that no shortening helps.
		const many = { line: Array.from({ length: 400 }, () => ({ shows: 'text', text: 'x', maxNumberOfLines: 1 })) };
		expect(messageOf(await run('toAdaptiveCard', { ...design, lines: many }))).toContain('messages of 28 KB');
	});
});
