import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { nodeParameters } from '../../shared/parameters';
import { runPoll } from '../../shared/polling';
import { EVENTS } from './events';
import { toItem } from './output';
import { properties } from './properties';
import { sample } from './sample';
import { readState, writeState } from './state';
import { newestChange } from './tickets';
import { Walk } from './walk';
import { baseline } from './window';

const DEFAULT_OVERLAP_MINUTES = 5;
const MINUTE_MS = 60_000;

/** One tick of the trigger. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const parameter = nodeParameters(context, properties);
	const event = parameter('event');
	const { pipelines = [], stages = [] } = parameter('filters');
	const filters = { pipelines, stages };
	const { overlapMinutes = DEFAULT_OVERLAP_MINUTES } = parameter('options');
	const output = {
		propertySelection: parameter('propertySelection'),
		propertyNames: parameter('propertyNames'),
		simplify: parameter('simplify'),
	};
	return await runPoll(context, {
		sample: async () =>
			(await sample(context, event, filters, output)).map(({ ticket, fields }) => toItem(ticket, fields, output)),
		read: (stored) => readState(stored, event),
		baseline: async () => baseline(event, await newestChange(context)),
		async poll(before, timeLeft) {
			const walk = new Walk(context, EVENTS[event], filters, output);
			const { state, happenings } = await walk.go(before, overlapMinutes * MINUTE_MS, timeLeft);
			return { state, items: happenings.map(({ ticket, fields }) => toItem(ticket, fields, output)) };
		},
		write: writeState,
	});
}
