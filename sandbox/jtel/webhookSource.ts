import type { Login, WebhookSource } from '../core/types';
import { groupCallBody } from './callout';
import type { StoredEvent } from './types';
import type { World } from './world';

const SECRET = 'jtel-sandbox-callback-secret';

export const LOGINS: readonly Login[] = [
	{
		credential: 'Jtel ACD API',
		fields: [
			{ label: 'Server URL', path: '/jtel' },
			{ label: 'Client ID', value: '1' },
			{ label: 'Token', value: 'jtel-sandbox-token' },
			{ label: 'Callback Secret', value: SECRET },
		],
	},
];

/** The types of events that a group calls an address for. */
const TYPES = {
	callback: { type: 3, label: 'A caller asked for a callback' },
	voiceMail: { type: 1, label: 'A caller left a voice mail' },
};

export function webhookSource(world: World): WebhookSource<keyof typeof TYPES> {
	return {
		trigger: 'jtel ACD Callback Trigger',
		events: TYPES,
		// People paste the address into jtel.
		subscribed: () => [],
		call(event, { url }) {
			const account = world.account(1);
			const sample = account.events.find(({ AcdEventTypesID }) => AcdEventTypesID === TYPES[event].type);
			const now = world.core.clock.now();
			const told: StoredEvent | undefined = sample && { ...sample, created: now };
			const place = /\/:secret(?=\/?(?:\?|#|$))/;
			return {
				url: url.replace(place, `/${SECRET}`),
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(told === undefined ? {} : groupCallBody(world, account, told)),
				proof: place.test(url) ? 'the Callback Secret in the place of :secret' : 'what the address holds',
			};
		},
	};
}
