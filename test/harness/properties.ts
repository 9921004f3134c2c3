/** Any number: the gate draws the same cases every time, so that a change is judged by itself. */
const SEED = 20_260_610;

/** At night every case is tried, by day a sample. */
export const IS_ALL = process.env.PROPERTY_RUNS === 'all';

/**
 * How often a test of a property is run, for `fc.assert`: a fifth of what it is worth with the same cases every time, and
 * at night, with PROPERTY_RUNS=all, all of it with new ones. The seed is printed, and PROPERTY_SEED repeats it.
 */
export function propertyRuns(wanted: number): { numRuns: number; seed: number } {
	const { PROPERTY_SEED: given } = process.env;
	const numRuns = IS_ALL ? wanted : Math.ceil(wanted / 5);
	const seed = Number(given ?? (IS_ALL ? Date.now() % 2 ** 31 : SEED));
	process.stdout.write(`Property: ${numRuns} runs, PROPERTY_SEED=${seed}\n`);
	return { numRuns, seed };
}
