import type { ThuliumMessage, ThuliumState } from '../states';

export function authorOf({ user_login }: ThuliumMessage, { agents }: ThuliumState): string {
	const agent = agents.find(({ login }) => login === user_login);
	return agent ? `${agent.name} ${agent.surname}` : user_login || 'Agent';
}
