import { findServers } from '../../scripts/lib/servers';
import type { Servers } from '../../scripts/lib/servers';
import { messageOf } from '../../scripts/lib/wait';

/**
 * `describe` for tests that take Redis and PostgreSQL away: they need copies of their own, whatever addresses are given in
 * the environment. Where the programs are missing the tests are skipped, and the reason is printed.
 */
export function describeInQueueMode(name: string, tests: (servers: Servers) => void): void {
	let servers: Servers;
	try {
		servers = findServers({ PATH: process.env.PATH });
	} catch (error) {
		process.stderr.write(`Skipped: ${name}. ${messageOf(error)}\n`);
		describe.skip(name, () => {
			it('needs Redis and PostgreSQL', () => undefined);
		});
		return;
	}
	describe(name, () => tests(servers));
}
