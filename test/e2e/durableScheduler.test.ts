import { mentions } from '../../scripts/lib/json';
import { N8N_LINE } from '../../scripts/lib/line';
import { cardsIn } from '../../scripts/lib/story';
import { waitFor } from '../../scripts/lib/wait';
import { WORKFLOW_IDS } from '../../scripts/lib/workflows';
import { useRelay } from '../harness/relay';

const MINUTE = 60_000;

if (N8N_LINE === 1) process.stderr.write('Skipped: the durable scheduler. n8n 1 has none\n');

(N8N_LINE === 1 ? describe.skip : describe)('with n8n’s durable scheduler', () => {
	const relay = useRelay('durable', {
		templates: ['newTicket'],
		n8nEnv: {
			N8N_SCHEDULER_ENABLED: 'true',
			N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
			N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
		},
	});

	it(
		'the first poll is seen where n8n keeps it, and a ticket raised after it becomes one card',
		async () => {
			const { staticData } = await relay.n8n.client.workflow(WORKFLOW_IDS.newTicket);
			expect(staticData?.['node:New ticket']).toBeUndefined();
			const searches = async () => (await relay.sandbox.journal({ service: 'hubspot', path: '/search$' })).length;
			expect(await searches()).toBeGreaterThan(0);

			await relay.sandbox.act('hubspot', 'raiseTicket', { subject: 'Durable' });
			const cards = async () =>
				cardsIn(await relay.sandbox.state('kaizala')).filter((card) => mentions(card, 'Durable')).length;
			await waitFor('The card', async () => ((await cards()) > 0 ? true : undefined), { timeoutMs: 2 * MINUTE });
			const polls = await searches();
			await waitFor('Two further polls', async () => ((await searches()) >= polls + 2 ? true : undefined), {
				timeoutMs: 2 * MINUTE,
			});
			expect(await cards()).toBe(1);
		},
		6 * MINUTE,
	);
});
