import fastify from 'fastify';

import { SandboxParts } from '../../../sandbox/core/parts';
import type { ServiceFactory } from '../../../sandbox/core/types';

/** Every method and path that the sandbox knows, without a server. */
export class Routes {
	private readonly known: Array<{ method: string; url: string; pattern: RegExp }> = [];

	static async of(factories: ServiceFactory[]): Promise<Routes> {
		const routes = new Routes();
		for (const service of new SandboxParts(factories, 0).list) {
			const app = fastify({ exposeHeadRoutes: false });
			app.addHook('onRoute', ({ method, url }) => {
				for (const one of [method].flat()) routes.known.push({ method: one, url, pattern: patternOf(url) });
			});
			await app.register(async (scope) => await service.routes(scope), { prefix: service.prefix });
			await app.ready();
			await app.close();
		}
		// A fixed part of a path comes before one that may be anything.
		routes.known.sort((one, other) => one.url.split(':').length - other.url.split(':').length);
		return routes;
	}

	/** The route of a call, or undefined when the sandbox has none. */
	find(method: string, path: string): string | undefined {
		const found = this.known.find((route) => route.method === method && route.pattern.test(path));
		return found === undefined ? undefined : `${method} ${found.url}`;
	}
}

function patternOf(url: string): RegExp {
	const source = url
		.split(/(:\w+|\*)/)
		.map((part) => {
			if (part === '*') return '.*';
			return part.startsWith(':') ? '[^/]+' : part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
		})
		.join('');
	return new RegExp(`^${source}/?$`);
}
