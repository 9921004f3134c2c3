import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { VendorReply } from '../core/types';
import { validate } from '../core/validate';
import type { System } from './system';

/** The texts are ours: the vendor's catalog of codes and messages is unknown. */
const TEXTS = {
	required: { code: 100101, en: 'Field "{0}" cannot be empty.', pl: 'Pole "{0}" nie może być puste.' },
	type: { code: 100102, en: 'Field "{0}" has a wrong type.', pl: 'Pole "{0}" ma niewłaściwy typ.' },
	value: { code: 100103, en: 'Field "{0}" has a wrong value.', pl: 'Pole "{0}" ma niewłaściwą wartość.' },
	unknownField: { code: 100104, en: 'Unknown field "{0}".', pl: 'Nieznane pole "{0}".' },
	agent: { code: 100105, en: 'Unknown agent login.', pl: 'Nieznany login agenta.' },
	token: { code: 100106, en: 'Unknown or expired file token "{0}".', pl: 'Nieznany lub wygasły plik "{0}".' },
	mailbox: { code: 100107, en: 'Mailbox "{0}" is not defined.', pl: 'Skrzynka "{0}" nie istnieje.' },
	body: { code: 100108, en: 'The request has to be JSON.', pl: 'Żądanie musi być w formacie JSON.' },
	customer: { code: 100110, en: 'Customer not found.', pl: 'Nie znaleziono klienta.' },
	duplicate: { code: 100109, en: 'Duplicated value of "{0}".', pl: 'Powtórzona wartość pola "{0}".' },
	unauthorized: { code: 100401, en: 'Wrong user or password.', pl: 'Błędny użytkownik lub hasło.' },
	forbidden: { code: 100403, en: 'No permission for this method.', pl: 'Brak uprawnień do tej metody.' },
	notFound: { code: 100404, en: 'Resource not found.', pl: 'Nie znaleziono zasobu.' },
	tooMany: { code: 100429, en: 'Too many requests.', pl: 'Zbyt wiele żądań.' },
	internal: { code: 100500, en: 'Internal error.', pl: 'Błąd wewnętrzny.' },
} as const;

export type ProblemName = keyof typeof TEXTS;
export interface Problem {
	name: ProblemName;
	subject?: string;
}

export class ThuliumError extends Error {
	readonly problems: readonly Problem[];

	constructor(
		readonly statusCode: number,
		...problems: Problem[]
	) {
		super(problems.map((problem) => text(problem, 'en')).join(' '));
		this.name = 'ThuliumError';
		this.problems = problems;
	}
}

export function refuse(name: ProblemName, subject?: string): ThuliumError {
	return new ThuliumError(400, { name, ...(subject === undefined ? {} : { subject }) });
}

/** Whether numbers may be written with spaces and the like is unknown. */
export function checkPhone(system: System, number: string, field: string): void {
	if (system.switches().phoneNumbers === 'digitsOnly' && !/^\+?\d+$/.test(number)) throw refuse('value', field);
}

export const notFound = (): ThuliumError => new ThuliumError(404, { name: 'notFound' });

/** Checks a body; every problem gets its own entry, as the error page shows. */
export function checked<Schema extends z.ZodTypeAny>(system: System, schema: Schema, body: unknown): z.output<Schema> {
	if (body === null || typeof body !== 'object' || Array.isArray(body) || Buffer.isBuffer(body)) throw refuse('body');
	const input = system.switches().unknownFields === 'refuse' ? body : withoutUnknown(schema, body);
	return validate(schema, input, (issues) => new ThuliumError(400, ...issues.flatMap(problemsOf)));
}

function withoutUnknown(schema: z.ZodTypeAny, body: object): object {
	const issues = schema.safeParse(body).error?.issues ?? [];
	const unknown = issues.flatMap((issue) =>
		issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
	);
	return Object.fromEntries(Object.entries(body).filter(([key]) => !unknown.includes(key)));
}

/** The vendor's body for a refusal, in the caller's language. */
export function errorReply(
	system: System,
	status: number,
	problems: readonly Problem[],
	request?: FastifyRequest,
): VendorReply {
	const { errorBodies, requestIdHeader } = system.switches();
	const requestId = system.requestId();
	const headers: Record<string, string> = requestIdHeader ? { 'X-Request-Id': requestId } : {};
	if (errorBodies !== 'json' && status !== 400) {
		const html = { ...headers, 'content-type': 'text/html; charset=utf-8' };
		const page = `<html><head><title>${status}</title></head><body><h1>Error ${status}</h1></body></html>`;
		return errorBodies === 'html' ? { status, headers: html, body: page } : { status, headers, body: null };
	}
	const language = /^pl\b/i.test(request?.headers['accept-language'] ?? '') ? 'pl' : 'en';
	const errors = problems.map((problem) => ({ message: text(problem, language), code: TEXTS[problem.name].code }));
	return { status, headers, body: { request_id: requestId, errors } };
}

/** For what the core refuses by itself. */
export function problemOfStatus(status: number): Problem {
	const names: Partial<Record<number, ProblemName>> = {
		400: 'body',
		401: 'unauthorized',
		403: 'forbidden',
		404: 'notFound',
		429: 'tooMany',
	};
	return { name: names[status] ?? (status < 500 ? 'value' : 'internal') };
}

function text(problem: Problem, language: 'en' | 'pl'): string {
	return TEXTS[problem.name][language].replace('{0}', problem.subject ?? '');
}

function problemsOf(issue: z.ZodIssue): Problem[] {
	const subject = issue.path.join('.');
	if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ name: 'unknownField', subject: key }));
	if (issue.code === 'too_small') return [{ name: 'required', subject }];
	if (issue.code === 'invalid_type') {
		return [{ name: ['undefined', 'null'].includes(issue.received) ? 'required' : 'type', subject }];
	}
	return [{ name: issue.code === 'invalid_union' ? 'type' : 'value', subject }];
}
