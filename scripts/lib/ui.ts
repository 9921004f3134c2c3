/** How a long step is shown: one line when it begins, signs of life, one line when it ends. */
export type Step = <T>(title: string, estimate: string, work: () => Promise<T>) => Promise<T>;

/** For tests: nothing is shown. */
export const plainStep: Step = async (_title, _estimate, work) => await work();

/** What start.mjs hands over. */
export interface Ui {
	line(text?: string): void;
	step: Step;
	timed<T>(title: string, estimate: string, work: () => Promise<T>): Promise<{ result: T; ms: number }>;
}
