import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const relay = join(root, '.relay');
export const logs = join(relay, 'logs');
/** The folders of a real n8n: the current line, and the last of the one before. */
export const HOSTS = ['host', 'host-1'];
/** The one to work with: `host`, or what `RELAY_HOST` names. */
export const host = join(root, process.env.RELAY_HOST ?? 'host');
export const nodeOf = (folder) =>
	join(folder, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
