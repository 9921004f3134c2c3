import type { Resource } from '../../../shared/operations/operation';
import { exchangeCode } from './exchangeCode';
import { generatePin } from './generatePin';
import { logInWithPin } from './logInWithPin';

export const authentication: Resource = {
	name: 'Authentication',
	operations: { exchangeCode, generatePin, logInWithPin },
	default: 'generatePin',
};
