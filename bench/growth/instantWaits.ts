/** Waits move the clock instead of taking time. To be imported before anything that waits. */
import { createRequire } from 'node:module';
import type * as N8nWorkflow from 'n8n-workflow';

const load = createRequire(__filename);
const path = load.resolve('n8n-workflow');
const real: typeof N8nWorkflow = load(path);
const now = Date.now.bind(Date);
let offset = 0;

Date.now = () => now() + offset;
const known = load.cache[path];
if (known === undefined) throw new Error('n8n-workflow is not kept by Node.js');
known.exports = {
	...real,
	sleep: async (milliseconds: number) => {
		offset += milliseconds;
		await new Promise((resolve) => setImmediate(resolve));
	},
};
