import { parseArgs } from 'node:util';
import { SetUpError } from './run.mjs';

export const HELP = `Ticket Relay: four ticket systems, one n8n, and a ticket that travels through them.

  npm start                     sets everything up, plays the story and stays up until Ctrl-C
  npm start -- --once           ends after the story: exit code 0 when every step was seen
  npm start -- --once --json    the same, with the result as one JSON line at the end

Options
  --once                 end after the story
  --json                 print the result as one JSON line, last
  --sandbox-port <port>  where the four simulated systems listen (default 4010)
  --n8n-port <port>      where n8n listens (default 5678)
  --fresh                forget what the last start left in n8n (.relay/n8n)
  --help                 this text

Logs are in .relay/logs/.`;

export function readOptions(args) {
	try {
		const { values } = parseArgs({
			args,
			options: {
				once: { type: 'boolean', default: false },
				json: { type: 'boolean', default: false },
				fresh: { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
				'sandbox-port': { type: 'string', default: '4010' },
				'n8n-port': { type: 'string', default: '5678' },
			},
		});
		const sandboxPort = port('--sandbox-port', values['sandbox-port']);
		const n8nPort = port('--n8n-port', values['n8n-port']);
		if (sandboxPort === n8nPort) throw new Error('--sandbox-port and --n8n-port must be two different ports');
		return { once: values.once, json: values.json, fresh: values.fresh, help: values.help, sandboxPort, n8nPort };
	} catch (error) {
		throw new SetUpError(`${error.message}\nnpm start -- --help lists the options.`);
	}
}

function port(name, text) {
	const value = Number(text);
	if (!/^\d+$/.test(text) || value < 1 || value > 65_535) throw new Error(`${name} must be a number from 1 to 65535`);
	return value;
}
