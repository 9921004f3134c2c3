import type { IDataObject } from 'n8n-workflow';

import { tidyText } from '../../shared/http/tidy';
import { withoutEndSlashes } from '../../shared/http/url';

/** The Server URL without the path of the API, with which it may have been copied. */
export function serverRoot({ serverUrl }: IDataObject): string {
	const [root = ''] = tidyText(serverUrl).split('/rest/v1.0');
	return withoutEndSlashes(root);
}
