import { createServer } from 'node:net';
import { SetUpError } from './run.mjs';

/** Says so before anything is installed or started, not after minutes. */
export async function mustBeFree(port, option) {
	if (await isFree(port)) return;
	throw new SetUpError(`Port ${port} is in use; give another one with ${option}.`);
}

function isFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
	});
}
