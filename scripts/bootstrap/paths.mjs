import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const relay = join(root, '.relay');
export const logs = join(relay, 'logs');
export const host = join(root, 'host');
export const hostNode = join(host, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
