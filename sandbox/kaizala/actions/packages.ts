import { z } from 'zod';
import type { KaizalaContext } from '../context';
import { invalidParameters } from '../errors';
import { QUESTION_TYPES } from '../model';
import type { ActionPackage, Group, Question } from '../model';

export const versionOf = (files: ActionPackage) => String(files.package.version ?? '1');

/** The bare id behind `com.example.ticket` or `com.example.ticket.1`, or null when nobody installed it. */
export function bareId(ctx: KaizalaContext, id: string): string | null {
	for (const [known, files] of ctx.state.packages) {
		const names = [known, `${known}.${versionOf(files)}`];
		if (names.some((name) => name.toLowerCase() === id.toLowerCase())) return known;
	}
	return null;
}

/** A package can be sent only where somebody added it. */
export function attachedPackage(ctx: KaizalaContext, group: Group, id: string) {
	const packageId = bareId(ctx, id);
	const files = packageId === null ? undefined : ctx.state.packages.get(packageId);
	if (packageId === null || !files) throw invalidParameters(`The action package ${id} is not known`);
	if (!group.packageIds.includes(packageId)) {
		throw invalidParameters(`The action package ${id} was not added to the group`);
	}
	return { packageId, files };
}

const APP_MODEL_TYPES: Record<string, Question['type']> = { SingleSelect: 'SingleOption', MultiSelect: 'MultiOption' };
const appQuestion = z.object({
	title: z.string(),
	type: z.string(),
	isInvisible: z.boolean().optional(),
	options: z.array(z.object({ title: z.string() })).optional(),
});

/** AppModel says SingleSelect where the API says SingleOption. */
export function questionsOf(files: ActionPackage): Question[] {
	const found = z.array(appQuestion).safeParse(files.appModel.questions);
	if (!found.success) return [];
	return found.data.map(({ title, type, isInvisible, options }) => ({
		title,
		type: APP_MODEL_TYPES[type] ?? QUESTION_TYPES.find((name) => name === type) ?? 'Text',
		...(isInvisible === undefined ? {} : { isInvisible }),
		...(options === undefined ? {} : { options: options.map((option) => ({ title: option.title })) }),
	}));
}

export const titleOf = (files: ActionPackage) => String(files.appModel.title ?? files.package.displayName ?? '');
