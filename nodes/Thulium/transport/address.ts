import type { IDataObject } from 'n8n-workflow';

import { withoutEndSlashes } from '../../shared/http/url';

/**
 * `https://{system}.thulium.com/api`, or `api` below the Base URL; both as people type them. Undefined when
 * the credential names no system. The test of the credential makes the same address in an expression.
 */
export function apiUrl(credentials: IDataObject): string | undefined {
	const [host = ''] = String(credentials.systemName ?? '')
		.trim()
		.replace(/^https?:\/\//i, '')
		.split('/');
	const system = host.replace(/\.thulium\.com$/i, '');
	const base = String(credentials.baseUrl ?? '').trim();
	if (base === '' && !/^[a-z0-9][a-z0-9-]*$/i.test(system)) return undefined;
	const root = withoutEndSlashes(base || `https://${system}.thulium.com`).replace(/\/api$/, '');
	return `${root}/api`;
}
