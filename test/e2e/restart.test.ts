import type { JsonObject } from '../../sandbox/core/types';
import { mentions } from '../../scripts/lib/json';
import { startN8n } from '../../scripts/lib/n8n';
import type { RunningN8n } from '../../scripts/lib/n8n';
import { freePort } from '../../scripts/lib/ports';
import { cardsIn } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { startTestRelay, type TestRelay } from '../harness/relay';

const MINUTE = 60_000;

// n8n keeps what a poll noted only under some circumstances: the trigger has to live with that.
describe('tickets that are raised while n8n is down', () => {
	let relay: TestRelay;
	let second: RunningN8n | undefined;

	beforeAll(async () => {
		relay = await startTestRelay('restart', { templates: ['newTicket'] });
	}, 5 * MINUTE);

	afterAll(async () => {
		await second?.stop();
		await relay?.stop();
	}, MINUTE);

	const cardsWith = async (subject: string): Promise<JsonObject[]> =>
		cardsIn(await relay.sandbox.state('kaizala')).filter((card) => mentions(card, subject));

	const seen = async (subject: string) =>
		await waitFor(`the card of "${subject}"`, async () => ((await cardsWith(subject)).length > 0 ? true : undefined), {
			timeoutMs: 90_000,
		});

	it(
		'are relayed after the start, once, even when the trigger had never emitted anything before',
		async () => {
			await relay.n8n.stop();
			await relay.sandbox.act('hubspot', 'raiseTicket', { subject: 'Raised in the dark' });
			second = await startN8n({ port: await freePort(), userFolder: relay.userFolder, name: 'restart-n8n-2' });
			await seen('Raised in the dark');
			await relay.sandbox.act('hubspot', 'raiseTicket', { subject: 'Raised in the light' });
			await seen('Raised in the light');
			expect(await cardsWith('Raised in the dark')).toHaveLength(1);
			expect(await cardsWith('Raised in the light')).toHaveLength(1);
		},
		5 * MINUTE,
	);
});
