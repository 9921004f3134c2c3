import type { FastifyReply } from 'fastify';
import type { SandboxCore } from '../core/types';
import { localMinutes } from '../core/zones';
import { AGENTS } from './seed';
import type { Agent, ThuliumSwitches } from './types';

/** What every part of the simulated system may use: its clock, its switches and its people, but no part of its state. */
export class System {
	constructor(
		readonly core: SandboxCore,
		readonly switches: () => ThuliumSwitches,
	) {}

	requestId(): string {
		return this.hex(13);
	}

	hex(length: number): string {
		return Array.from({ length }, () => Math.floor(this.core.random() * 16).toString(16)).join('');
	}

	agent(login: string): Agent | undefined {
		return AGENTS.find((agent) => agent.login === login);
	}

	now(): number {
		return this.core.clock.now();
	}

	/** `YYYY-MM-DD HH:MM` in the system's zone. */
	timestamp(at: number): string {
		return localMinutes(at, this.switches().zone);
	}

	/** The instant of a timestamp; the first one of a time that the clocks show twice. */
	instant(timestamp: string): number {
		const shown = Date.parse(`${timestamp.replace(' ', 'T')}Z`);
		const hours = Array.from({ length: 105 }, (_, n) => shown + (n - 56) * 15 * 60_000);
		return hours.find((at) => this.timestamp(at) === timestamp) ?? shown;
	}

	/** 201 for created objects, 204 for updates and deletes, 207 for batches, or 200 for all. */
	send(reply: FastifyReply, status: 201 | 204 | 207, body?: object): FastifyReply {
		void reply.code(this.switches().statusCodes === 'table' ? status : 200);
		return body === undefined ? reply.send() : reply.send(body);
	}
}
