import type { z } from 'zod';
import { SandboxError } from '../../core/errors';
import type { JsonObject } from '../../core/types';

/** The argument of an action, checked. */
export function readInput<T extends z.ZodTypeAny>(schema: T, input: JsonObject): z.output<T> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	throw new SandboxError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}
