import type { System } from './system';

const START = Date.UTC(2025, 0, 13, 9);
const MINUTE = 60_000;

export interface Connection {
	connection_id: string;
	started: number;
	src: string;
	dst: string;
	/** Empty while the call goes on. */
	disposition: 'ANSWERED' | 'NO ANSWER' | 'BUSY' | 'FAILED' | '';
	type: 'INBOUND' | 'OUTBOUND';
	user_login: string;
	customer_id: number | null;
	ticket_id: number | null;
	queue_id: number | null;
	duration: number;
	tags: string[];
	/** When the recording was ready; null without one. */
	recorded: number | null;
}

export function seedConnections(): Connection[] {
	const call = (n: number, given: Partial<Connection>): Connection => ({
		...{
			connection_id: `${START / 1000 + n * 600}.${70 + n}`,
			started: START + n * 10 * MINUTE,
			src: '600100200',
			dst: '221000111',
		},
		...{
			disposition: 'ANSWERED',
			type: 'INBOUND',
			user_login: 'mnowak',
			customer_id: 5521,
			ticket_id: 1234,
			queue_id: 3,
		},
		...{ duration: 75, tags: [], recorded: START + n * 10 * MINUTE + 3 * MINUTE },
		...given,
	});
	return [
		call(0, { tags: ['vip'] }),
		call(1, {
			src: '600300400',
			customer_id: null,
			ticket_id: null,
			disposition: 'NO ANSWER',
			duration: 20,
			user_login: '',
			recorded: null,
		}),
		call(2, {
			type: 'OUTBOUND',
			src: '221000111',
			dst: '600500600',
			customer_id: null,
			ticket_id: null,
			queue_id: null,
		}),
	];
}

export function fileOf(system: System, call: Connection): string {
	const timestamp = system.timestamp(call.started);
	const day = timestamp.slice(0, 10);
	return `service/${day}/${day}_${timestamp.slice(11).replace(':', '')}00_${call.src}.${call.connection_id.split('.')[1] ?? ''}.ogg`;
}
