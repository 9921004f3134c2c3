import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The port that is really taken: the wanted one, or any free one for 0. */
async function listen(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen({ port, host: '127.0.0.1' }, () => {
			const { port: taken } = server.address() as AddressInfo;
			server.close(() => resolve(taken));
		});
	});
}

export async function freePort(): Promise<number> {
	return await listen(0);
}

export async function assertPortFree(port: number, option: string): Promise<void> {
	try {
		await listen(port);
	} catch {
		throw new Error(`Port ${port} is in use; give another one with ${option}.`);
	}
}
