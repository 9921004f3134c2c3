import { createServer } from 'node:net';
import { SetUpError } from './run.mjs';

/** Says so before anything is installed or started, not after minutes. `command` is what was run. */
export async function mustBeFree(port, option, command) {
	if (await isFree(port)) return;
	const free = await nextFree(port);
	throw new SetUpError(
		`Port ${port} is in use, perhaps by another n8n or by a start that still runs. Take another one: ${command} -- ${option} ${free}`,
	);
}

async function nextFree(port) {
	for (let next = port + 1; next < 65_536; next++) {
		if (await isFree(next)) return next;
	}
	return port - 1;
}

function isFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
	});
}
