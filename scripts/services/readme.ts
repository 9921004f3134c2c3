import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../lib/paths';
import type { Service, Template } from './services';
import { partOf, readManifest } from './services';

const REPOSITORY = 'https://github.com/ticket-relay/n8n-nodes-ticket-relay';

/** Name and description of a node, as the node creator shows them. */
function nodesOf(service: Service): string[] {
	return partOf(readManifest(), service).nodes.map((file) => {
		const source = readFileSync(join(ROOT, file.replace(/^dist\//, '').replace(/js$/, 'ts')), 'utf8');
		const field = (name: string) => new RegExp(`\\b${name}:\\s*['"](.*)['"],$`, 'm').exec(source)?.[1] ?? '';
		return `- **${field('displayName')}**: ${field('description')}`;
	});
}

/** The README of one service's package. */
export function readmeOf(service: Service, templates: readonly Template[]): string {
	const { packageName, title, page } = service;
	const rows = templates.map(({ file, name, packages }) => {
		const others = packages.filter((other) => other !== packageName);
		return `| [${name}](templates/${file}) | ${others.map((other) => `\`${other}\``).join(', ') || 'nothing else'} |`;
	});
	const table = ['| template | needs besides |', '| --- | --- |', ...rows];
	return `${[
		`# ${packageName}`,
		`[n8n](https://n8n.io) nodes for **${title}**. One of the four parts of [Ticket Relay](${REPOSITORY}).`,
		nodesOf(service).join('\n'),
		'## Install',
		`In a self-hosted n8n: _Settings > Community nodes > Install_, enter \`${packageName}\`.`,
		'Install either this package or `n8n-nodes-ticket-relay`, which has all four services. With both, each node stands twice in the node creator, and the credentials, whose names are global in n8n, come from the package that is loaded last.',
		'## Use',
		`[The page of ${title}](${REPOSITORY}/blob/main/docs/${page}) lists the credential, the operations and the triggers, and [Troubleshooting](${REPOSITORY}/blob/main/docs/troubleshooting.md) the errors by their texts.`,
		...(templates.length > 0
			? ['## Templates', 'To import in the editor (_Import from File_):', table.join('\n')]
			: []),
		'## License',
		'[MIT](LICENSE)',
	].join('\n\n')}\n`;
}
