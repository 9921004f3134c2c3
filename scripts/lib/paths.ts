import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..');
export const RELAY = join(ROOT, '.relay');
export const LOGS = join(RELAY, 'logs');
export const TEMPLATES = join(ROOT, 'templates');
export const HOST_MODULES = join(ROOT, 'host', 'node_modules');
/** n8n needs a newer Node.js than the one that runs these scripts. */
export const HOST_NODE = join(HOST_MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
export const N8N_BIN = join(HOST_MODULES, 'n8n', 'bin', 'n8n');
export const PACKAGE_NAME = 'n8n-nodes-ticket-relay';
