import type { KaizalaContext } from '../context';
import type { Delivery, Webhook } from '../model';
import { callHeaders, envelope, listensTo } from './events';
import type { EventInput } from './events';

const RETRIES = 6;

/** Sends events at least once, without order, with six retries over two days. */
export class Deliveries {
	private readonly timers = new Set<NodeJS.Timeout>();

	private readonly running = new Set<Promise<void>>();

	constructor(private readonly ctx: KaizalaContext) {}

	enqueue(event: EventInput): void {
		const { core, state, switches } = this.ctx;
		const now = this.ctx.now();
		const eventId = event.eventId ?? core.guid();
		const isBot = event.isBot ?? state.bots.has(event.from?.id ?? '');
		for (const webhook of state.webhooks.values()) {
			if (!listensTo(webhook, event, now)) continue;
			for (let copy = 0; copy < switches.webhookCopies; copy += 1) {
				this.add(webhook, {
					payload: envelope(webhook, { ...event, isBot }, eventId, this.ctx.switches),
					eventType: event.eventType,
					eventId,
				});
			}
		}
		this.pump();
	}

	/** The same event once more, under the same ids. */
	duplicate(original: Delivery): void {
		const webhook = this.ctx.state.webhooks.get(original.webhookId);
		if (webhook) this.add(webhook, original);
		this.pump();
	}

	/** Starts every attempt that is due by the simulated clock. */
	pump(): void {
		const now = this.ctx.now();
		for (const delivery of this.ctx.state.deliveries) {
			if (delivery.dueAt === null || delivery.dueAt > now) continue;
			delivery.dueAt = null;
			const attempt = this.attempt(delivery).finally(() => this.running.delete(attempt));
			this.running.add(attempt);
		}
	}

	/** Waits for the attempts under way, not for later retries. */
	async delivered(): Promise<void> {
		while (this.running.size > 0) await Promise.all(this.running);
	}

	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}

	private add(webhook: Webhook, event: Pick<Delivery, 'payload' | 'eventType' | 'eventId'>): void {
		this.ctx.state.deliveries.push({
			deliveryId: this.ctx.core.guid(),
			webhookId: webhook.id,
			eventType: event.eventType,
			eventId: event.eventId,
			payload: structuredClone(event.payload),
			attempts: [],
			dueAt: this.ctx.now(),
			state: 'pending',
		});
	}

	private async attempt(delivery: Delivery): Promise<void> {
		const webhook = this.ctx.state.webhooks.get(delivery.webhookId);
		// Deleted, disabled or run out in the meantime.
		if (!webhook || !webhook.active || webhook.validity <= this.ctx.now()) {
			delivery.state = 'failed';
			return;
		}
		const at = this.ctx.now();
		const { status, error } = await this.post(webhook, delivery);
		delivery.attempts.push({ at, status, error });
		if (status >= 200 && status < 300) delivery.state = 'delivered';
		else if (delivery.attempts.length <= RETRIES) this.retry(delivery);
		else {
			delivery.state = 'failed';
			webhook.active = false;
		}
		this.ctx.changed('delivery');
	}

	private async post(webhook: Webhook, delivery: Delivery): Promise<{ status: number; error: string | null }> {
		try {
			const answer = await fetch(webhook.callbackUrl, {
				method: 'POST',
				redirect: 'manual',
				signal: AbortSignal.timeout(this.ctx.switches.webhookTimeoutMs),
				headers: callHeaders(webhook),
				body: JSON.stringify(delivery.payload),
			});
			await answer.arrayBuffer();
			return { status: answer.status, error: null };
		} catch (error) {
			return { status: 0, error: error instanceof Error ? error.message : String(error) };
		}
	}

	private retry(delivery: Delivery): void {
		const delay = this.ctx.switches.webhookRetryUnitMs * 2 ** (delivery.attempts.length - 1);
		delivery.dueAt = this.ctx.now() + delay;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			this.pump();
			// A timer may fire a millisecond before the wall clock agrees.
		}, delay + 5);
		timer.unref();
		this.timers.add(timer);
	}
}
