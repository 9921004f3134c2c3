import type { Problem } from '../errors';
import { ACTIVITIES, TICKETS } from '../schema/objectTypes';
import { findOwner } from '../schema/owners';
import { DEFAULT_PIPELINE } from '../schema/pipelines';
import { stagesOf } from '../state/pipelineStore';
import type { HubSpotSwitches } from '../switches';
import type { Values } from '../types';
import type { World } from '../state/world';

/** A stage must belong to the ticket's pipeline; changing the pipeline needs both. */
export function pipelineProblems(world: World, before: Values | undefined, change: Values): Problem[] {
	const problems: Problem[] = [];
	for (const name of ['hs_pipeline', 'hs_pipeline_stage', 'createdate']) {
		if (before !== undefined && change[name] === '') {
			problems.push({ name, value: '', code: 'INVALID_OPTION', message: `${name} cannot be cleared.` });
		}
	}
	const pipelineId = change.hs_pipeline ?? before?.hs_pipeline ?? DEFAULT_PIPELINE;
	const stageId = change.hs_pipeline_stage ?? before?.hs_pipeline_stage;
	const pipeline = world.pipelines.find(pipelineId);
	if (
		problems.length > 0 ||
		pipeline === undefined ||
		!stageId ||
		world.pipelines.stage(stageId)?.pipeline === pipeline
	) {
		return problems;
	}
	const allowed = stagesOf(pipeline)
		.map((stage) => stage.id)
		.join(', ');
	return [
		{
			name: 'hs_pipeline_stage',
			value: stageId,
			code: 'INVALID_OPTION',
			message: `${stageId} is not a stage of pipeline ${pipelineId}. Its stages are: [${allowed}]`,
		},
	];
}

/** Only an activity of the ticket can be pinned to it. */
export function pinProblems(world: World, ticket: { id: string } | undefined, change: Values): Problem[] {
	const { hs_pinned_engagement_id: pinned } = change;
	if (!pinned || !world.switches.checkPinned) return [];
	const isOwn = ({ id }: { id: string }) =>
		ACTIVITIES.some((type) => world.links.has({ type: TICKETS, id }, { type, id: pinned }));
	if (ticket !== undefined && isOwn(ticket)) return [];
	const message = `hs_pinned_engagement_id: ${pinned} is not an activity of this ticket.`;
	return [{ name: 'hs_pinned_engagement_id', value: pinned, code: 'INVALID_OPTION', message }];
}

/** Which needed properties a new ticket lacks. */
export function missingOnCreate(change: Values, switches: HubSpotSwitches): string[] {
	const needed = ['subject', 'hs_pipeline_stage', ...(switches.requirePipeline ? ['hs_pipeline'] : [])];
	return needed.filter((name) => (change[name] ?? '') === '');
}

/** The rules that 2026-09 enforces on writes. */
export function ruleProblems(before: Values | undefined, change: Values, switches: HubSpotSwitches): Problem[] {
	const after = { ...before, ...change };
	const isSet = (name: string): boolean => (after[name] ?? '') !== '';
	const required = before === undefined ? switches.requiredOnCreate.filter((name) => !isSet(name)) : [];
	const conditional = switches.conditionalRequired.filter(
		(rule) =>
			after[rule.property] === rule.value &&
			(rule.property in change || rule.required in change) &&
			!isSet(rule.required),
	);
	return [
		...required.map((name) => ({
			name,
			value: '',
			code: 'MISSING_REQUIRED_PROPERTY',
			message: `${name} is required to create this record.`,
		})),
		...conditional.map((rule) => ({
			name: rule.required,
			value: '',
			code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
			message: `${rule.required} is required when ${rule.property} is ${rule.value}.`,
		})),
	];
}

/** What HubSpot sets by itself when an accepted change is stored. */
export function ticketEffects(world: World, before: Values | undefined, change: Values, timestamp: string): Values {
	return { ...stageEffects(world, before, change, timestamp), ...ownerEffects(before, change, timestamp) };
}

function stageEffects(world: World, before: Values | undefined, change: Values, timestamp: string): Values {
	const stage = change.hs_pipeline_stage;
	if (stage === undefined) return {};
	const wasClosed = world.pipelines.isClosed(before?.hs_pipeline_stage);
	const closed = world.pipelines.isClosed(stage);
	if (wasClosed === closed) return { hs_is_closed: String(closed) };
	if (!closed) return { hs_is_closed: 'false', hs_ticket_reopened_at: timestamp };
	const closedDate = change.closed_date ?? timestamp;
	const created = change.createdate ?? before?.createdate ?? timestamp;
	return {
		hs_is_closed: 'true',
		closed_date: closedDate,
		hs_last_closed_date: timestamp,
		time_to_close: String(Math.max(0, Date.parse(timestamp) - Date.parse(created))),
	};
}

function ownerEffects(before: Values | undefined, change: Values, timestamp: string): Values {
	const ownerId = change.hubspot_owner_id;
	if (ownerId === undefined || ownerId === (before?.hubspot_owner_id ?? '')) return {};
	const team = findOwner(ownerId)?.teams?.find((candidate) => candidate.primary);
	return {
		hubspot_owner_assigneddate: ownerId === '' ? '' : timestamp,
		...(change.hubspot_team_id === undefined ? { hubspot_team_id: team?.id ?? '' } : {}),
	};
}
