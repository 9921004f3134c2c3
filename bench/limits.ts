import axios from 'axios';

import type { RunningSandbox } from '../scripts/lib/sandbox';
import type { Row } from './row';
import type { Contender, Outcome, Environment } from './environment';
import { run, TOKEN } from './environment';
import { COUNT, created, creating, newTickets } from './writes';

/** Calls in 10 s: the smallest plan of HubSpot. */
const LIMIT = 100;

/** Another program has just used up most of the limit. */
async function useUp(sandbox: RunningSandbox, calls: number): Promise<void> {
	const url = `${sandbox.url}/hubspot/account-info/2026-09/details`;
	for (let call = 0; call < calls; call++) {
		await axios.get(url, { proxy: false, headers: { authorization: `Bearer ${TOKEN}` } });
	}
}

async function measureOne(environment: Environment, contender: Contender, usedUp: number) {
	const { sandbox } = environment;
	await sandbox.reset();
	await sandbox.setSwitches({ hubspot: { legacyMode: contender.legacyMode, burstLimit: LIMIT } });
	const items = newTickets();
	await useUp(sandbox, usedUp);
	const outcome = await run(environment, contender, items);
	return { outcome, figures: { ...figuresOf(outcome), created: await created(sandbox) } };
}

function figuresOf({ status, error, items, requests, refused, ms }: Outcome) {
	return { outcome: status, ...(error === undefined ? {} : { error }), items: items.length, requests, refused, ms };
}

function limitRow(key: string, usedUp: number): Row {
	const shared = usedUp === 0 ? '' : `, ${usedUp} of which another program has just used`;
	const { own, other } = creating(key, `creates under a limit${shared}`);
	return {
		contenders: [own, other],
		takes: 'some seconds',
		async measure(environment) {
			const mine = await measureOne(environment, own, usedUp);
			const peers = await measureOne(environment, other, usedUp);
			const { outcome, figures } = mine;
			return {
				work: `${COUNT} creates under a limit of ${LIMIT} calls in 10 s${shared}`,
				mustShow: 'all succeed, no 429 reaches the user',
				ours: figures,
				n8n: peers.figures,
				holds: outcome.status === 'success' && outcome.items.length === COUNT && figures.created === COUNT,
			};
		},
	};
}

export const burstLimit = limitRow('Limits', 0);
export const burstLimitShared = limitRow('Shared', 97);
