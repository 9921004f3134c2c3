import type { INode } from 'n8n-workflow';

/** A node for code that asks only whose error or parameter it is. */
export const NODE: INode = { id: '1', name: 'Node', type: 'test', typeVersion: 1, position: [0, 0], parameters: {} };
