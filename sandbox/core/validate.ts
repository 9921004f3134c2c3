import type { z } from 'zod';
import { SandboxError } from './errors';

/** Checks an input against a schema. How a refusal reads is the matter of each vendor. */
export function validate<Schema extends z.ZodTypeAny>(
	schema: Schema,
	input: unknown,
	refuse: (issues: readonly z.ZodIssue[]) => Error,
): z.output<Schema> {
	const result: z.SafeParseReturnType<unknown, z.output<Schema>> = schema.safeParse(input);
	if (result.success) return result.data;
	throw refuse(result.error.issues);
}

/** For what comes from tests and the page: control requests and the actions of people. */
export function validateInput<Schema extends z.ZodTypeAny>(schema: Schema, input: unknown): z.output<Schema> {
	return validate(schema, input, (issues) => new SandboxError(describeIssues(issues)));
}

/** Each problem with the place of the value that has it. */
export function describeIssues(issues: readonly z.ZodIssue[]): string {
	return issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`).join('; ');
}
