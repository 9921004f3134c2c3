import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../core/types';
import { notFound, refuse } from './problems';
import type { World } from './world';

/**
 * Endpoints of which the vendor's index gives no more than method, path and meaning. They are there so that calls
 * of them can be tested: lists are empty, writes take any JSON object, and what comes back is ours.
 */
const NAMED = [
	...['GET agents/:login/last_queue_call', 'GET agents_work_report', 'POST agents', 'POST agents/:login/answer'],
	...['POST agents/:login/call_preview', 'POST agents/:login/free', 'POST agents/:login/hangup'],
	...['POST agents/:login/hold', 'POST agents/:login/login', 'POST agents/:login/logout', 'POST agents/:login/mute'],
	...['POST agents/:login/pause', 'POST agents/:login/stop_recording', 'POST agents/:login/transfer'],
	...['POST agents/:login/unhold', 'POST agents/:login/unmute'],
	...['DELETE chat_conversations/:id', 'DELETE chat_conversations/content/:id/:participant', 'GET chats'],
	...['GET chats/reports/summary', 'POST chat_conversations/:id/message'],
	...['GET customer_id_by_outbound_status', 'POST customers/:id/feed_records', 'POST customers/:id/notes'],
	...['DELETE batch/customers', 'DELETE outbounds/:id', 'POST outbounds', 'POST outbounds/:id/clone'],
	...['POST outbounds/:id/remove_agents', 'POST outbounds/:id/set_agents', 'PUT outbounds/:id'],
	...['DELETE batch/outbounds', 'DELETE crm_outbounds/:id/records/:customer_id', 'GET crm_outbounds/:id/records'],
	...['POST crm_outbounds/:id/records/:customer_id/copy_notes', 'DELETE batch/crm_outbounds/:id/records'],
	...['DELETE outbounds/:id/records/:phone_number', 'DELETE outbounds/:id/records_by_identifier/:identifier'],
	...['GET outbounds/:id/records', 'GET outbounds/:id/records/:phone_number'],
	...['GET outbounds/:id/records_by_identifier/:identifier', 'GET outbounds_by_phone_number/:phone_number'],
	...['PUT outbounds/:id/records/:phone_number', 'PUT outbounds/:id/records_by_identifier/:identifier'],
	...['DELETE batch/outbounds/:id/records', 'POST batch/outbounds/:id/records', 'PUT batch/outbounds/:id/records'],
	...['GET outbound_groups', 'GET outbound_groups/:id', 'POST outbound_groups', 'GET queues/:id/topics'],
	...['DELETE recordings', 'GET recordings/stream', 'GET downloads/:id/attached_file'],
	...['POST connections/:id/evaluation_note', 'POST connections/:id/hangup', 'POST connections/call'],
	...['POST connections/topic', 'DELETE forwardings/:id', 'GET forwardings', 'POST forwardings', 'PUT forwardings/:id'],
	...['GET system/pauses', 'GET system/transfer_shortcuts', 'PUT system/announcement', 'GET users/:login'],
	...['GET todos/:id', 'POST todos', 'PUT ivr/:branch/activate', 'PUT ivr/:branch/deactivate'],
	...['PUT ivr/:branch/prompt_file', 'GET customer_field_groups', 'DELETE customer_field_group_items/:id'],
	...['GET customer_field_group_items', 'POST customer_field_group_items', 'PUT customer_field_group_items/:id'],
	...['POST voicebots/:name/calls/:call_id/transcript', 'GET topics', 'POST sms_messages', 'GET voicemails'],
	...['GET voicemails/download', 'GET voicemails/stream'],
];

/** Calls that move an agent, with the state that `agents_statuses` shows then. */
const STATES: Record<string, string> = { pause: 'PAUSED', free: 'FREE', login: 'FREE', logout: 'LOGGED_OUT' };

export function namedRoutes(app: FastifyInstance, world: World): void {
	for (const name of NAMED) {
		const [method = '', path = ''] = name.split(' ');
		const last = path.split('/').at(-1) ?? '';
		const isFile = ['download', 'stream', 'attached_file'].includes(last);
		app.route<{ Params: Record<string, string> }>({
			method,
			url: `/${path}`,
			handler({ params, body }, reply) {
				const { login } = params;
				if (path.startsWith('agents/') && login !== undefined && world.agent(login) === undefined) throw notFound();
				if (method === 'GET') {
					if (isFile) return reply.type('audio/ogg').send(Buffer.from(`OggS ${path}`));
					return reply.send(path.includes(':') && last.startsWith(':') ? {} : []);
				}
				const given = objectOf(body);
				if (login !== undefined && STATES[last] !== undefined) world.agentStates.set(login, STATES[last]);
				if (path === 'sms_messages') world.sms.push(given);
				return world.send(reply, method === 'POST' ? 201 : 204);
			},
		});
	}
}

function objectOf(body: unknown): JsonObject {
	if (body === undefined || body === null) return {};
	if (typeof body !== 'object' || Array.isArray(body) || Buffer.isBuffer(body)) throw refuse('body');
	return body as JsonObject;
}
