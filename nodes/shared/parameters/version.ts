/** For `displayOptions`: what nodes have that were added since version 1.1. */
export const SINCE_1_1 = [{ _cnd: { gte: 1.1 } }] as const satisfies [object];
