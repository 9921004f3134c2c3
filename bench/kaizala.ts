import type { Row } from './row';
import type { Contender } from './environment';
import { run } from './environment';

const SENDS = 250;
const CALLS_A_MINUTE = 100;
/** The first hundred at once, and one more hundred a minute. */
const DICTATED_MS = (Math.ceil(SENDS / CALLS_A_MINUTE) - 1) * 60_000;
const GROUP = '10aa0000-0000-4000-8000-000000000001@2';

const own: Contender = {
	name: 'Kaizala messages',
	workflowId: 'benchKaizalaOurs',
	legacyMode: false,
	node: {
		type: 'n8n-nodes-ticket-relay.kaizala',
		typeVersion: 1,
		parameters: {
			resource: 'message',
			operation: 'send',
			groupId: { __rl: true, mode: 'id', value: GROUP },
			message: '={{ $json.text }}',
			recipients: 'group',
		},
		credentials: { kaizalaApi: { id: 'relayKaizala0001', name: 'Kaizala (sandbox)' } },
	},
};

export const kaizalaRate: Row = {
	contenders: [own],
	takes: 'two minutes: the clock is real',
	async measure(environment) {
		const { sandbox } = environment;
		await sandbox.reset();
		await sandbox.setSwitches({ kaizala: { connectorCallsPerMinute: CALLS_A_MINUTE } });
		const texts = Array.from({ length: SENDS }, (_, index) => `Ticket ${index + 1} was solved.`);
		const items = texts.map((text) => ({ text }));
		const { status, error, requests, refused, ms, items: sent } = await run(environment, own, items, 'kaizala');
		const posted = await sandbox.journal({ service: 'kaizala', method: 'POST', path: '/messages$' });
		const arrived = posted.filter((entry) => entry.status < 300);
		const different = new Set(arrived.map(({ body }) => JSON.stringify(body))).size;
		const overLimit = Math.round((ms / DICTATED_MS - 1) * 1_000) / 10;
		const whole = status === 'success' && sent.length === SENDS && arrived.length === SENDS && different === SENDS;
		return {
			work: `${SENDS} messages at ${CALLS_A_MINUTE} calls a minute per connector`,
			mustShow: `no failure, within 5 % of the ${DICTATED_MS / 1_000} s that the limit itself dictates`,
			ours: {
				outcome: status,
				...(error === undefined ? {} : { error }),
				items: sent.length,
				arrived: arrived.length,
				requests,
				refused,
				ms,
				overLimitPercent: overLimit,
			},
			n8n: 'has no node for Kaizala',
			holds: whole && overLimit <= 5,
		};
	},
};
