import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ownerPassword } from '../../scripts/lib/owner';

let folder = '';
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'ticket-relay-owner-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('each installation gets a password of its own, and keeps it', () => {
	const first = ownerPassword(join(folder, 'one'));
	expect(first).toEqual({ password: expect.stringMatching(/^(?=.*\d)(?=.*[A-Z]).{24,64}$/), isNew: true });
	expect(ownerPassword(join(folder, 'one'))).toEqual({ password: first.password, isNew: false });
	expect(ownerPassword(join(folder, 'two')).password).not.toBe(first.password);
});

test('nobody else on the machine can read it', () => {
	const relay = join(folder, 'relay');
	ownerPassword(relay);
	expect([modeOf(relay), modeOf(join(relay, 'owner-password'))]).toEqual(['700', '600']);
});

test('one that was readable is no longer', () => {
	writeFileSync(join(folder, 'owner-password'), 'R1-by-hand', { mode: 0o644 });
	expect(ownerPassword(folder)).toEqual({ password: 'R1-by-hand', isNew: false });
	expect(modeOf(join(folder, 'owner-password'))).toBe('600');
});

test('no password stands in the scripts', () => {
	for (const name of ['owner.ts', 'n8nClient.ts', 'play.ts']) {
		const source = readFileSync(join(__dirname, '../../scripts/lib', name), 'utf8');
		expect(source).not.toMatch(/password(?:: |\s*=\s*)['"]/);
	}
});
