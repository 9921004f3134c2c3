import type { Problem } from '../errors';
import { noteEffects, noteProblems } from './noteRules';
import { contactEffects } from './contactRules';
import { CONTACTS, NOTES, TASKS, TICKETS } from '../schema/objectTypes';
import { DEFAULT_PIPELINE } from '../schema/pipelines';
import type { HubSpotSwitches } from '../switches';
import { TASK_DEFAULTS, taskEffects, taskProblems } from './taskRules';
import { missingOnCreate, pinProblems, pipelineProblems, ruleProblems, ticketEffects } from './ticketRules';
import type { ObjectType, Values } from '../types';
import type { World } from '../state/world';

/** What one kind of record demands and does by itself, beyond the definitions of its properties. */
export interface Rules {
	/** Which needed properties a new record lacks. */
	missing(change: Values, switches: HubSpotSwitches): string[];
	/** What is wrong with values that are good one by one; `record` is undefined for a new one. */
	problems(world: World, record: { id: string; properties: Values } | undefined, change: Values): Problem[];
	/** The rules of the account's admins. */
	accountProblems(before: Values | undefined, change: Values, switches: HubSpotSwitches): Problem[];
	/** Values that a new record gets when the client names none. */
	defaults(timestamp: string): Values;
	/** What HubSpot sets when an accepted change is stored. */
	effects(world: World, before: Values | undefined, change: Values, timestamp: string): Values;
	/** What a new record is marked with. */
	marks(id: string, change: Values): Values;
}

const NONE: Rules = {
	missing: () => [],
	problems: () => [],
	accountProblems: () => [],
	defaults: (timestamp) => ({ createdate: timestamp }),
	effects: () => ({}),
	marks: () => ({}),
};

const TICKET_RULES: Rules = {
	missing: missingOnCreate,
	problems: (world, record, change) => [
		...pipelineProblems(world, record?.properties, change),
		...pinProblems(world, record, change),
	],
	accountProblems: ruleProblems,
	defaults: (timestamp) => ({ hs_pipeline: DEFAULT_PIPELINE, createdate: timestamp }),
	effects: ticketEffects,
	marks: (id, change) => ({ hs_ticket_id: id, hs_helpdesk_sort_timestamp: change.createdate ?? '' }),
};

const ACTIVITY_RULES: Rules = {
	...NONE,
	missing: (change) => ((change.hs_timestamp ?? '') === '' ? ['hs_timestamp'] : []),
	defaults: () => ({}),
};

const NOTE_RULES: Rules = {
	...ACTIVITY_RULES,
	problems: (world, record, change) => noteProblems(world, record?.properties, change),
	effects: (_world, _before, change) => noteEffects(change),
};

const TASK_RULES: Rules = {
	...ACTIVITY_RULES,
	problems: (_world, record, change) => taskProblems(record?.properties, change),
	defaults: () => TASK_DEFAULTS,
	effects: (_world, before, change, timestamp) => taskEffects(before, change, timestamp),
};

const CONTACT_RULES: Rules = { ...NONE, effects: (_world, _before, change) => contactEffects(change) };

const RULES = new Map<ObjectType, Rules>([
	[TICKETS, TICKET_RULES],
	[NOTES, NOTE_RULES],
	[TASKS, TASK_RULES],
	[CONTACTS, CONTACT_RULES],
]);

export function rulesOf(type: ObjectType): Rules {
	return RULES.get(type) ?? NONE;
}
