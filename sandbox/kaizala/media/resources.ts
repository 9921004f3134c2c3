import type { KaizalaContext } from '../context';
import { invalidParameters, unsupportedMedia } from '../errors';
import type { StoredFile } from '../model';
import { ALBUM_NUMBER, kindOf } from './types';
import type { MediaKind } from './types';

export function fileUrl(ctx: KaizalaContext, file: StoredFile): string {
	// "Pre-signed": whoever has the address may read it.
	return `${ctx.endpointUrl}/media/${file.id}/${encodeURIComponent(file.name)}`;
}

/** Stores the files of one upload and returns the opaque `mediaResource`; several images become an album. */
export function storeMedia(ctx: KaizalaContext, uploads: Omit<StoredFile, 'id'>[]): string {
	const kinds = uploads.map((upload) => {
		const kind = kindOf(upload.name, upload.mimeType);
		if (!kind) throw unsupportedMedia(`${upload.name} with type ${upload.mimeType} is not supported`);
		return kind;
	});
	const [first] = kinds;
	if (!first) throw invalidParameters('The request has no file');
	if (kinds.length > 1 && kinds.some(({ kind }) => kind !== 'Image')) {
		throw invalidParameters('Several files in one request have to be images');
	}
	const files = uploads.map((upload) => ({ ...upload, id: ctx.core.guid() }));
	for (const file of files) ctx.state.files.set(file.id, file);
	const resource = {
		ActionType: kinds.length > 1 ? ALBUM_NUMBER : first.number,
		Files: files.map((file) => ({
			Id: file.id,
			Name: file.name,
			Size: Math.ceil(file.bytes.length / 1024),
			Url: fileUrl(ctx, file),
		})),
	};
	const mediaResource = Buffer.from(JSON.stringify(resource)).toString('base64');
	const kind = kinds.length > 1 ? 'Album' : first.kind;
	ctx.state.media.set(mediaResource, { kind, fileIds: files.map((file) => file.id) });
	ctx.changed('media');
	return mediaResource;
}

/** The files behind a `mediaResource`; anything that no upload returned is refused. */
export function knownMedia(ctx: KaizalaContext, mediaResource: string, kind?: MediaKind): StoredFile[] {
	const media = ctx.state.media.get(mediaResource);
	if (!media) throw invalidParameters('The mediaResource is not known');
	// An album may consist of one picture, a picture action never of several.
	const fits = kind === undefined || media.kind === kind || (kind === 'Album' && media.kind === 'Image');
	if (!fits) throw invalidParameters(`The mediaResource is of type ${media.kind}, not ${kind}`);
	return media.fileIds.flatMap((id) => ctx.state.files.get(id) ?? []);
}

export function mediaItems(ctx: KaizalaContext, mediaResource: string) {
	return knownMedia(ctx, mediaResource).map((file) => ({
		mediaUrl: fileUrl(ctx, file),
		mediaFileName: file.name,
	}));
}
