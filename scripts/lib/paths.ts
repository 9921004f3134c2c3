import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..');
export const RELAY = join(ROOT, '.relay');
export const LOGS = join(RELAY, 'logs');
export const TEMPLATES = join(ROOT, 'templates');
/** The folder of the real n8n: `host`, or what `RELAY_HOST` names. */
export const HOST = join(ROOT, process.env.RELAY_HOST ?? 'host');
export const HOST_MODULES = join(HOST, 'node_modules');
/** Each n8n has the Node.js that it needs beside it. */
export const HOST_NODE = join(HOST_MODULES, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
export const N8N_BIN = join(HOST_MODULES, 'n8n', 'bin', 'n8n');
export const PACKAGE_NAME = 'n8n-nodes-ticket-relay';
