import type { KaizalaContext } from './context';
import { roleIn } from './access';
import { groupDetails } from './groups/views';
import { route } from './router';
import type { Route } from './router';
import { queryInteger, text, wire } from './wire';

/** Calls known from public clients only; the shapes of the replies are ours. */
export function userRoutes(ctx: KaizalaContext): Route[] {
	return [
		route({
			method: 'GET',
			path: '/v1/users/me',
			scope: 'profile.write',
			handle({ caller }) {
				const { id, name, mobileNumber, profilePic } = caller.person;
				return { id, name, mobileNumber, profilePic };
			},
		}),
		route({
			method: 'GET',
			path: '/v1/tenant/findGroupsByQuery',
			scope: 'tenant.read',
			query: wire({ query: text, resultsOffset: queryInteger.optional(), pageSize: queryInteger.optional() }),
			handle({ query, caller }) {
				const wanted = query.query.toLowerCase();
				const visible = [...ctx.state.groups.values()].filter((group) => roleIn(ctx, caller, group) !== null);
				const found = visible.filter((group) => group.groupName.toLowerCase().includes(wanted));
				const start = query.resultsOffset ?? 0;
				const page = found.slice(start, start + (query.pageSize ?? 20));
				return { groups: page.map((group) => groupDetails(ctx, caller, group)) };
			},
		}),
	];
}
