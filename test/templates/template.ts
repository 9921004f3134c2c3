import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode, IConnections } from 'n8n-workflow';

import { ROOT } from '../harness/package';

/** A workflow as it is shipped. */
export interface Template {
	name: string;
	nodes: INode[];
	connections: IConnections;
	active: boolean;
	settings: Record<string, unknown>;
	pinData: Record<string, unknown>;
	meta: Record<string, unknown>;
}

export const TEMPLATE_FILES = readdirSync(path.join(ROOT, 'templates')).filter((file) => file.endsWith('.json'));

export function readTemplate(file: string): Template {
	return JSON.parse(readFileSync(path.join(ROOT, 'templates', file), 'utf8'));
}
