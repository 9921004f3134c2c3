import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Holds what n8n-core writes during a run of jest, for all its workers. */
const BASE = 'TICKET_RELAY_TEST_FOLDER';

/** jest's globalSetup. */
export default function makeBase(): void {
	process.env[BASE] = mkdtempSync(path.join(tmpdir(), 'ticket-relay-test-'));
}

/** jest's globalTeardown, also after a run that failed. */
export function removeBase(): void {
	const base = process.env[BASE];
	if (base !== undefined) rmSync(base, { recursive: true, force: true });
}

/** A new folder for one test file. */
export function testFolder(): string {
	return mkdtempSync(path.join(process.env[BASE] ?? tmpdir(), 'n8n-'));
}
