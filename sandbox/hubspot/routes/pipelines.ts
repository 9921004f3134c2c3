import type { Json } from '../../core/types';
import { invalid, notFound } from '../errors';
import { type Call, type Endpoint, flagParam, readBody, readQuery } from '../http/endpoint';
import {
	changePipeline,
	changeStage,
	createPipeline,
	createStage,
	pipelineInput,
	pipelinePatch,
	removePipeline,
	removeStage,
	replacePipeline,
	stageInput,
	stagePatch,
} from '../rules/pipelineWrites';
import { PORTAL_ID } from '../schema/account';
import { resolveObjectType, TICKETS } from '../schema/objectTypes';
import type { Pipeline } from '../schema/pipelines';
import { stagesOf } from '../state/pipelineStore';
import { requireScopes } from '../state/tokens';
import type { World } from '../state/world';

type Add = (method: Endpoint['method'], suffix: string, handle: Endpoint['handle']) => void;

const WRITE = [['tickets', 'crm.schemas.tickets.write']];
const referenceQuery = { validateReferencesBeforeDelete: flagParam, validateDealStageUsagesBeforeDelete: flagParam };

/** A copy that the journal and the answer may own. */
const json = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json;

const pipelineJson = (pipeline: Pipeline): Json => json({ ...pipeline, stages: stagesOf(pipeline) });

/** The newest version checks references unless it is told not to; the older ones only when they are told to. */
function checksReferences(call: Call): boolean {
	const { validateReferencesBeforeDelete } = readQuery(call, referenceQuery);
	return validateReferencesBeforeDelete ?? call.version === '2026-09';
}

function onlyTickets(call: Call): void {
	if (resolveObjectType(call.params.objectType) !== TICKETS) throw invalid('The sandbox has pipelines of tickets only');
}

/** Pipelines of tickets and their stages. */
export function pipelineRoutes(world: World, add: Add): void {
	const pipelineOf = (call: Call): Pipeline => {
		onlyTickets(call);
		const found = world.pipelines.find(call.params.pipelineId ?? '');
		if (found === undefined) throw notFound();
		return found;
	};
	const stageOf = (call: Call, archived = false) => {
		const pipeline = pipelineOf(call);
		const stage = pipeline.stages.find((one) => one.id === call.params.stageId && one.archived === archived);
		return { pipeline, stage };
	};
	const write = (method: Endpoint['method'], suffix: string, handle: Endpoint['handle']): void =>
		add(method, suffix, (call) => {
			requireScopes(call.token, WRITE);
			return handle(call);
		});
	const read = (suffix: string, handle: (call: Call) => Json): void =>
		add('GET', suffix, (call) => {
			readQuery(call, {});
			return handle(call);
		});
	read('', (call) => {
		onlyTickets(call);
		return { results: world.pipelines.all().map(pipelineJson) };
	});
	read('/:pipelineId', (call) => pipelineJson(pipelineOf(call)));
	read('/:pipelineId/audit', (call) => audit(world, pipelineOf(call).id));
	read('/:pipelineId/stages', (call) => ({ results: stagesOf(pipelineOf(call)).map(json) }));
	read('/:pipelineId/stages/:stageId', (call) => {
		const { stage } = stageOf(call);
		if (stage === undefined) throw notFound();
		return json(stage);
	});
	read('/:pipelineId/stages/:stageId/audit', (call) => {
		const { stage } = stageOf(call);
		if (stage === undefined) throw notFound();
		return audit(world, stage.id);
	});
	write('POST', '', (call) => {
		onlyTickets(call);
		readQuery(call, referenceQuery);
		const made = createPipeline(world, readBody(call, pipelineInput));
		void call.reply.code(201);
		return pipelineJson(made);
	});
	write('PATCH', '/:pipelineId', (call) => {
		onlyTickets(call);
		readQuery(call, referenceQuery);
		const changed = changePipeline(world, call.params.pipelineId ?? '', readBody(call, pipelinePatch));
		if (changed === undefined) throw notFound();
		return pipelineJson(changed);
	});
	write('PUT', '/:pipelineId', (call) => {
		const checked = checksReferences(call);
		const found = pipelineOf(call);
		replacePipeline(world, found, readBody(call, pipelineInput), checked);
		return pipelineJson(found);
	});
	write('DELETE', '/:pipelineId', (call) => {
		const checked = checksReferences(call);
		removePipeline(world, pipelineOf(call), checked);
		return undefined;
	});
	write('POST', '/:pipelineId/stages', (call) => {
		readQuery(call, {});
		const made = createStage(world, pipelineOf(call), readBody(call, stageInput));
		void call.reply.code(201);
		return json(made);
	});
	for (const method of ['PATCH', 'PUT'] as const) {
		write(method, '/:pipelineId/stages/:stageId', (call) => {
			readQuery(call, {});
			const body = method === 'PUT' ? readBody(call, stageInput) : readBody(call, stagePatch);
			const restores = 'archived' in body && body.archived === false;
			const { pipeline, stage = restores ? stageOf(call, true).stage : undefined } = stageOf(call);
			if (stage === undefined) throw notFound();
			return json(changeStage(world, pipeline, stage, body));
		});
	}
	write('DELETE', '/:pipelineId/stages/:stageId', (call) => {
		const checked = checksReferences(call);
		const { stage } = stageOf(call);
		if (stage === undefined) throw notFound();
		removeStage(world, stage, checked);
		return undefined;
	});
}

function audit(world: World, id: string): Json {
	const results = world.pipelines.auditOf(id).map((entry) => ({ ...entry, portalId: PORTAL_ID }));
	return { results };
}
