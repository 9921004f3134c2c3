/**
 * How often a test of a property is run, for `fc.assert`: a fifth of what it is worth, and all of it at night, with
 * PROPERTY_RUNS=all. The seed is printed, and PROPERTY_SEED repeats it.
 */
export function propertyRuns(wanted: number): { numRuns: number; seed: number } {
	const { PROPERTY_RUNS: runs, PROPERTY_SEED: given } = process.env;
	const numRuns = runs === 'all' ? wanted : Math.ceil(wanted / 5);
	const seed = Number(given ?? Date.now() % 2 ** 31);
	process.stdout.write(`Property: ${numRuns} runs, PROPERTY_SEED=${seed}\n`);
	return { numRuns, seed };
}
