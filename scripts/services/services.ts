import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { PACKAGE_NAME, ROOT } from '../lib/paths';

/** One of the four services, as a package of its own. */
export interface Service {
	/** Name on npm. */
	packageName: string;
	/** As people call it. */
	title: string;
	/** Below `nodes/` and `test/`; credentials and icons begin with it. */
	folder: string;
	/** Below `sandbox/`, and what makes it there. */
	sandbox: { folder: string; factory: string };
	/** Its page below `docs/`. */
	page: string;
	keywords: string[];
}

/** A workflow that a package brings to import. */
export interface Template {
	file: string;
	name: string;
	/** The packages that its nodes come from, besides n8n's own. */
	packages: string[];
}

/** Keyed by what `export:service` takes. */
export const SERVICES: Readonly<Record<string, Service>> = {
	'hubspot-tickets': {
		packageName: 'n8n-nodes-hubspot-tickets',
		title: 'HubSpot Tickets',
		folder: 'HubSpotTickets',
		sandbox: { folder: 'hubspot', factory: 'createHubSpot' },
		page: 'hubspot-tickets.md',
		keywords: ['hubspot', 'tickets', 'crm', 'service-hub'],
	},
	kaizala: {
		packageName: 'n8n-nodes-kaizala',
		title: 'Kaizala',
		folder: 'Kaizala',
		sandbox: { folder: 'kaizala', factory: 'createKaizala' },
		page: 'kaizala.md',
		keywords: ['kaizala', 'microsoft', 'adaptive-cards', 'chat'],
	},
	thulium: {
		packageName: 'n8n-nodes-thulium',
		title: 'Thulium',
		folder: 'Thulium',
		sandbox: { folder: 'thulium', factory: 'createThulium' },
		page: 'thulium.md',
		keywords: ['thulium', 'contact-center', 'tickets', 'calls'],
	},
	'jtel-acd': {
		packageName: 'n8n-nodes-jtel-acd',
		title: 'jtel ACD',
		folder: 'JtelAcd',
		sandbox: { folder: 'jtel', factory: 'createJtel' },
		page: 'jtel-acd.md',
		keywords: ['jtel', 'acd', 'contact-center', 'callback'],
	},
};

export interface Manifest {
	name: string;
	version: string;
	description: string;
	keywords: string[];
	homepage: string;
	repository: { type: string; url: string };
	scripts: Record<string, string>;
	devDependencies: Record<string, string>;
	n8n: { n8nNodesApiVersion: number; strict: boolean; credentials: string[]; nodes: string[] };
	[field: string]: unknown;
}

export const readManifest = (folder = ROOT): Manifest =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The service's nodes and credentials out of those of the whole package. */
export function partOf({ n8n }: Manifest, { folder }: Service): Manifest['n8n'] {
	return {
		...n8n,
		credentials: n8n.credentials.filter((file) => file.startsWith(`dist/credentials/${folder}`)),
		nodes: n8n.nodes.filter((file) => file.startsWith(`dist/nodes/${folder}/`)),
	};
}

export const camelCase = (folder: string): string => folder.charAt(0).toLowerCase() + folder.slice(1);

/** The package that brings a node of ours when each service is installed by itself; undefined for nodes of n8n. */
export function packageOfType(type: string): string | undefined {
	if (!type.startsWith(`${PACKAGE_NAME}.`)) return undefined;
	const name = type.slice(PACKAGE_NAME.length + 1);
	const owner = Object.values(SERVICES).find(({ folder }) => name.startsWith(camelCase(folder)));
	if (owner === undefined) throw new Error(`No service has a node type ${type}`);
	return owner.packageName;
}

export function serviceNamed(name: string | undefined): Service {
	const service = SERVICES[name ?? ''];
	if (service === undefined) {
		throw new Error(`"${name ?? ''}" is no service. Choose one of: ${Object.keys(SERVICES).join(', ')}.`);
	}
	return service;
}
