import type { Meter, SandboxClock } from '../../core/types';
import { UTC_OFFSET_MS } from '../schema/account';
import { HubSpotError } from '../errors';
import type { HubSpotSwitches } from '../switches';
import type { Token } from '../types';

export type CallKind = 'general' | 'search' | 'associations';

const TEN_SECONDS = 10_000;
const DAY = 86_400_000;
/** Key of the window that the tokens of the app share. */
const OAUTH = 'oauth';

/** A rolling window; a clock that was moved back empties it. */
class Window {
	private hits: number[] = [];

	constructor(private readonly length: number) {}

	used(now: number): number {
		this.hits = this.hits.filter((hit) => hit > now - this.length && hit <= now);
		return this.hits.length;
	}

	add(now: number): void {
		this.hits.push(now);
	}
}

/** HubSpot's rate limit windows. Refused calls do not count. */
export class RateLimits {
	private burst = new Map<string, Window>();

	private associations = new Map<string, Window>();

	private search = new Window(1000);

	private day = { number: 0, used: 0 };

	reset(): void {
		this.burst.clear();
		this.associations.clear();
		this.search = new Window(1000);
		this.day = { number: 0, used: 0 };
	}

	usedToday(now: number): number {
		this.roll(now);
		return this.day.used;
	}

	/** How full the windows are; where there is one per token, the fullest. The app's shows once it is used. */
	meters(switches: HubSpotSwitches, now: number): Meter[] {
		const ten = (name: string, label: string, used: number, limit: number): Meter => {
			return { name, label, used, limit, windowMs: TEN_SECONDS };
		};
		const app = this.burst.get(OAUTH)?.used(now) ?? 0;
		const tokens = new Map([...this.burst].filter(([key]) => key !== OAUTH));
		const links = fullest(this.associations, now);
		return [
			ten('burst', 'Calls, per token', fullest(tokens, now), switches.burstLimit),
			...(app > 0 ? [ten('oauth', 'Calls of the app', app, switches.oauthBurstLimit)] : []),
			ten('associations', 'Link calls, per token', links, switches.associationsLimit),
			{ name: 'search', label: 'Searches', used: this.search.used(now), limit: switches.secondlyLimit, windowMs: 1000 },
			{ name: 'daily', label: 'Calls today', used: this.usedToday(now), limit: switches.dailyLimit, windowMs: DAY },
		];
	}

	/** Counts one call or refuses it; the answer is the set of headers to send. */
	take(kind: CallKind, token: Token, switches: HubSpotSwitches, clock: SandboxClock): Record<string, string> {
		const now = clock.now();
		this.roll(now);
		if (!token.oauth && this.day.used >= switches.dailyLimit) throw tooMany('DAILY', 'daily', switches, clock);
		if (kind === 'search') {
			// Searches have their own second and send no headers.
			if (this.search.used(now) >= switches.secondlyLimit) throw tooMany('SECONDLY', 'secondly', switches, clock);
			this.search.add(now);
			this.countDay(token);
			return {};
		}
		const burstLimit = token.oauth ? switches.oauthBurstLimit : switches.burstLimit;
		const burst = windowOf(this.burst, token);
		const links = windowOf(this.associations, token);
		if (burst.used(now) >= burstLimit || (kind === 'associations' && links.used(now) >= switches.associationsLimit)) {
			throw tooMany('TEN_SECONDLY_ROLLING', 'ten_secondly_rolling', switches, clock);
		}
		burst.add(now);
		if (kind === 'associations') links.add(now);
		this.countDay(token);
		return {
			'x-hubspot-ratelimit-max': String(burstLimit),
			'x-hubspot-ratelimit-remaining': String(burstLimit - burst.used(now)),
			'x-hubspot-ratelimit-interval-milliseconds': String(TEN_SECONDS),
			...(token.oauth
				? {}
				: {
						'x-hubspot-ratelimit-daily': String(switches.dailyLimit),
						'x-hubspot-ratelimit-daily-remaining': String(switches.dailyLimit - this.day.used),
					}),
		};
	}

	/** OAuth apps have no day of their own. */
	private countDay(token: Token): void {
		if (!token.oauth) this.day.used += 1;
	}

	private roll(now: number): void {
		const number = Math.floor((now + UTC_OFFSET_MS) / DAY);
		if (number !== this.day.number) this.day = { number, used: 0 };
	}
}

const fullest = (windows: Map<string, Window>, now: number): number =>
	Math.max(0, ...[...windows.values()].map((window) => window.used(now)));

/** The tokens of one OAuth app share a window: a renewed token is no fresh start. */
function windowOf(windows: Map<string, Window>, token: Token): Window {
	const key = token.oauth ? OAUTH : token.key;
	let found = windows.get(key);
	if (found === undefined) {
		found = new Window(TEN_SECONDS);
		windows.set(key, found);
	}
	return found;
}

/** Another shape than the other errors, with `errorType` and no category. */
function tooMany(policyName: string, spoken: string, switches: HubSpotSwitches, clock: SandboxClock): HubSpotError {
	return new HubSpotError(
		429,
		`You have reached your ${spoken} limit.`,
		{
			errorType: 'RATE_LIMIT',
			policyName,
			groupName: `publicapi:private-apps:${spoken.replaceAll('_', '')}`,
			requestId: clock.now().toString(16),
		},
		switches.retryAfter === null ? {} : { 'retry-after': String(switches.retryAfter) },
	);
}
