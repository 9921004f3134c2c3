import type { IExecuteFunctions } from 'n8n-workflow';

/** For `displayOptions`: what nodes have that were added since version 1.1. */
export const SINCE_1_1 = [{ _cnd: { gte: 1.1 } }] as const satisfies [object];

/** Whether a node was added when replies were HTML by default and files had to be named. */
export const isVersion1 = (context: Pick<IExecuteFunctions, 'getNode'>): boolean => context.getNode().typeVersion === 1;
