import { z } from 'zod';
import { HubSpotError, invalid } from '../errors';
import { TICKETS } from '../schema/objectTypes';
import type { Pipeline, Stage } from '../schema/pipelines';
import { pipelineOptions, stageOptions } from '../schema/properties/tickets';
import { type AuditEntry, stagesOf } from '../state/pipelineStore';
import type { World } from '../state/world';

const label = z.string().min(1);
const displayOrder = z.number().int();
/** All values are texts; what a stage counts as may be told in either way. */
const metadata = z
	.object({ ticketState: z.enum(['OPEN', 'CLOSED']).optional(), isClosed: z.enum(['true', 'false']).optional() })
	.strict();

export const stageInput = z.object({ label, displayOrder, metadata }).strict();
export const stagePatch = z
	.object({
		label: label.optional(),
		displayOrder: displayOrder.optional(),
		metadata: metadata.optional(),
		archived: z.boolean().optional(),
	})
	.strict();
export const pipelineInput = z.object({ label, displayOrder, stages: z.array(stageInput) }).strict();
export const pipelinePatch = z
	.object({ label: label.optional(), displayOrder: displayOrder.optional(), archived: z.boolean().optional() })
	.strict();
type StageInput = z.infer<typeof stageInput>;
type PipelineInput = z.infer<typeof pipelineInput>;

const MAX_STAGES = 100;

const now = (world: World): string => world.core.clock.date().toISOString();

function noted(world: World, identifier: string, action: AuditEntry['action'], message: string): void {
	world.pipelines.note({ identifier, action, timestamp: now(world), message });
	world.core.changed('hubspot', 'pipeline', { id: identifier });
	// The properties of a ticket list the pipelines and stages that there are.
	const tickets = world.store(TICKETS);
	const all = world.pipelines.all();
	for (const [name, options] of [
		['hs_pipeline', pipelineOptions(all)],
		['hs_pipeline_stage', stageOptions(all)],
	] as const) {
		const definition = tickets.definition(name);
		if (definition !== undefined) tickets.define({ ...definition, options });
	}
}

function metadataOf(given: z.infer<typeof metadata>): Stage['metadata'] {
	const state = given.ticketState ?? (given.isClosed === 'true' ? 'CLOSED' : 'OPEN');
	return { ticketState: state, isClosed: state === 'CLOSED' ? 'true' : 'false' };
}

function taken(what: string, text: string): HubSpotError {
	return new HubSpotError(409, `A ${what} with the label '${text}' already exists`, { category: 'CONFLICT' });
}

function refuseTwice(labels: readonly string[]): void {
	const twice = labels.find((one, index) => labels.findIndex((other) => same(one, other)) !== index);
	if (twice !== undefined) throw taken('stage', twice);
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

function newStage(world: World, input: StageInput): Stage {
	return {
		id: world.pipelines.takeStageId(),
		label: input.label,
		displayOrder: input.displayOrder,
		archived: false,
		createdAt: now(world),
		updatedAt: now(world),
		writePermissions: 'CRM_PERMISSIONS_ENFORCEMENT',
		metadata: metadataOf(input.metadata),
	};
}

function checkStages(stages: readonly { label: string }[]): void {
	if (stages.length === 0) throw invalid('A pipeline needs at least one stage');
	if (stages.length > MAX_STAGES) throw invalid(`A pipeline has at most ${MAX_STAGES} stages`);
	refuseTwice(stages.map((stage) => stage.label));
}

function checkLabel(world: World, wanted: string | undefined, own?: Pipeline): void {
	if (wanted === undefined) return;
	const other = world.pipelines.all().find((one) => one.id !== own?.id && same(one.label, wanted));
	if (other !== undefined) throw taken('pipeline', wanted);
}

export function createPipeline(world: World, input: PipelineInput): Pipeline {
	checkLabel(world, input.label);
	checkStages(input.stages);
	const made: Pipeline = {
		id: world.pipelines.takeId(),
		label: input.label,
		displayOrder: input.displayOrder,
		archived: false,
		createdAt: now(world),
		updatedAt: now(world),
		stages: input.stages.map((stage) => newStage(world, stage)),
	};
	world.pipelines.add(made);
	noted(world, made.id, 'CREATE', `Pipeline ${made.label} was created`);
	return made;
}

/** `archived` only brings an archived pipeline back. */
export function changePipeline(world: World, id: string, patch: z.infer<typeof pipelinePatch>): Pipeline | undefined {
	const found = world.pipelines.find(id) ?? (patch.archived === false ? world.pipelines.find(id, true) : undefined);
	if (found === undefined) return undefined;
	if (patch.archived !== undefined && (patch.archived || !found.archived)) {
		throw invalid('archived may only be given to restore an archived pipeline');
	}
	checkLabel(world, patch.label, found);
	Object.assign(found, patch, { updatedAt: now(world) });
	noted(world, found.id, 'UPDATE', `Pipeline ${found.label} was changed`);
	return found;
}

/** Stages keep their IDs by their labels; those that are left out go. */
export function replacePipeline(world: World, found: Pipeline, input: PipelineInput, checkReferences: boolean): void {
	checkLabel(world, input.label, found);
	checkStages(input.stages);
	const stages = stagesOf(found);
	const kept = new Map(input.stages.map((stage) => [stage, stages.find((one) => same(one.label, stage.label))]));
	const gone = stages.filter((stage) => ![...kept.values()].includes(stage));
	for (const stage of gone) if (checkReferences) refuseInUse(world, stage);
	found.label = input.label;
	found.displayOrder = input.displayOrder;
	found.updatedAt = now(world);
	found.stages = input.stages.map((stage) => {
		const known = kept.get(stage);
		if (known === undefined) return newStage(world, stage);
		return { ...known, ...stage, metadata: metadataOf(stage.metadata), updatedAt: now(world) };
	});
	noted(world, found.id, 'UPDATE', `Pipeline ${found.label} was replaced`);
}

export function removePipeline(world: World, found: Pipeline, checkReferences: boolean): void {
	for (const stage of stagesOf(found)) if (checkReferences) refuseInUse(world, stage);
	found.archived = true;
	noted(world, found.id, 'DELETE', `Pipeline ${found.label} was deleted`);
}

export function createStage(world: World, pipeline: Pipeline, input: StageInput): Stage {
	checkStages([...stagesOf(pipeline), input]);
	const made = newStage(world, input);
	pipeline.stages.push(made);
	noted(world, made.id, 'CREATE', `Stage ${made.label} was created`);
	return made;
}

export function changeStage(
	world: World,
	pipeline: Pipeline,
	stage: Stage,
	{ metadata: state, ...patch }: z.infer<typeof stagePatch>,
): Stage {
	if (patch.archived !== undefined && (patch.archived || !stage.archived)) {
		throw invalid('archived may only be given to restore an archived stage');
	}
	const others = stagesOf(pipeline).filter((other) => other !== stage);
	checkStages([...others, { label: patch.label ?? stage.label }]);
	Object.assign(stage, patch, { updatedAt: now(world) });
	if (state !== undefined) stage.metadata = metadataOf(state);
	noted(world, stage.id, 'UPDATE', `Stage ${stage.label} was changed`);
	return stage;
}

export function removeStage(world: World, stage: Stage, checkReferences: boolean): void {
	if (checkReferences) refuseInUse(world, stage);
	stage.archived = true;
	noted(world, stage.id, 'DELETE', `Stage ${stage.label} was deleted`);
}

function refuseInUse(world: World, stage: Stage): void {
	const held = world
		.store(TICKETS)
		.list(false)
		.filter(({ properties }) => properties.hs_pipeline_stage === stage.id);
	if (held.length === 0) return;
	throw invalid(`Stage ${stage.id} (${stage.label}) is used by ${held.length} records`, {
		subCategory: 'PipelineError.STAGE_ID_IN_USE',
		context: { stageId: [stage.id] },
	});
}
