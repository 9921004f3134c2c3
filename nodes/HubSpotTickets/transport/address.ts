import type { IDataObject } from 'n8n-workflow';

import { tidyText } from '../../shared/http/tidy';
import { withoutEndSlashes } from '../../shared/http/url';

/** What the paths of all requests follow. An empty field means HubSpot itself. */
export function apiRoot({ baseUrl }: IDataObject): string {
	return withoutEndSlashes(tidyText(baseUrl) || 'https://api.hubapi.com');
}
