import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { unflatten } from './flatted';
import { N8N_LINE } from './line';
import { OWNER, ownerPassword } from './owner';
import { PACKAGE_NAME } from './paths';
import type { PolledNodes } from './pollCursors';
import { waitFor } from './wait';

const POLLING_TRIGGERS = ['hubSpotTicketsTrigger', 'jtelAcdTrigger', 'thuliumPollingTrigger'].map(
	(name) => `${PACKAGE_NAME}.${name}`,
);

export interface Workflow {
	id: string;
	name: string;
	versionId: string;
	active: boolean;
	nodes: Array<{ id: string; name: string; type: string }>;
	/** The stored state of its triggers, by `node:{name}`. */
	staticData?: Record<string, unknown> | null;
}

export interface ExecutionSummary {
	id: string;
	workflowId: string;
	workflowName?: string;
	status: string;
	startedAt: string | null;
	stoppedAt: string | null;
}

export interface NodeRun {
	executionStatus?: string;
	error?: { message: string; description?: string };
	/** One list of items per output. */
	data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
}

export interface ExecutionDetails extends ExecutionSummary {
	data: {
		resultData: {
			runData?: Record<string, NodeRun[]>;
			lastNodeExecuted?: string;
			error?: { message: string; description?: string; node?: { name: string } };
		};
	};
}

export interface CredentialToTest {
	/** Of a saved credential; n8n needs it to keep what a login returns. */
	id?: string;
	name: string;
	type: string;
	data: Record<string, unknown>;
}

export interface CredentialAnswer {
	status: 'OK' | 'Error';
	message: string;
}

export interface NodeTypeSummary {
	name: string;
	displayName: string;
	version: number | number[];
	credentials?: Array<{ name: string }>;
}

interface Wrapped<T> {
	data: T;
}

/** n8n's own REST interface, as its editor uses it: one cookie, kept by hand because axios keeps none. */
export class N8nClient {
	private readonly http: AxiosInstance;

	private cookie = '';

	/** @param polledNodes Where n8n's durable scheduler keeps what polling triggers remember. */
	constructor(
		readonly url: string,
		private readonly polledNodes?: PolledNodes,
	) {
		this.http = axios.create({ baseURL: url, timeout: 60_000, proxy: false, validateStatus: () => true });
	}

	/** Whether n8n still waits for its first account. */
	async needsOwner(): Promise<boolean> {
		const { userManagement } = await this.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
			'GET',
			'/rest/settings',
		);
		return userManagement.showSetupOnFirstLoad;
	}

	/** Makes the first account and is logged in afterwards. */
	async setUpOwner(): Promise<void> {
		await this.call('POST', '/rest/owner/setup', { ...OWNER, password: ownerPassword().password });
	}

	async login(): Promise<void> {
		await this.call('POST', '/rest/login', {
			emailOrLdapLoginId: OWNER.email,
			password: ownerPassword().password,
		});
	}

	/** Logs in, on a new n8n 1 as its first account; n8n 2 has its owner before it takes requests. */
	async enter(): Promise<void> {
		if (await this.needsOwner()) await this.setUpOwner();
		else await this.login();
	}

	/** Saves a new workflow and returns its ID. It is not active; n8n 1 wants to be told. */
	async createWorkflow(workflow: object): Promise<string> {
		const { id } = await this.call<{ id: string }>('POST', '/rest/workflows', { ...workflow, active: false });
		return id;
	}

	async workflow(id: string): Promise<Workflow> {
		return await this.call('GET', `/rest/workflows/${id}`);
	}

	/** Activates the version that is saved; n8n answers before the webhooks are there and before the first poll. */
	async publishWorkflow(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/**
	 * Waits until our polling triggers of a published workflow have taken their baseline: they emit nothing that
	 * happened before it. It is stored in the workflow, or by the durable scheduler.
	 */
	async firstPoll(id: string): Promise<void> {
		await waitFor('The first poll of every trigger', async () => {
			const { nodes, staticData } = await this.workflow(id);
			const polling = nodes.filter(({ type }) => POLLING_TRIGGERS.includes(type));
			const inWorkflow = polling.every(({ name }) => staticData?.[`node:${name}`] !== undefined);
			if (inWorkflow) return true;
			const polled = (await this.polledNodes?.(id)) ?? [];
			return polling.every((node) => polled.includes(node.id)) ? true : undefined;
		});
	}

	async unpublishWorkflow(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	/** What a click on "Execute workflow" does. Returns the ID of the execution, which goes on by itself. */
	async runWorkflow(id: string, trigger: { name: string; data?: object }): Promise<string> {
		// n8n 1 runs what it is handed, n8n 2 what it has stored.
		const workflowData = await this.workflow(id);
		const body = { triggerToStartFrom: trigger, ...(N8N_LINE === 1 ? { workflowData } : {}) };
		const { executionId } = await this.call<{ executionId: string }>('POST', `/rest/workflows/${id}/run`, body);
		return executionId;
	}

	/** Newest first. */
	async listExecutions(filter: { workflowId?: string; status?: string[] } = {}): Promise<ExecutionSummary[]> {
		const { results } = await this.call<{ results: ExecutionSummary[] }>('GET', '/rest/executions', undefined, {
			filter: JSON.stringify(filter),
			limit: 100,
		});
		return results;
	}

	async getExecution(id: string): Promise<ExecutionDetails> {
		return await waitFor(`What came of execution ${id}`, async () => {
			const { data, ...rest } = await this.call<ExecutionSummary & { data: string }>('GET', `/rest/executions/${id}`);
			const whole = unflatten(data) as ExecutionDetails['data'];
			return rest.stoppedAt && !holdsOutcome(whole) ? undefined : { ...rest, data: whole };
		});
	}

	/** The credential's own test, as the editor runs it after saving; one that is not saved is saved for the test alone. */
	async testCredential({ id, name, type, data }: CredentialToTest): Promise<CredentialAnswer> {
		const saved = id ?? (await this.call<{ id: string }>('POST', '/rest/credentials', { name, type, data })).id;
		try {
			return await this.call('POST', '/rest/credentials/test', { credentials: { id: saved, name, type, data } });
		} finally {
			if (id === undefined) await this.call('DELETE', `/rest/credentials/${saved}`);
		}
	}

	async nodeTypes(): Promise<NodeTypeSummary[]> {
		return await this.call('GET', '/types/nodes.json');
	}

	async credentialTypes(): Promise<Array<{ name: string; displayName: string }>> {
		return await this.call('GET', '/types/credentials.json');
	}

	/** For everything that has no method of its own. Takes n8n's `data` wrapping off. */
	async call<T>(method: string, url: string, data?: object, params?: object): Promise<T> {
		const response = await this.http.request<Wrapped<T> | T>({
			method,
			url,
			data,
			params,
			headers: this.cookie === '' ? {} : { cookie: this.cookie },
		});
		const cookies = response.headers['set-cookie'];
		if (cookies) this.cookie = cookies.map((text) => text.split(';')[0]).join('; ');
		const body: unknown = response.data;
		if (response.status >= 300) throw new Error(`n8n: ${method} ${url} answered ${response.status}: ${reasonOf(body)}`);
		// Type files are plain lists; everything below /rest is wrapped.
		return (isWrapped<T>(body) ? body.data : body) as T;
	}
}

/** n8n 1 on SQLite stores that an execution has ended a moment before it stores what came of it. */
function holdsOutcome(data: ExecutionDetails['data'] | undefined): boolean {
	return N8N_LINE !== 1 || data?.resultData.lastNodeExecuted !== undefined || data?.resultData.error !== undefined;
}

function isWrapped<T>(body: unknown): body is Wrapped<T> {
	return typeof body === 'object' && body !== null && !Array.isArray(body) && 'data' in body;
}

function reasonOf(body: unknown): string {
	if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
	return JSON.stringify(body).slice(0, 300);
}

/** What went wrong in an execution, in one sentence. */
export function failureOf(execution: ExecutionDetails): string {
	const { error, lastNodeExecuted } = execution.data.resultData;
	const node = error?.node?.name ?? lastNodeExecuted;
	const where = `"${execution.workflowName ?? execution.workflowId}"${node ? `, node "${node}"` : ''}`;
	return `Execution ${execution.id} of ${where} ended with ${execution.status}: ${[error?.message, error?.description].filter(Boolean).join(' ')}`;
}
