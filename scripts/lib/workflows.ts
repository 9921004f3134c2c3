import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CredentialRecord } from './credentials';
import { TEMPLATES } from './paths';

/** The workflows of the story, in the order in which a ticket meets them. */
export const TEMPLATE_FILES = {
	newTicket: 'new-ticket-to-card-and-acd-event.json',
	stageChange: 'stage-change-updates-card.json',
	closingNote: 'closing-note-through-thulium.json',
	teamsCard: 'send-or-change-teams-card.json',
	teamsNewTicket: 'ticket-card-in-teams.json',
	teamsStageChange: 'stage-change-updates-teams-card.json',
	teamsClosingNote: 'closing-note-marks-teams-card.json',
	teamsAnswer: 'answer-from-teams-card.json',
} as const;
export type TemplateKey = keyof typeof TEMPLATE_FILES;
export const TEMPLATE_KEYS = ['newTicket', 'stageChange', 'closingNote'] as const satisfies TemplateKey[];
/** The one that the others call comes first. */
export const TEAMS_KEYS = [
	'teamsCard',
	'teamsNewTicket',
	'teamsStageChange',
	'teamsClosingNote',
	'teamsAnswer',
] as const satisfies TemplateKey[];

/** Fixed, so that a second import replaces the first one. */
export const WORKFLOW_IDS: Readonly<Record<TemplateKey, string>> = {
	newTicket: 'relayNewTicket01',
	stageChange: 'relayStageChg001',
	closingNote: 'relayCloseNote01',
	teamsCard: 'relayTeamsCard01',
	teamsNewTicket: 'relayTeamsNew001',
	teamsStageChange: 'relayTeamsStage1',
	teamsClosingNote: 'relayTeamsClose1',
	teamsAnswer: 'relayTeamsAnswer',
};

export interface WorkflowNode {
	name: string;
	type: string;
	typeVersion: number;
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string | null; name: string }>;
	[key: string]: unknown;
}

export interface Workflow {
	id?: string;
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, { main: Array<Array<{ node: string }> | null> }>;
	[key: string]: unknown;
}

/** `index` counts the workflows. */
export type NodePatch = (node: WorkflowNode, index: number) => WorkflowNode;

/**
 * A person waits a minute for a poll, a demo need not. n8n refuses one cron entry that fires more than once a minute but
 * takes several that each fire once: six of them make a poll every ten seconds. The templates themselves keep every minute.
 * The workflows take turns, because HubSpot allows five searches a second for all of them together.
 */
export const DEMO_POLL_SECONDS = 10;

export const pollEveryTenSeconds: NodePatch = pollEvery(DEMO_POLL_SECONDS);

/** @param seconds A divisor of 60. */
export function pollEvery(seconds: number): NodePatch {
	return (node, index) => {
		if (!('pollTimes' in node.parameters) && !/(?:hubSpotTickets|jtelAcd|Polling)Trigger$/.test(node.type)) return node;
		const item = Array.from({ length: 60 / seconds }, (_, turn) => ({
			mode: 'custom',
			cronExpression: `${turn * seconds + ((index * 3) % seconds)} * * * * *`,
		}));
		return { ...node, parameters: { ...node.parameters, pollTimes: { item } } };
	};
}

/** The credential of each kind of node that the templates use; n8n's editor finds it in the node's description. */
const CREDENTIALS: ReadonlyArray<[type: RegExp, credential: string]> = [
	[/\.hubSpotTickets\w*$/, 'hubSpotTicketsApi'],
	[/\.jtelAcd\w*$/, 'jtelAcdApi'],
	[/\.kaizala\w*$/, 'kaizalaApi'],
	[/\.thulium\w*$/, 'thuliumApi'],
	[/\.microsoftTeams$/, 'microsoftTeamsOAuth2Api'],
	[/\.lmChatOpenAi$/, 'openAiApi'],
	[/\.slack$/, 'slackApi'],
	[/\.emailSend$/, 'smtp'],
];

/** What somebody who imports a template chooses for this node, or n8n by itself; undefined for nodes that need none. */
export function credentialTypeOf({ type, parameters }: Pick<WorkflowNode, 'type' | 'parameters'>): string | undefined {
	const { authentication, nodeCredentialType, resource } = parameters;
	if (authentication === 'predefinedCredentialType') return String(nodeCredentialType);
	// Cards and texts are made without the service.
	if (resource === 'card' || resource === 'text') return undefined;
	return CREDENTIALS.find(([pattern]) => pattern.test(type))?.[1];
}

/** Gives every node the credential of its type. The templates carry none, so that n8n can fill them in by itself. */
export function useCredentials(credentials: ReadonlyArray<Omit<CredentialRecord, 'data'>>): NodePatch {
	const byType = new Map(credentials.map(({ type, id, name }) => [type, { id, name }]));
	return (node) => {
		const type = credentialTypeOf(node);
		if (type === undefined) return node;
		const credential = byType.get(type);
		if (!credential) throw new Error(`Node "${node.name}" wants a credential of type ${type}, which is not known here`);
		return { ...node, credentials: { [type]: credential } };
	};
}

/** What a person enters in **Fill In Here**. */
export function fillIn(values: Readonly<Record<string, string>>): NodePatch {
	return (node) => {
		if (node.name !== 'Fill In Here') return node;
		const parameters = structuredClone(node.parameters);
		for (const row of assignmentsIn(parameters)) row.value = values[row.name] ?? row.value;
		return { ...node, parameters };
	};
}

function assignmentsIn({ assignments }: Record<string, unknown>): Array<{ name: string; value: unknown }> {
	const { assignments: rows } = (assignments ?? {}) as { assignments?: Array<{ name: string; value: unknown }> };
	return rows ?? [];
}

/** Chooses *Send or change a Teams card* in the nodes that call it. */
export const callTeamsCard: NodePatch = (node) =>
	node.type === 'n8n-nodes-base.executeWorkflow'
		? {
				...node,
				parameters: {
					...node.parameters,
					workflowId: { __rl: true, mode: 'id', value: WORKFLOW_IDS.teamsCard },
				},
			}
		: node;

/** A template as it is shipped, with the patches applied to each of its nodes; `index` counts the workflows. */
export async function prepareTemplate(file: string, patches: readonly NodePatch[], index = 0): Promise<Workflow> {
	const template = JSON.parse(await readFile(join(TEMPLATES, file), 'utf8')) as Workflow;
	const nodes = template.nodes.map((node) => patches.reduce((patched, patch) => patch(patched, index), node));
	// An imported trigger begins anew: what it had seen belongs to a sandbox that has forgotten its tickets.
	return { ...template, nodes, active: false, staticData: null };
}

/** What the editor leaves of a workflow when somebody deletes these nodes. */
function deleteNodes(workflow: Workflow, names: readonly string[]): Workflow {
	const isLeft = ({ node }: { node: string }): boolean => !names.includes(node);
	const connections = Object.entries(workflow.connections)
		.filter(([name]) => !names.includes(name))
		.map(([name, { main }]) => [name, { main: main.map((output) => (output ?? []).filter(isLeft)) }]);
	return {
		...workflow,
		nodes: workflow.nodes.filter(({ name }) => !names.includes(name)),
		connections: Object.fromEntries(connections),
	};
}

/** The templates ready for `import:workflow`. */
export async function prepareWorkflows(
	patches: readonly NodePatch[],
	keys: readonly TemplateKey[] = TEMPLATE_KEYS,
	without: Partial<Record<TemplateKey, readonly string[]>> = {},
): Promise<Workflow[]> {
	return await Promise.all(
		keys.map(async (key, index) => ({
			...deleteNodes(await prepareTemplate(TEMPLATE_FILES[key], patches, index), without[key] ?? []),
			id: WORKFLOW_IDS[key],
		})),
	);
}
