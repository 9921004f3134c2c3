import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether a node was added when replies were HTML by default and files had to be named. */
export const isVersion1 = (context: Pick<IExecuteFunctions, 'getNode'>): boolean => context.getNode().typeVersion === 1;
