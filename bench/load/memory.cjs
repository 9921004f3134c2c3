/**
 * Preloaded into the load bench's n8n only: on SIGUSR2 it collects what nobody needs any more and writes what is left into
 * the file that LOAD_MEMORY_FILE names.
 */
const { renameSync, writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc');
	process.on('SIGUSR2', () => {
		// What is freed in the first round lets go of more.
		collect();
		collect();
		const file = process.env.LOAD_MEMORY_FILE;
		writeFileSync(`${file}.new`, JSON.stringify(process.memoryUsage()));
		renameSync(`${file}.new`, file);
	});
}
