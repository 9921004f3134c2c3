import type { SandboxCore } from '../../core/types';
import { AssociationStore } from './associationStore';
import { TokenBook } from './tokens';
import { OAuthBook } from './oauth';
import { Webhooks } from '../webhooks';
import { ConversationStore } from './conversationStore';
import { FileStore } from './fileStore';
import { PipelineStore } from './pipelineStore';
import { RateLimits } from './rateLimits';
import { CALLS, COMPANIES, CONTACTS, MEETINGS, NOTES, OBJECT_TYPES, TASKS, TICKETS } from '../schema/objectTypes';
import { RecordStore, TimestampSource } from './recordStore';
import type { HubSpotSwitches } from '../switches';
import type { CrmEvent, ObjectType, PropertyDefinition } from '../types';

/** Where ids begin; tickets beyond 32 bits, so that nobody parses them into small integers. */
const FIRST_IDS = new Map([
	[TICKETS, 38_402_119_001],
	[CONTACTS, 201],
	[COMPANIES, 301],
	[NOTES, 67_020_410_001],
	[TASKS, 67_020_510_001],
	[CALLS, 67_020_610_001],
	[MEETINGS, 67_020_710_001],
]);

/** The whole state of the simulated account. */
export class World {
	readonly tokens = new TokenBook();

	readonly limits = new RateLimits();

	readonly links = new AssociationStore();

	readonly files = new FileStore();

	readonly conversations = new ConversationStore();

	readonly pipelines = new PipelineStore();

	readonly timestamps: TimestampSource;

	readonly oauth: OAuthBook;

	readonly webhooks: Webhooks;

	/** Called for everything that happens to a record. */
	readonly listeners: ((event: CrmEvent) => void)[] = [];

	private readonly stores = new Map<ObjectType, RecordStore>();

	constructor(
		readonly core: SandboxCore,
		private readonly liveSwitches: () => HubSpotSwitches,
		/** Puts the first records in after every reset. */
		private readonly seed: (world: World) => void,
	) {
		this.timestamps = new TimestampSource(core.clock);
		this.oauth = new OAuthBook(core, this.tokens, liveSwitches);
		this.webhooks = new Webhooks(core, liveSwitches);
		this.listeners.push((event) => this.webhooks.happened(event));
		for (const type of OBJECT_TYPES) this.stores.set(type, new RecordStore(type, FIRST_IDS.get(type) ?? 1));
		this.reset();
	}

	get switches(): HubSpotSwitches {
		return this.liveSwitches();
	}

	store(type: ObjectType): RecordStore {
		const found = this.stores.get(type);
		if (found === undefined) throw new Error(`No records of type ${type.name}`);
		return found;
	}

	/** A property that exists for clients: archived ones do not. */
	definition(type: ObjectType, name: string): PropertyDefinition | undefined {
		const found = this.store(type).definition(name);
		return found?.archived ? undefined : found;
	}

	reset(): void {
		this.tokens.reset();
		this.oauth.reset();
		this.webhooks.reset();
		this.limits.reset();
		this.timestamps.reset();
		this.links.clear();
		this.files.clear();
		this.conversations.clear();
		this.pipelines.reset();
		for (const store of this.stores.values()) store.clear();
		this.seed(this);
	}

	emit(event: CrmEvent): void {
		for (const listener of this.listeners) listener(event);
	}
}
