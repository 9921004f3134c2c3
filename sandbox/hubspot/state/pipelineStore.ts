import { type Pipeline, PIPELINES, type Stage } from '../schema/pipelines';

/** What happened to a pipeline or a stage. */
export interface AuditEntry {
	identifier: string;
	action: 'CREATE' | 'UPDATE' | 'DELETE';
	timestamp: string;
	message: string;
}

/** Custom ones have long numbers. */
const FIRST_ID = 748_300_001;
const FIRST_STAGE = 1_094_500_001;

/** The pipelines of tickets, as the account's admins have made them. */
export class PipelineStore {
	private pipelines: Pipeline[] = [];

	private audits: AuditEntry[] = [];

	private nextId = FIRST_ID;

	private nextStage = FIRST_STAGE;

	constructor() {
		this.reset();
	}

	reset(): void {
		this.pipelines = structuredClone([...PIPELINES]);
		this.audits = [];
		this.nextId = FIRST_ID;
		this.nextStage = FIRST_STAGE;
	}

	/** Those that are not archived, in the order of HubSpot's screens. */
	all(): Pipeline[] {
		return this.pipelines
			.filter(({ archived }) => !archived)
			.map((pipeline) => ({ ...pipeline, stages: stagesOf(pipeline) }))
			.sort((a, b) => a.displayOrder - b.displayOrder || a.label.localeCompare(b.label));
	}

	/** With its archived stages. */
	find(id: string, archived = false): Pipeline | undefined {
		return this.pipelines.find((candidate) => candidate.id === id && candidate.archived === archived);
	}

	/** Stage IDs are unique in the account. */
	stage(id: string): { stage: Stage; pipeline: Pipeline } | undefined {
		for (const pipeline of this.pipelines) {
			const stage = stagesOf(pipeline).find((candidate) => candidate.id === id);
			if (stage !== undefined && !pipeline.archived) return { stage, pipeline };
		}
		return undefined;
	}

	isClosed(id: string | undefined): boolean {
		return id !== undefined && this.stage(id)?.stage.metadata.isClosed === 'true';
	}

	takeId(): string {
		this.nextId += 1;
		return String(this.nextId - 1);
	}

	takeStageId(): string {
		this.nextStage += 1;
		return String(this.nextStage - 1);
	}

	add(pipeline: Pipeline): void {
		this.pipelines.push(pipeline);
	}

	/** The newest first. */
	auditOf(identifier: string): AuditEntry[] {
		return this.audits.filter((entry) => entry.identifier === identifier).reverse();
	}

	note(entry: AuditEntry): void {
		this.audits.push(entry);
	}
}

/** Those that are not archived, in their order. */
export function stagesOf({ stages }: Pipeline): Stage[] {
	return stages.filter(({ archived }) => !archived).sort((a, b) => a.displayOrder - b.displayOrder);
}
