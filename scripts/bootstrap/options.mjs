import { parseArgs } from 'node:util';
import { SetUpError } from './run.mjs';

const COMMON_HELP = `Options
  --once                 end after the story
  --json                 print the result as one JSON line, last
  --sandbox-port <port>  where the four simulated systems listen (default 4010)
  --n8n-port <port>      where n8n listens (default 5678)`;

export const HELP = `Ticket Relay: four ticket systems, one n8n, and a ticket that travels through them.

  npm start                     sets everything up, plays the story and stays up until Ctrl-C
  npm start -- --once           ends after the story: exit code 0 when every step was seen
  npm start -- --once --json    the same, with the result as one JSON line at the end

${COMMON_HELP}
  --without-kaizala      the card in Microsoft Teams alone, and no Kaizala phone on the page
  --fresh                forget what the last start left in n8n (.relay/n8n)
  --password             print the login of the owner of n8n, and end
  --help                 this text

Logs are in .relay/logs/.`;

export const QUEUE_HELP = `Ticket Relay in queue mode: n8n as a main process, two workers and a webhook process, with Redis and PostgreSQL.

  npm run start:queue                    sets everything up, plays the story, shows which worker ran what, and stays up
  npm run start:queue -- --once          ends after the story: exit code 0 when every step was seen
  npm run start:queue -- --once --json   the same, with the result as one JSON line at the end

${COMMON_HELP}
  --webhook-port <port>  where n8n's webhook process listens (default 5679)
  --fresh                forget what the last start left (.relay/queue)
  --password             print the login of the owner of n8n, and end
  --help                 this text

Redis and PostgreSQL are found on the machine and started for the run alone, on 127.0.0.1; their services need not run.
To use others, give their addresses in the environment. The run makes a schema and keys of its own there.
  TICKET_RELAY_REDIS_URL      redis://user:password@host:port/number
  TICKET_RELAY_POSTGRES_URL   postgres://user:password@host:port/database

Logs are in .relay/logs/.`;

const FLAGS = {
	once: { type: 'boolean', default: false },
	json: { type: 'boolean', default: false },
	fresh: { type: 'boolean', default: false },
	password: { type: 'boolean', default: false },
	help: { type: 'boolean', short: 'h', default: false },
};

const PORTS = { 'sandbox-port': '4010', 'n8n-port': '5678' };

export function readOptions(args) {
	const { ports, ...flags } = read(args, PORTS, 'npm start', {
		'without-kaizala': { type: 'boolean', default: false },
	});
	return { ...flags, sandboxPort: ports['sandbox-port'], n8nPort: ports['n8n-port'] };
}

export function readQueueOptions(args) {
	const { ports, ...flags } = read(args, { ...PORTS, 'webhook-port': '5679' }, 'npm run start:queue');
	return {
		...flags,
		sandboxPort: ports['sandbox-port'],
		n8nPort: ports['n8n-port'],
		webhookPort: ports['webhook-port'],
	};
}

function read(args, defaultPorts, command, more = {}) {
	try {
		const names = Object.keys(defaultPorts);
		const portOptions = names.map((name) => [name, { type: 'string', default: defaultPorts[name] }]);
		const { values } = parseArgs({ args, options: { ...FLAGS, ...more, ...Object.fromEntries(portOptions) } });
		const ports = Object.fromEntries(names.map((name) => [name, port(`--${name}`, values[name])]));
		if (new Set(Object.values(ports)).size < names.length) {
			throw new Error(`${names.map((name) => `--${name}`).join(' and ')} must be different ports`);
		}
		const { once, json, fresh, password, help } = values;
		return { once, json, fresh, password, help, withoutKaizala: values['without-kaizala'], ports };
	} catch (error) {
		throw new SetUpError(`${error.message}\n${command} -- --help lists the options.`);
	}
}

function port(name, text) {
	const value = Number(text);
	if (!/^\d+$/.test(text) || value < 1 || value > 65_535) throw new Error(`${name} must be a number from 1 to 65535`);
	return value;
}
