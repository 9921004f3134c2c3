import type { BuiltInType } from '../model';

/** Extensions and their MIME types, per kind of action. */
const KINDS: { kind: MediaKind; number: number; types: Record<string, string[]> }[] = [
	{ kind: 'Image', number: 3, types: { jpg: ['image/jpeg'], jpeg: ['image/jpeg'], png: ['image/png'] } },
	{ kind: 'Audio', number: 5, types: { mp3: ['audio/mpeg', 'audio/mp3'], wav: ['audio/wav', 'audio/x-wav'] } },
	{
		kind: 'Document',
		number: 6,
		types: {
			pdf: ['application/pdf'],
			doc: ['application/msword'],
			docx: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
			xls: ['application/vnd.ms-excel'],
			xlsx: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
			ppt: ['application/vnd.ms-powerpoint'],
			pptx: ['application/vnd.openxmlformats-officedocument.presentationml.presentation'],
		},
	},
	{ kind: 'Video', number: 10, types: { mp4: ['video/mp4'], '3gpp': ['video/3gpp'], '3gp': ['video/3gpp'] } },
];

export type MediaKind = Extract<BuiltInType, 'Image' | 'Album' | 'Audio' | 'Document' | 'Video'>;
/** Album's number was never seen; 4 is ours. */
export const ALBUM_NUMBER = 4;

/** The kind of a file, or null when its name and its MIME type do not fit together. */
export function kindOf(fileName: string, mimeType: string): { kind: MediaKind; number: number } | null {
	const extension = fileName.split('.').pop()?.toLowerCase() ?? '';
	const found = KINDS.find(({ types }) => types[extension]?.includes(mimeType.toLowerCase()));
	return found ? { kind: found.kind, number: found.number } : null;
}
