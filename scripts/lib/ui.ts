/** Tells how far a step is, for example `812 of 1,899 packages`. */
export type Say = (detail: string) => void;

/** How a long step is shown: that it begins, signs of life, how long it took. */
export type Step = <T>(title: string, estimate: string, work: (say: Say) => Promise<T>) => Promise<T>;

/** For tests: nothing is shown. */
export const plainStep: Step = async (_title, _estimate, work) => await work(() => undefined);

/** Plain text where the terminal shows no colors, or nobody wants them. */
export type Style = Readonly<Record<'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan', (text: string) => string>>;

/** What the scripts that set everything up hand over. */
export interface Ui {
	line(text?: string): void;
	style: Style;
	step: Step;
	timed<T>(title: string, estimate: string, work: (say: Say) => Promise<T>): Promise<{ result: T; ms: number }>;
}
