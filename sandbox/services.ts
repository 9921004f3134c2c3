import type { ServiceFactory } from './core/types';

/** Loaded only when wanted, so that a test of one service does not load the others. */
export async function allServices(): Promise<ServiceFactory[]> {
	const [{ createHubSpot }, { createKaizala }, { createJtel }, { createThulium }] = await Promise.all([
		import('./hubspot'),
		import('./kaizala'),
		import('./jtel'),
		import('./thulium'),
	]);
	return [createHubSpot, createKaizala, createJtel, createThulium];
}
