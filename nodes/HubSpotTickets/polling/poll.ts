import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import type { ParameterReader } from '../../shared/parameters/reader';
import { unlessNothingMatches } from '../../shared/parameters/conditions';
import { readInstant } from '../../shared/parameters/dateFields';
import { nodeParameters } from '../../shared/parameters/reader';
import { runPoll } from '../../shared/triggers/polling';
import { stateOwner } from './account';
import { readCondition } from './conditions';
import { resolveCurrentNames } from '../crm/propertyNames';
import { PROPERTY_NAMES_LABEL } from '../crm/returnedFields';
import { POLLING_EVENTS } from './events';
import { WATCHED_LABEL } from './events/propertyChanged';
import type { TriggerSettings } from './events/event';
import type { Filters } from './filters';
import { resolveWanted } from './filters';
import { toItems } from './output';
import { parameters } from './properties';
import { sample } from './sample';
import { readState, STATE_FIELDS, writeState } from './state';
import { Scan } from './scan';
import { baseline } from './cursor';

const DEFAULT_LOOKBACK_MINUTES = 5;
const MINUTE_MS = 60_000;

type Read = ParameterReader<typeof parameters>;

function readFilters(context: IPollFunctions, parameter: Read): Filters {
	const { pipelines = [], stages = [], owners = [], priorities = [] } = parameter('filters');
	const lists = [
		{ propertyName: 'hs_pipeline', values: pipelines },
		{ propertyName: 'hs_pipeline_stage', values: stages },
		{ propertyName: 'hubspot_owner_id', values: owners },
		{ propertyName: 'hs_ticket_priority', values: priorities },
	];
	return {
		wanted: lists.filter(({ values }) => values.length > 0),
		conditions: (parameter('customFilters').filter ?? []).map((row) => readCondition(context, row)),
		anyCondition: parameter('options').combineFilters === 'any',
	};
}

function readStart(context: IPollFunctions, text: string): number | undefined {
	return text.trim() === '' ? undefined : readInstant(context, 'Options > Start From', text);
}

/** One tick of the trigger. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	return await unlessNothingMatches(async () => await tick(context));
}

async function tick(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const parameter = nodeParameters(context, parameters);
	const name = parameter('event');
	const event = POLLING_EVENTS[name];
	const settings: TriggerSettings = {
		filters: await resolveWanted(context, readFilters(context, parameter)),
		watched: await resolveCurrentNames(context, WATCHED_LABEL, event.watched(context)),
	};
	const { overlapMinutes = DEFAULT_LOOKBACK_MINUTES, startFrom = '', customer = false } = parameter('options');
	const since = readStart(context, startFrom);
	const propertySelection = parameter('propertySelection');
	const selected = propertySelection === 'selected' ? parameter('propertyNames') : [];
	const output = {
		propertySelection,
		propertyNames: await resolveCurrentNames(context, PROPERTY_NAMES_LABEL, selected),
		simplify: parameter('simplify'),
		customer,
	};
	return await runPoll(context, {
		form: { event: name, events: Object.keys(POLLING_EVENTS), fields: STATE_FIELDS },
		owner: async () => await stateOwner(context),
		sample: async () => await toItems(context, await sample(context, event, settings, output), output),
		read: (fields) => readState(fields, name),
		// Start From is for the first activation: behind a state that does not fit it would tell everything twice.
		baseline: async (first) => baseline(name, await event.feed.start(context), first ? since : undefined),
		async poll(before, timeLeft) {
			const scan = new Scan(context, event, settings, output);
			const { state, events } = await scan.go(before, overlapMinutes * MINUTE_MS, timeLeft);
			return { state, items: await toItems(context, events, output) };
		},
		write: writeState,
	});
}
