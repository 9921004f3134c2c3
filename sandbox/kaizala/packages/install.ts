import { z } from 'zod';
import type { Json, JsonObject } from '../../core/types';
import { validateInput } from '../../core/validate';
import { languageOfFile } from '../../../nodes/Kaizala/card/localisation';
import type { ActionPackage } from '../model';

const MAX_BYTES = 1024 * 1024;
const label = z.string().min(1).max(64);

/** What the portal checks in `package.json`; unknown fields are common and stay. */
const manifest = z
	.object({
		id: label.refine((id) => !/microsoft/i.test(id), 'The id must not contain "Microsoft"'),
		schemaVersion: z.literal(1),
		version: z.string().min(1),
		displayName: label,
		providerName: label,
		description: z.string().min(1).max(128),
		icon: z.string().min(1),
		appModel: z.string().min(1),
		dials: z.object({ isLocalised: z.boolean().optional() }).passthrough().optional(),
		views: z.record(z.object({ sourceLocation: z.string().min(1).optional() }).passthrough()),
	})
	.passthrough();
// The documentation limits the title to 32 characters and wants questions; Microsoft's own samples have 53, and none.
const appModel = z.object({ title: label, questions: z.array(z.unknown()).optional() }).passthrough();
const card = z
	.object({ schemaVersion: z.number(), schema: z.object({ type: z.string() }).passthrough() })
	.passthrough();

/** Reads the files of a package as the portal does: by name, all at the root, at most 1 MB together. */
export function readPackage(files: JsonObject): { id: string; files: ActionPackage } {
	if (Buffer.byteLength(JSON.stringify(files)) > MAX_BYTES) throw new Error('The package is larger than 1 MB');
	const root = file(files, 'package.json');
	const { id, appModel: modelName, views, dials } = validateInput(manifest, root);
	const model = file(files, modelName);
	validateInput(appModel, model);
	const cardName = views.ChatCanvasCardView?.sourceLocation;
	const view = cardName === undefined ? null : file(files, cardName);
	if (view !== null) validateInput(card, view);
	const strings = dials?.isLocalised === true ? stringsIn(files) : {};
	const images = imagesIn(files);
	return {
		id,
		files: {
			package: root,
			appModel: model,
			card: view,
			...(Object.keys(strings).length === 0 ? {} : { strings }),
			...(Object.keys(images).length === 0 ? {} : { images }),
		},
	};
}

function stringsIn(files: JsonObject): JsonObject {
	const named = Object.keys(files).flatMap((name) => {
		const language = languageOfFile(name);
		return language === undefined ? [] : [[language, file(files, name)] as const];
	});
	return Object.fromEntries(named);
}

const IMAGE_TYPES: Record<string, string> = { png: 'png', jpg: 'jpeg', jpeg: 'jpeg', gif: 'gif' };

/** Pictures are handed over in base64. */
function imagesIn(files: JsonObject): JsonObject {
	const images: JsonObject = {};
	for (const [name, content] of Object.entries(files)) {
		const type = IMAGE_TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''];
		if (type === undefined || typeof content !== 'string') continue;
		if (!/^[a-z0-9+/]+={0,2}$/i.test(content)) throw new Error(`${name} is not in base64`);
		images[name] = `data:image/${type};base64,${content}`;
	}
	return images;
}

/** A file is given as text or as the JSON itself. */
function file(files: JsonObject, name: string): JsonObject {
	const content = files[name];
	if (content === undefined) throw new Error(`The package lacks the file ${name}`);
	const parsed: Json = typeof content === 'string' ? JSON.parse(content) : content;
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
		throw new Error(`${name} does not hold a JSON object`);
	}
	return parsed;
}
