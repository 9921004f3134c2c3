import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../harness/package';

/**
 * docs/security.md says nothing that no test shows: the beginning of each sentence, or of a part of it behind a semicolon,
 * and the test that shows it.
 */

const HOSTS = 'test/security/hosts.test.ts';
const SECRETS = 'test/security/secrets.test.ts';
const DEADLINE = 'test/shared/http/deadline.test.ts';
const STATE = 'test/shared/triggers/storedState.test.ts';
const LOG_IN = 'test/Kaizala/transport/logIn.test.ts';
const KAIZALA_TRIGGER = 'test/Kaizala/webhook/trigger.test.ts';
const JTEL_CALLBACK = 'test/JtelAcd/webhook/trigger.test.ts';

const PROOFS: ReadonlyArray<[sentence: string, file: string, test: string]> = [
	['A credential signs only calls to its own host', HOSTS, 'is not sent to %j'],
	['It signs none with the Host of another server', HOSTS, 'is not sent with the Host of another server, nor where'],
	['A call that it signs does not follow redirects.', HOSTS, 'and does not follow redirects from there'],
	["HubSpot's OAuth2 credential, which n8n signs", HOSTS, 'is limited to the host of its Base URL'],
	[
		'No secret goes to the file store of HubSpot.',
		'test/HubSpotTickets/attachments.test.ts',
		"'authorization' in headers",
	],
	['Kaizala names the address of its API', HOSTS, 'to %s, named by %s, secrets go to %s'],
	['Another address is an error.', LOG_IN, 'a 308 to %j is not followed'],
	['A 308 is followed at most three times', LOG_IN, 'a 308 that never ends is given up after three hops'],
	['A move that Kaizala told of is forgotten', LOG_IN, 'a move is forgotten when the %s was replaced'],
	['They are fetched by https', HOSTS, 'a signed address %s: %s'],
	['They are not fetched from hosts that are private', HOSTS, '%s is private'],
	['what a public name resolves to', 'test/gates/deploy.test.ts', 'N8N_SSRF_PROTECTION_ENABLED'],
	["Redirects of HubSpot's file store", HOSTS, 'redirects are followed, but only to https and public hosts'],
	['Attachments of Kaizala follow no redirects.', KAIZALA_TRIGGER, 'are not fetched from where an address leads on to'],
	['A server that never ends its answer', DEADLINE, 'an attachment of Kaizala: %s'],
	['Their names lose folders', 'test/security/files.test.ts', 'the name %j of a file becomes %j'],
	[
		'A file ends with an error when it gets longer',
		HOSTS,
		'a file that gets longer than is allowed ends with an error',
	],
	['The known secrets of the credential are hidden', SECRETS, 'a secret is hidden %s'],
	['An address in a credential that cannot be read', SECRETS, '%s: an address that is none shows no password of it'],
	['The jtel callback keeps its secret in no', JTEL_CALLBACK, 'the secret is in no output: %s'],
	['A callback secret of less than 16 characters', JTEL_CALLBACK, 'a secret with less than 16 characters is refused'],
	['A stored state that is damaged starts nothing old.', STATE, 'a damaged state is a new beginning that says so'],
	['A stored state that belongs to another account', STATE, 'the credential of another account begins anew'],
	[
		'A write that may have taken effect',
		'test/shared/http/retries.test.ts',
		'is not repeated after %s and reported as unknown',
	],
	['What is true, sentence by sentence', 'test/gates/security.test.ts', '"%s" has its test'],
	['`test/gates/security.test.ts` names the test', 'test/gates/security.test.ts', 'the test of "%s" is there'],
	['There is no runtime dependency.', 'test/gates/tarball.test.ts', 'optionalDependencies'],
	['Every name that the built code takes from outside', 'test/gates/code.test.ts', 'runs no code from strings'],
];

/** All of the page but its headings, and what asks for something instead of claiming it. */
const sentences = readFileSync(path.join(ROOT, 'docs', 'security.md'), 'utf8')
	.split('\n')
	.filter((line) => line.trim() !== '' && !line.startsWith('#'))
	.flatMap((line) => line.replace(/^[-*\d.]+ /, '').split(/(?<=[.!?:])\s+(?=[A-Z])|;\s+/))
	.map((sentence) => sentence.trim())
	.filter((sentence) => !sentence.startsWith('Please '));

test.each(sentences)('"%s" has its test', (sentence) => {
	const proofs = PROOFS.filter(([beginning]) => sentence.startsWith(beginning));
	expect(proofs).toHaveLength(1);
});

test.each(PROOFS)('the test of "%s" is there', (beginning, file, title) => {
	expect(sentences.filter((sentence) => sentence.startsWith(beginning))).toHaveLength(1);
	expect(existsSync(path.join(ROOT, file))).toBe(true);
	expect(readFileSync(path.join(ROOT, file), 'utf8')).toContain(title);
});
