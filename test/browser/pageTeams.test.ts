import { CHAT, TOKENS } from '../../sandbox/teams/seed';
import { adaptiveCardOf } from '../../nodes/Kaizala/card/adaptiveCard';
import type { CardButton } from '../../nodes/Kaizala/card/adaptiveCard';
import { CardBindings } from '../../nodes/Kaizala/card/bindings';
import { chatCardOf } from '../../nodes/Kaizala/card/chatCard';
import { CARD_TEXTS } from '../Kaizala/card/texts';
import { usePage } from './sandboxPage';

const at = usePage();

const messages = (): string => `${at().sandbox.url}/teams/v1.0/chats/${encodeURIComponent(CHAT)}/messages`;

const design = {
	...{ banner: 'TICKET', bannerColor: '#fcb72d', fontSize: 14, initialHeight: 1, padding: 4, textColor: '#000000' },
	...{ backgroundColor: '#ffffff', lines: [{ text: '${Form.title}', maxNumberOfLines: 0 }] },
};
const cardOf = (text: string, buttons: CardButton[] = []) =>
	adaptiveCardOf(
		chatCardOf(design),
		{ title: text, bindings: new CardBindings({ title: text, properties: new Map() }), images: new Map(), buttons },
		5_000,
	);

async function call(method: string, url: string, card: object): Promise<string> {
	const attachment = {
		id: 'a',
		contentType: 'application/vnd.microsoft.card.adaptive',
		content: JSON.stringify(card),
	};
	const response = await fetch(url, {
		method,
		headers: { authorization: `Bearer ${TOKENS.delegated}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			body: { contentType: 'html', content: '<attachment id="a"></attachment>' },
			attachments: [attachment],
		}),
	});
	if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
	const text = await response.text();
	const { id = '' }: { id?: string } = text === '' ? {} : JSON.parse(text);
	return id;
}

beforeEach(async () => {
	await at().open();
	at().sandbox.setSwitches('teams', { writesPerSecond: 0 });
});

test.each(CARD_TEXTS)('Microsoft’s renderer draws $name as it is', async ({ text, lines }) => {
	await call('POST', messages(), cardOf(text));
	const card = at().panel('Microsoft Teams').locator('.adaptive-card');
	await card.waitFor();
	const drawn = (await card.innerText()).split('\n').map((line) => line.trim());
	const wanted = lines?.map((line) => line.replace(/\s+/g, ' ').trim()) ?? [];
	expect(drawn).toEqual(expect.arrayContaining(wanted));
	if (lines === undefined) expect(drawn.join()).toContain('(shortened: Teams takes 28 KB)');
});

test('a card changes in place, and its button opens a page', async () => {
	const url = `${at().sandbox.url}/_sandbox/health`;
	const id = await call('POST', messages(), cardOf('Status: New', [{ title: 'Take over', url }]));
	const panel = at().panel('Microsoft Teams');
	await panel.getByText('Status: New').waitFor();
	const [opened] = await Promise.all([
		at().page.context().waitForEvent('page'),
		panel.getByRole('link', { name: 'Take over' }).click(),
	]);
	expect(opened.url()).toBe(url);
	await opened.close();
	await call('PATCH', `${messages()}/${id}`, cardOf('Status: Closed'));
	await panel.getByText('Status: Closed').waitFor();
	expect(await panel.locator('[data-message]').count()).toBe(1);
	expect(await panel.getByText('Edited').count()).toBe(1);
});

test('the phone can be left out', async () => {
	await at().page.goto(`${at().sandbox.url}/?without=kaizala`);
	await at().panel('Microsoft Teams').waitFor();
	expect(await at().panel('Kaizala phone').count()).toBe(0);
});
