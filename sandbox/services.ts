import type { ServiceFactory } from './core/types';

/** Loaded only when wanted, so that a test of one service does not load the others. */
export async function allServices(): Promise<ServiceFactory[]> {
	const [{ createHubSpot }, { createKaizala }, { createTeams }, { createJtel }, { createThulium }] = await Promise.all([
		import('./hubspot'),
		import('./kaizala'),
		import('./teams'),
		import('./jtel'),
		import('./thulium'),
	]);
	return [createHubSpot, createKaizala, createTeams, createJtel, createThulium];
}
