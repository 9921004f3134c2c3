import type { IDataObject } from 'n8n-workflow';

import { tidyText } from '../../shared/http/tidy';
import { withoutEndSlashes } from '../../shared/http/url';

/**
 * `https://{system}.thulium.com/api`, or `api` below the Base URL; both as people type them. Undefined when
 * the credential names no system.
 */
export function apiUrl(credentials: IDataObject): string | undefined {
	const [host = ''] = tidyText(credentials.systemName)
		.replace(/^https?:\/\//i, '')
		.split('/');
	const system = host.replace(/\.thulium\.com$/i, '');
	const base = tidyText(credentials.baseUrl);
	if (base === '' && !/^[a-z0-9][a-z0-9-]*$/i.test(system)) return undefined;
	const root = withoutEndSlashes(base || `https://${system}.thulium.com`).replace(/\/api$/, '');
	return `${root}/api`;
}
