import type { IDataObject } from 'n8n-workflow';

/** Invented packages, one for each kind of card among Microsoft's public samples. */
export interface SamplePackage {
	/** The kind of card. */
	kind: string;
	id: string;
	title: string;
	/** Without it the package has no card of its own. */
	card?: IDataObject;
	appModel?: IDataObject;
	view?: IDataObject;
	/** Texts by key, by language. */
	strings?: Record<string, Record<string, string>>;
	/** Files with a picture each. */
	pictures?: string[];
	language?: string;
	/** What the card is sent with. */
	properties: Record<string, string>;
	/** The option Card Data of the converter. */
	cardData?: IDataObject;
	/** What people read, from top to bottom. */
	lines: string[];
	/** What the converter says that it cannot show in Teams. */
	unresolved: string[];
}

/** A PNG of 8 x 8 pixels in one colour. */
export const PICTURE =
	'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mOQz3+NFTEMLQkAoOReQRXd2UEAAAAASUVORK5CYII=';

const text = (string: string, more: IDataObject = {}): IDataObject => ({ type: 'text', string, fontSize: 16, ...more });
const column = (children: IDataObject[], more: IDataObject = {}): IDataObject => ({
	type: 'container',
	layout: 'vertical',
	...more,
	children,
});
const row = (children: IDataObject[], more: IDataObject = {}): IDataObject => ({
	type: 'container',
	layout: 'horizontal',
	...more,
	children,
});
const view = (children: IDataObject[], operators?: IDataObject): IDataObject => ({
	schemaVersion: operators === undefined ? 1 : 3,
	schema: column(children, { initialHeight: 220 }),
	...(operators === undefined ? {} : { Operators: operators }),
});
const banner = (string: string, backgroundColor: string): IDataObject =>
	text(string, {
		...{ fontStyle: 'bold', textColor: '#ffffff', backgroundColor, textAlignment: 'center', padding: 10 },
		...{ marginBottom: 10, maxNumberOfLines: 1 },
	});
const property = (name: string): string => `\${Form.properties[${name}].value}`;
const inset = { paddingLeft: 12, paddingRight: 12, marginBottom: 8 };

export const ME = '20bb0000-0000-4000-8000-000000000002';
const ADA = '20bb0000-0000-4000-8000-000000000001';
const LEE = '20bb0000-0000-4000-8000-000000000003';

const rank = (place: string, name: string, points: string, shade: string): IDataObject =>
	row(
		[
			text(place, { weight: 15, textAlignment: 'center', fontStyle: 'bold', textColor: '#8a5a00' }),
			text(name, { weight: 60 }),
			text(points, { weight: 25, textAlignment: 'right' }),
		],
		{ backgroundColor: shade, padding: 8, marginLeft: 12, marginRight: 12, marginBottom: 4, cornerRadius: 6 },
	);

export const SAMPLES: [SamplePackage, ...SamplePackage[]] = [
	{
		kind: 'property text',
		id: 'com.example.sample.text',
		title: 'Room booking',
		card: view([
			banner('ROOM BOOKING', '#1f6feb'),
			text(`Room: ${property('room')}`, inset),
			text(`From ${property('from')} to ${property('to')}`, inset),
			text('${Form.properties.length} details, ${Form.properties[guests].length} guests', { ...inset, fontSize: 13 }),
		]),
		properties: { room: 'Lake view', from: '9:00', to: '10:30', guests: '["Ann","Bo","Cy"]' },
		lines: ['ROOM BOOKING', 'Room: Lake view', 'From 9:00 to 10:30', '4 details, 3 guests'],
		unresolved: [],
	},
	{
		kind: 'conditional status',
		id: 'com.example.sample.status',
		title: 'Desk request',
		card: view(
			[
				banner('DESK REQUEST', '#7a3ea1'),
				text('${Operators.headline}', { ...inset, fontStyle: 'bold' }),
				row([
					text('${Operators.status}', { weight: 50, ...inset, textColor: '#0a7d33' }),
					text('${Operators.age}', { weight: 50, ...inset, textAlignment: 'right', textColor: '#667787' }),
				]),
				text('${Operators.who}', inset),
			],
			{
				headline: { operator: 'format_string', format: '%s (%d)', args: ['${Form.title}', property('number')] },
				status: [
					'conditional_value',
					['eq', ['property_value', 'server', 'state'], 'closed'],
					'Solved. Thank you!',
					[
						'conditional_value',
						['eq', ['property_value', 'server', 'state'], 'open'],
						'We are on it',
						'Waiting for you',
					],
				],
				age: ['format_string', '%d of %d h', [['subtraction', [24, property('left')]], 24]],
				who: {
					operator: 'conditional_value',
					condition: {
						operator: 'is_it_me',
						value: { operator: 'property_value', property: 'creator', src: 'local' },
					},
					value: 'You asked for this',
					default: ['format_string', 'Asked by %s', [['profile_name', ['property_value', 'local', 'creator']]]],
				},
			},
		),
		properties: { state: 'open', number: '1042', left: '20' },
		cardData: { me: ME, local: { creator: ADA }, people: { [ADA]: 'Ada Admin' } },
		lines: ['DESK REQUEST', 'Desk request (1042)', 'We are on it', '4 of 24 h', 'Asked by Ada Admin'],
		unresolved: [],
	},
	{
		kind: 'actions',
		id: 'com.example.sample.actions',
		title: 'Holiday request',
		appModel: {
			questions: [
				{ title: 'Agree?', type: 'SingleSelect', options: [{ title: 'Agree' }, { title: 'Decline' }] },
				{ title: 'From', type: 'Date' },
			],
		},
		view: { labelRespondToForm: 'Decide', labelResponded: 'Decided' },
		card: view([
			banner('HOLIDAY REQUEST', '#0f766e'),
			text(`${property('person')} asks for ${property('days')} days`, inset),
			text('${Form.questions.length} questions: ${Form.questions[0].title}', { ...inset, textColor: '#667787' }),
			row(
				[
					text('${Form.questions[0].options[0].text}', {
						...{ weight: 50, padding: 8, margin: 6, textAlignment: 'center', textColor: '#0f766e' },
						...{ borderWidth: 1, borderColor: '#0f766e', cornerRadius: 8 },
					}),
					text('${Form.questions[0].options[1].text}', {
						...{ weight: 50, padding: 8, margin: 6, textAlignment: 'center', textColor: '#b42318' },
						...{ borderWidth: 1, borderColor: '#b42318', cornerRadius: 8 },
					}),
				],
				{ marginLeft: 6, marginRight: 6 },
			),
		]),
		properties: { person: 'Bo', days: '3' },
		lines: ['HOLIDAY REQUEST', 'Bo asks for 3 days', '2 questions: Agree?', 'Agree', 'Decline'],
		unresolved: ['Decide'],
	},
	{
		kind: 'images',
		id: 'com.example.sample.images',
		title: 'Site photo',
		pictures: ['site-photo-of-the-north-wing-with-a-very-long-file-name-2026-11-30.png', 'tick.png'],
		card: view([
			{
				...{ type: 'image', height: 90, contentMode: 'aspectFill', backgroundColor: '#263749', marginBottom: 8 },
				source: 'site-photo-of-the-north-wing-with-a-very-long-file-name-2026-11-30.png',
			},
			row(
				[
					{ type: 'image', width: 15, height: 20, marginRight: 6, contentMode: 'aspectFit', source: property('mark') },
					text(property('step'), { fontSize: 15 }),
				],
				{ verticalAlignment: 'center', marginLeft: 12, marginBottom: 8 },
			),
			row(
				[
					{ type: 'image', width: 15, height: 20, marginRight: 6, source: 'a-file-that-the-package-does-not-have.png' },
					text('Handed over', { fontSize: 15 }),
				],
				{ verticalAlignment: 'center', marginLeft: 12, marginBottom: 8 },
			),
			{ type: 'image', height: 40, contentMode: 'stretch', source: property('web') },
		]),
		properties: { mark: 'tick.png', step: 'Roof closed', web: 'https://example.com/plan.png' },
		cardData: { images: { 'tick.png': 'https://example.com/tick.png' } },
		lines: ['Roof closed', 'Handed over'],
		unresolved: [
			'site-photo-of-the-north-wing-with-a-very-long-file-name-2026-11-30.png',
			'a-file-that-the-package-does-not-have.png',
		],
	},
	{
		kind: 'localised strings',
		id: 'com.example.sample.languages',
		title: 'strAppTitle',
		strings: {
			en: {
				strAppTitle: 'Visit',
				strHead: 'VISIT',
				strOn: 'Arrives on',
				strYes: 'Badge is ready',
				strNo: 'No badge yet',
			},
			de: { strAppTitle: 'Besuch', strHead: 'BESUCH', strOn: 'Kommt am', strYes: 'Ausweis liegt bereit' },
		},
		language: 'de-AT',
		card: view(
			[
				banner('strHead', '#b45309'),
				row([text('strOn', { weight: 40, ...inset }), text(property('day'), { weight: 60, ...inset })]),
				text('${Operators.badge}', inset),
				text('${Operators.other}', inset),
			],
			{
				badge: ['conditional_value', ['eq', property('badge'), 'strYes'], 'strYes', 'strNo'],
				other: ['conditional_value', ['eq', property('badge'), 'no'], 'strYes', 'strNo'],
			},
		),
		properties: { day: '1. 12.', badge: 'strYes' },
		lines: ['BESUCH', 'Kommt am', '1. 12.', 'Ausweis liegt bereit', 'No badge yet'],
		unresolved: ['strNo'],
	},
	{
		kind: 'question answers',
		id: 'com.example.sample.answers',
		title: 'Bill',
		appModel: {
			questions: [
				{ title: 'Customer', type: 'Text' },
				{
					title: 'Services',
					type: 'MultiSelect',
					options: [{ title: 'Water' }, { title: 'Heat' }, { title: 'Waste' }],
				},
			],
		},
		card: view([
			banner('BILL SENT', '#c2410c'),
			text('${MyLatestResponse.questionToAnswerMap[0]}', inset),
			text('${MyLatestResponse.questionToAnswerMap[1]}', inset),
			text('${Form.questions[1].options.length} services, ${Summary.totalResponseCount} answers', inset),
			text('Sent ${MyLatestResponse.sendTime}', { ...inset, textColor: '#667787', fontSize: 12 }),
		]),
		properties: {},
		cardData: { answers: ['Cy Sample', ['Water', 'Waste']], summary: { totalResponseCount: 1 } },
		lines: ['BILL SENT', 'Cy Sample', 'Water, Waste', '3 services, 1 answers', 'Sent '],
		unresolved: ['MyLatestResponse.sendTime', 'Respond'],
	},
	{
		kind: 'leaderboard',
		id: 'com.example.sample.leaderboard',
		// Without questions.
		appModel: { questions: undefined },
		title: 'Quiz of the week',
		card: view(
			[
				banner('QUIZ OF THE WEEK', '#8a5a00'),
				rank('1', property('first'), property('firstPoints'), '#fff4d6'),
				rank('2', property('second'), property('secondPoints'), '#f3f4f6'),
				text('${Operators.players}', { ...inset, marginTop: 8 }),
				text('${Operators.total}', { ...inset, textColor: '#667787' }),
				text('${Operators.group}', { ...inset, textColor: '#667787', fontSize: 12 }),
			],
			{
				players: ['format_string', 'Played by %s', [['format_profile_names', 'server', 'players']]],
				total: [
					'format_string',
					'%.1f points on average',
					[['division', [['addition', [property('firstPoints'), property('secondPoints')]], 2]]],
				],
				group: [
					'format_string',
					'%s, %s',
					[
						['message_conversation_name', 'x'],
						['jsonpath_value', 'Message', '$..SenderName'],
					],
				],
			},
		),
		properties: {
			...{ first: 'Lee Lead', firstPoints: '17', second: 'Sam Agent', secondPoints: '12' },
			players: JSON.stringify([LEE, ME, ADA]),
		},
		cardData: {
			me: ME,
			people: [{ id: LEE, name: 'Lee Lead' }],
			message: { conversationName: 'Support desk', sent: [{ SenderName: 'Ada Admin' }] },
		},
		lines: [
			...['QUIZ OF THE WEEK', '1', 'Lee Lead', '17', '2', 'Sam Agent', '12'],
			...['Played by You & 2 more', '14.5 points on average', 'Support desk, Ada Admin'],
		],
		unresolved: [],
	},
	{
		kind: 'feed',
		id: 'com.example.sample.feed',
		title: 'News of the factory in the valley, gathered every day',
		card: view([
			text(property('headline'), { ...inset, fontSize: 18, fontStyle: 'bold', marginTop: 10, maxNumberOfLines: 2 }),
			text(property('story'), { ...inset, maxNumberOfLines: 3 }),
			{ type: 'view', height: 1, backgroundColor: '#d0d7de', marginBottom: 8 },
			text('${Form.title}', { ...inset, fontSize: 12, textColor: '#667787' }),
		]),
		properties: {
			headline: 'New hall opens on Monday',
			story: 'The hall has room for two lines.\nTours begin at nine.\nBring your badge.',
		},
		lines: [
			'New hall opens on Monday',
			'The hall has room for two lines.\nTours begin at nine.\nBring your badge.',
			'News of the factory in the valley, gathered every day',
		],
		unresolved: [],
	},
];

/** The files of a package; those of pictures in base64. */
export function filesOf(sample: SamplePackage): Record<string, string> {
	const { id, title, card, appModel = { questions: [] }, view: extra = {}, strings = {}, pictures = [] } = sample;
	const json = (content: IDataObject) => JSON.stringify(content);
	return {
		'package.json': json({
			...{ id, schemaVersion: 1, version: '1', displayName: sample.kind, providerName: 'Example Desk' },
			...{ description: `A card of the kind "${sample.kind}"`, icon: 'AppIcon.png', appModel: 'AppModel.json' },
			dials: { isLocalised: sample.strings !== undefined },
			views: { ChatCanvasCardView: { ...extra, ...(card === undefined ? {} : { sourceLocation: 'Card.json' }) } },
		}),
		'AppModel.json': json({ title, ...appModel }),
		...(card === undefined ? {} : { 'Card.json': json(card) }),
		...Object.fromEntries(
			Object.entries(strings).map(([language, texts]) => [`strings_${language}.json`, json(texts)]),
		),
		...Object.fromEntries(pictures.map((name) => [name, PICTURE])),
	};
}

/** The same files as bytes. */
export const bytesOf = (sample: SamplePackage): Array<{ name: string; bytes: Buffer }> =>
	Object.entries(filesOf(sample)).map(([name, content]) => ({
		name,
		bytes: Buffer.from(content, name.endsWith('.json') ? 'utf8' : 'base64'),
	}));
