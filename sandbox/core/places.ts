/** Where the sandbox listens, and what it was told about how others call it. */
export interface Listening {
	address: string;
	port: number;
	publicUrl?: string;
	token?: string;
}

/** Where an n8n may run, and by what address it reaches the sandbox from there. */
export interface Place {
	name: string;
	/** With the token, if there is one; null while the sandbox cannot be reached from there. */
	url: string | null;
	/** What to do so that it can be reached. */
	advice?: string;
	/** What to type for that. */
	command?: string;
}

const EVERYWHERE = ['0.0.0.0', '::'];
const DOCKER = 'host.docker.internal';
const COMPOSE = 'sandbox';

/** The token stands in the address, so an address can be shown only for a sandbox that has been started for that place. */
export function placesOf({ address, port, publicUrl, token }: Listening): Place[] {
	const withToken = (base: string): string => (token === undefined ? base : `${base.replace(/\/$/, '')}/${token}`);
	const told = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
	const everywhere = EVERYWHERE.includes(address);
	const own = `http://${everywhere ? '127.0.0.1' : address}:${port}`;
	const inDocker = publicUrl !== undefined && told === DOCKER ? publicUrl : `http://${DOCKER}:${port}`;
	const inCompose = publicUrl !== undefined && told === COMPOSE ? publicUrl : undefined;
	const others = publicUrl !== undefined && told !== DOCKER && told !== COMPOSE ? publicUrl : undefined;
	return [
		{ name: 'On this machine', url: withToken(own) },
		everywhere
			? { name: 'In Docker', url: withToken(inDocker) }
			: {
					name: 'In Docker',
					url: null,
					advice: 'A container does not reach this sandbox yet. Start it so that it listens beyond this machine, too:',
					command: `npm run sandbox -- --listen 0.0.0.0 --url http://${DOCKER}:${port}`,
				},
		inCompose !== undefined
			? { name: 'In Docker Compose', url: withToken(inCompose) }
			: {
					name: 'In Docker Compose',
					url: null,
					advice:
						'The Compose file of this project has a sandbox of its own, which n8n calls by its name: http://sandbox:4010 and the token. Its page shows the addresses. Start it in the folder deploy:',
					command: 'PRIVATE_HOSTS=sandbox docker compose --profile sandbox up',
				},
		...(others === undefined ? [] : [{ name: 'On another machine', url: withToken(others) }]),
	];
}
