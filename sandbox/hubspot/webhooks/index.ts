import type { Json, JsonObject, SandboxCore } from '../../core/types';
import { PORTAL_ID } from '../schema/account';
import { APP } from '../schema/app';
import type { HubSpotSwitches } from '../switches';
import type { CrmEvent } from '../types';
import type { Delivery, Forgery } from './deliveries';
import { Deliveries } from './deliveries';
import type { Subscription } from './subscriptions';
import { payloadOf } from './subscriptions';

const FIRST_SUBSCRIPTION = 25;
const FIRST_EVENT = 3_816_279_340;

/** The webhooks of the one app: what it is subscribed to, what waits to be sent, and what was sent. */
export class Webhooks {
	/** An app has one target URL. Null: none is configured. */
	targetUrl: string | null = null;

	subscriptions: Subscription[] = [];

	private waiting: JsonObject[] = [];

	private nextEvent = FIRST_EVENT;

	private reported = 0;

	private readonly deliveries: Deliveries;

	constructor(
		private readonly core: SandboxCore,
		private readonly switches: () => HubSpotSwitches,
	) {
		this.deliveries = new Deliveries(core, switches, () => core.changed('hubspot', 'webhook'));
	}

	reset(): void {
		this.targetUrl = null;
		this.subscriptions = [];
		this.waiting = [];
		this.nextEvent = FIRST_EVENT;
		this.reported = 0;
		this.deliveries.reset();
	}

	configure(targetUrl: string, subscriptions: Omit<Subscription, 'id'>[]): void {
		this.targetUrl = targetUrl;
		this.subscriptions = subscriptions.map((given, index) => ({ ...given, id: FIRST_SUBSCRIPTION + index }));
	}

	/** The events of one change share their `eventId`: it is not unique. */
	happened(event: CrmEvent): void {
		const payloads = this.subscriptions.flatMap((subscription) => {
			const payload = payloadOf(subscription, event, this.switches());
			return payload === undefined ? [] : [payload];
		});
		if (payloads.length > 0) this.enqueue(payloads);
	}

	/** Puts payloads into the queue. */
	enqueue(payloads: JsonObject[]): JsonObject[] {
		const events = this.complete(payloads);
		this.waiting.push(...events);
		this.deliveries.later(this.switches().webhookDelayMs, () => this.flush());
		return events;
	}

	/** The call that would tell of these, signed now. */
	request(url: string, payloads: JsonObject[]) {
		return this.deliveries.request(url, this.complete(payloads));
	}

	/** Fills in what every event carries. */
	private complete(payloads: JsonObject[]): JsonObject[] {
		const { webhookTypeField } = this.switches();
		const head = {
			eventId: this.nextEvent++,
			subscriptionId: 0,
			portalId: PORTAL_ID,
			appId: APP.appId,
			occurredAt: this.core.clock.now(),
			attemptNumber: 0,
		};
		return payloads.map(({ subscriptionType, ...payload }): JsonObject => {
			const type: JsonObject = subscriptionType === undefined ? {} : { [webhookTypeField]: subscriptionType };
			return { ...head, ...type, ...payload };
		});
	}

	/** Sends what waits, and whatever a shifted clock has made due. Reports the calls since the last time. */
	async send(): Promise<JsonObject[]> {
		this.flush();
		this.deliveries.pump();
		await this.deliveries.delivered();
		const fresh = this.deliveries.list.slice(this.reported);
		this.reported = this.deliveries.list.length;
		return fresh.map(deliveryJson);
	}

	/** The events of a call once more, signed afresh. */
	async duplicate(id: number | undefined): Promise<JsonObject[]> {
		const { list } = this.deliveries;
		const original = id === undefined ? list[list.length - 1] : list.find((delivery) => delivery.id === id);
		if (original === undefined) return [];
		this.deliveries.add(original.url, original.events);
		return await this.send();
	}

	/** One call that is not as HubSpot would send it; never repeated. */
	async forge(payloads: JsonObject[], forgery: Forgery): Promise<number> {
		if (this.targetUrl === null) return 0;
		const events = this.enqueue(payloads);
		this.waiting = this.waiting.filter((event) => !events.includes(event));
		return await this.deliveries.post(this.targetUrl, events, forgery);
	}

	json(): JsonObject {
		return {
			targetUrl: this.targetUrl,
			subscriptions: this.subscriptions.map((subscription): JsonObject => ({ ...subscription })),
			waiting: this.waiting.length,
			deliveries: this.deliveries.list.map(deliveryJson),
		};
	}

	private flush(): void {
		const { targetUrl } = this;
		const { webhookBatch, webhookCopies, webhookShuffle } = this.switches();
		const events = Array.from({ length: webhookCopies }, () => this.waiting).flat();
		this.waiting = [];
		if (targetUrl === null) return;
		if (webhookShuffle) events.sort(() => this.core.random() - 0.5);
		for (let from = 0; from < events.length; from += webhookBatch) {
			this.deliveries.add(targetUrl, events.slice(from, from + webhookBatch));
		}
		this.deliveries.pump();
	}
}

function deliveryJson({ id, url, events, attempts, dueAt, state }: Delivery): JsonObject {
	const statuses: Json = attempts.map(({ status }) => status);
	return { id, url, state, statuses, dueAt, events: events.map((event) => ({ ...event })) };
}
