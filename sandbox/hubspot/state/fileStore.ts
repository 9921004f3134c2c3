/** How a file may be reached. */
export const FILE_ACCESS = [
	'PRIVATE',
	'PUBLIC_NOT_INDEXABLE',
	'PUBLIC_INDEXABLE',
	'HIDDEN_PRIVATE',
	'HIDDEN_NOT_INDEXABLE',
	'HIDDEN_INDEXABLE',
	'HIDDEN_SENSITIVE',
] as const;
export type FileAccess = (typeof FILE_ACCESS)[number];

export interface StoredFile {
	id: string;
	/** Without its extension, as HubSpot tells it. */
	name: string;
	extension: string;
	mimeType: string;
	bytes: Buffer;
	access: FileAccess;
	folder: Folder;
	/** Epoch milliseconds; HubSpot deletes the file then. */
	expiresAt?: number;
	createdAt: string;
	updatedAt: string;
}

export interface Folder {
	id: string;
	/** `/service/photos` */
	path: string;
}

/** An import under way. HubSpot fetches the file itself, after it has answered. */
export interface ImportTask {
	id: string;
	requestedAt: string;
	startedAt: string;
	completedAt: string;
	/** How often its state was asked for. */
	polls: number;
	file?: StoredFile;
	problem?: string;
	done: Promise<void>;
}

/** Beyond 32 bits, like HubSpot's own. */
const FIRST_FILE = 187_400_101_001;
const FIRST_FOLDER = 187_300_500_001;

/** The files of the account and the folders that they lie in. */
export class FileStore {
	private readonly files = new Map<string, StoredFile>();

	private readonly folders = new Map<string, Folder>();

	/** Files that HubSpot fetches from elsewhere, by their task. */
	readonly imports = new Map<string, ImportTask>();

	private nextFile = FIRST_FILE;

	private nextFolder = FIRST_FOLDER;

	clear(): void {
		this.files.clear();
		this.folders.clear();
		this.imports.clear();
		this.nextFile = FIRST_FILE;
		this.nextFolder = FIRST_FOLDER;
	}

	has(id: string): boolean {
		return this.files.has(id);
	}

	get(id: string): StoredFile | undefined {
		return this.files.get(id);
	}

	all(): StoredFile[] {
		return [...this.files.values()];
	}

	add(file: Omit<StoredFile, 'id'>): StoredFile {
		const stored = { ...file, id: String(this.nextFile) };
		this.nextFile += 1;
		this.files.set(stored.id, stored);
		return stored;
	}

	/** The file with this name in the folder, or in any folder. */
	named(name: string, extension: string, folder?: Folder): StoredFile | undefined {
		return this.all().find(
			(file) => file.name === name && file.extension === extension && (folder === undefined || file.folder === folder),
		);
	}

	remove(id: string): void {
		this.files.delete(id);
	}

	allFolders(): Folder[] {
		return [...this.folders.values()];
	}

	folder(id: string): Folder | undefined {
		return this.folders.get(id);
	}

	/** The folder with this path, made when there is none. */
	folderAt(path: string): Folder {
		const known = [...this.folders.values()].find((folder) => folder.path === path);
		if (known !== undefined) return known;
		const made = { id: String(this.nextFolder), path };
		this.nextFolder += 1;
		this.folders.set(made.id, made);
		return made;
	}
}
