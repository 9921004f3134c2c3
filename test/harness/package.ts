import path from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { name } from '../../package.json';

export const ROOT = path.resolve(__dirname, '../..');
export const PACKAGE = name;

/** The built package as n8n itself loads it (dist/, the "n8n" block of package.json). */
export class LoadedPackage {
	private constructor(readonly loader: PackageDirectoryLoader) {}

	static async load(): Promise<LoadedPackage> {
		const loader = new PackageDirectoryLoader(ROOT);
		await loader.loadAll();
		return new LoadedPackage(loader);
	}

	/** Node types by short name, for example `jtelAcd`. */
	node(name: string): INodeType {
		const loaded = this.loader.getNode(name);
		return NodeHelpers.getVersionedNodeType(loaded.type);
	}

	credential(name: string): ICredentialType {
		return this.loader.getCredential(name).type;
	}

	get nodeNames(): string[] {
		return Object.keys(this.loader.nodeTypes).sort();
	}

	get credentialNames(): string[] {
		return Object.keys(this.loader.credentialTypes).sort();
	}

	readonly nodeTypes: INodeTypes = {
		getByName: (type: string): INodeType | IVersionedNodeType => this.node(shortName(type)),
		getByNameAndVersion: (type: string): INodeType => this.node(shortName(type)),
		getKnownTypes: () => ({}),
	};
}

function shortName(type: string): string {
	return type.startsWith(`${PACKAGE}.`) ? type.slice(PACKAGE.length + 1) : type;
}

let loaded: Promise<LoadedPackage> | undefined;

/** Loads the package once per test file. */
export async function loadPackage(): Promise<LoadedPackage> {
	loaded ??= LoadedPackage.load();
	return await loaded;
}
