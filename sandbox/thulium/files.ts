import type { FastifyInstance } from 'fastify';
import { notFound, refuse } from './problems';
import { AN_ATTACHMENT } from './seed';
import type { StoredFile } from './types';
import type { System } from './system';

const LIFETIME = 24 * 3_600_000;

/** Temporary files and the attachments that they become. */
export class Files {
	private readonly byToken = new Map<string, StoredFile>();

	constructor(private readonly system: System) {}

	reset(): void {
		this.byToken.clear();
		const { token, filename, text } = AN_ATTACHMENT;
		this.byToken.set(token, { token, filename, bytes: Buffer.from(text), uploaded: 0, messageId: 70405 });
	}

	all(): StoredFile[] {
		return [...this.byToken.values()];
	}

	add(filename: string, bytes: Buffer): StoredFile {
		const file = { token: this.system.hex(20), filename, bytes, uploaded: this.system.now(), messageId: null };
		this.byToken.set(file.token, file);
		this.system.core.changed('thulium', 'file', { filename });
		return file;
	}

	get(token: string): StoredFile | undefined {
		const file = this.byToken.get(token);
		const expired = file?.messageId === null && this.system.now() - file.uploaded > LIFETIME;
		return expired ? undefined : file;
	}

	remove(token: string): void {
		this.byToken.delete(token);
	}

	/** Refuses the whole call when one token is unknown, expired or used; nothing is attached then. */
	check(tokens: readonly string[]): void {
		const reuse = this.system.switches().tokenReuse;
		tokens.forEach((token, index) => {
			const file = this.get(token);
			const used = file !== undefined && (file.messageId !== null || tokens.indexOf(token) !== index);
			if (file === undefined || (used && reuse === 'refuse')) throw refuse('token', token);
		});
	}

	attach(tokens: readonly string[], messageId: number): void {
		for (const token of tokens) {
			const file = this.byToken.get(token);
			if (file !== undefined) file.messageId = messageId;
		}
	}
}

export function fileRoutes(app: FastifyInstance, system: System, files: Files): void {
	app.post<{ Querystring: { filename?: string } }>('/temporary_files', (request, reply) => {
		const { filename } = request.query;
		if (filename === undefined || filename === '') throw refuse('required', 'filename');
		const type = request.headers['content-type'] ?? '';
		if (!/^application\/octet-stream\b/i.test(type)) throw refuse('value', 'Content-Type');
		const bytes = request.body;
		if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw refuse('required', 'file');
		if (bytes.length > system.switches().largestFile) throw refuse('value', 'file');
		const { token } = files.add(filename, bytes);
		return system.send(reply, 201, { filename, token, size: bytes.length });
	});

	app.get<{ Params: { token: string } }>('/files/:token', (request, reply) => {
		const file = files.get(request.params.token);
		if (file === undefined) throw notFound();
		if (system.switches().contentDisposition) {
			const name = encodeURIComponent(file.filename).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
			void reply.header('content-disposition', `attachment; filename="file"; filename*=UTF-8''${name}`);
		}
		return reply.type('application/octet-stream').send(file.bytes);
	});
}
