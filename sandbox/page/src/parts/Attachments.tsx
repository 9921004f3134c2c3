import type { ServiceName } from '../../../core/types';
import { fileAddress } from '../api';

export interface Attachment {
	id: string;
	name: string;
	/** Bytes; unknown when the file is gone. */
	size?: number;
}

export function Attachments({ service, files }: { service: ServiceName; files: Attachment[] }) {
	if (files.length === 0) return null;
	return (
		<ul class="attachments" aria-label="Attachments">
			{files.map(({ id, name, size }) => (
				<li key={id}>
					{size === undefined ? (
						<span>{name} (no longer there)</span>
					) : (
						<a href={fileAddress(service, id)} download={name} aria-label={`Download ${name}, ${sizeWords(size)}`}>
							{name} <span class="size">{sizeWords(size)}</span>
						</a>
					)}
				</li>
			))}
		</ul>
	);
}

/** "1.4 MB" */
export function sizeWords(bytes: number): string {
	if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
	return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
