import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { N8N_LINE } from './line';
import { HOST_MODULES, RELAY } from './paths';

/** The account that the scripts make in a new n8n. */
export const OWNER = { email: 'relay@example.com', firstName: 'Ticket', lastName: 'Relay' } as const;

const FILE = 'owner-password';
const HASH_FILE = 'owner-password-hash';

interface OwnerPassword {
	password: string;
	/** Whether it was made just now, so that nobody has seen it yet. */
	isNew: boolean;
}

/**
 * The owner's password in each n8n of this checkout, made at random when it is first asked for: a password that everybody
 * knows would let any web page in that gets its requests to n8n.
 */
export function ownerPassword(folder = RELAY): OwnerPassword {
	const file = join(folder, FILE);
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o700);
	// n8n wants a digit and a capital.
	const password = `R1${randomBytes(18).toString('base64url')}`;
	try {
		writeFileSync(file, password, { mode: 0o600, flag: 'wx' });
		return { password, isNew: true };
	} catch (error) {
		if (!existsSync(file)) throw error;
		chmodSync(file, 0o600);
		return { password: readFileSync(file, 'utf8'), isNew: false };
	}
}

interface Bcrypt {
	hashSync(text: string, rounds: number): string;
	compareSync(text: string, hash: string): boolean;
}

/** One hash for every start: with another one n8n forgets who is logged in. */
function passwordHash(bcrypt: Bcrypt): string {
	const { password } = ownerPassword();
	const file = join(RELAY, HASH_FILE);
	const stored = existsSync(file) ? readFileSync(file, 'utf8') : '';
	if (stored !== '' && bcrypt.compareSync(password, stored)) return stored;
	const hash = bcrypt.hashSync(password, 10);
	writeFileSync(file, hash, { mode: 0o600 });
	return hash;
}

/** Lets n8n make the owner before it takes the first request, so that nobody else can. n8n 1 cannot. */
export function ownerEnvironment(): NodeJS.ProcessEnv {
	if (N8N_LINE === 1) return {};
	const bcrypt = createRequire(join(HOST_MODULES, 'n8n', 'package.json'))('bcryptjs') as Bcrypt;
	return {
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: OWNER.firstName,
		N8N_INSTANCE_OWNER_LAST_NAME: OWNER.lastName,
		N8N_INSTANCE_OWNER_PASSWORD_HASH: passwordHash(bcrypt),
	};
}
