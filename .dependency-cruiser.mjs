/**
 * Which file may import which, for `npm run lint:imports`. Imports of types count: a circle of them is as hard to read as
 * any other.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
	forbidden: [
		{
			name: 'no-circle',
			severity: 'error',
			comment: 'Files that import each other cannot be read one after the other. Move what both need to a third one.',
			from: {},
			to: { circular: true },
		},
		{
			name: 'no-other-service',
			severity: 'error',
			comment: 'A service can be lifted into a package of its own. What two of them need belongs in nodes/shared.',
			from: { path: '^nodes/([^/]+)/', pathNot: '^nodes/shared/' },
			to: { path: '^nodes/', pathNot: '^nodes/($1|shared)/' },
		},
		{
			name: 'shared-knows-no-service',
			severity: 'error',
			comment: 'nodes/shared is the same for all services.',
			from: { path: '^nodes/shared/' },
			to: { path: '^nodes/', pathNot: '^nodes/shared/' },
		},
		{
			name: 'package-imports',
			severity: 'error',
			comment: 'The package has no runtime dependency: n8n-workflow comes with n8n, crypto with Node.js.',
			from: { path: '^(nodes|credentials)/' },
			to: { pathNot: '^(nodes|credentials)/|(^|/)node_modules/n8n-workflow/|^crypto$' },
		},
		{
			name: 'unknown-module',
			severity: 'error',
			comment: 'The import leads nowhere, so nothing can be said about it.',
			from: {},
			to: { couldNotResolve: true },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		doNotFollow: { path: '(^|/)node_modules/' },
		exclude: { path: '^(dist|host|host-1|coverage|\\.relay|\\.cache|sandbox/page/dist|site/dist)/' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'default', 'types'],
		},
	},
};
