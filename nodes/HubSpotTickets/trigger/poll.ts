import type { IPollFunctions, INodeExecutionData } from 'n8n-workflow';

import { nodeParameters } from '../../shared/parameters';
import { EVENTS } from './events';
import { toItem } from './output';
import { properties } from './properties';
import { sample } from './sample';
import { readState, writeState } from './state';
import { newestChange } from './tickets';
import { Walk } from './walk';
import { baseline } from './window';

/** The shortest interval between polls is a minute; an engine that names no budget gets a poll that ends well before. */
const OWN_BUDGET_MS = 50_000;

/** The rest is for the page that is under way, with the waits that HubSpot may ask for. */
const SHARE_OF_BUDGET = 0.6;

const DEFAULT_OVERLAP_MINUTES = 5;
const MINUTE_MS = 60_000;

/** Polls under way in this process: engines start the next one on time even when the last one is not done. */
const underWay = new Set<string>();

/** The host's clock serves only to measure how long this poll has been going. */
function stopwatch(context: IPollFunctions): () => boolean {
	const started = Date.now();
	// Engines before 2.41 do not have it.
	const given = typeof context.getPollBudgetMs === 'function' ? context.getPollBudgetMs() : OWN_BUDGET_MS;
	return () => Date.now() - started < given * SHARE_OF_BUDGET;
}

async function pollOnce(context: IPollFunctions): Promise<INodeExecutionData[] | null> {
	const parameter = nodeParameters(context, properties);
	const event = parameter('event');
	const { pipelines = [], stages = [] } = parameter('filters');
	const filters = { pipelines, stages };
	const output = {
		propertySelection: parameter('propertySelection'),
		propertyNames: parameter('propertyNames'),
		simplify: parameter('simplify'),
	};
	if (context.getMode() === 'manual') {
		return (await sample(context, event, filters, output)).map(({ ticket, fields }) => toItem(ticket, fields, output));
	}
	const timeLeft = stopwatch(context);
	const data = context.getWorkflowStaticData('node');
	const before = readState(data.state, event);
	if (before === undefined) {
		data.state = writeState(baseline(event, await newestChange(context)));
		return null;
	}
	const { overlapMinutes = DEFAULT_OVERLAP_MINUTES } = parameter('options');
	const walk = new Walk(context, EVENTS[event], filters, output);
	const { state, happenings } = await walk.go(before, overlapMinutes * MINUTE_MS, timeLeft);
	const items = happenings.map(({ ticket, fields }) => toItem(ticket, fields, output));
	// Last of all: whatever fails before leaves the state as it was, and the next poll finds the same again.
	data.state = writeState(state);
	return items.length === 0 ? null : items;
}

/** One tick of the trigger. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const key = `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
	if (context.getMode() === 'manual') {
		const items = await pollOnce(context);
		return items === null ? null : [items];
	}
	if (underWay.has(key)) return null;
	underWay.add(key);
	try {
		const items = await pollOnce(context);
		return items === null ? null : [items];
	} finally {
		underWay.delete(key);
	}
}
