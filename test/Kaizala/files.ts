import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

/** Files of an input item as n8n holds them in memory. */
export function withFiles(
	files: Record<string, { fileName?: string; mimeType: string; content: string }>,
	json: INodeExecutionData['json'] = {},
): INodeExecutionData {
	const binary: IBinaryKeyData = {};
	for (const [field, { content, ...names }] of Object.entries(files)) {
		binary[field] = { ...names, data: Buffer.from(content).toString('base64') };
	}
	return { json, binary };
}

export const PICTURE = { fileName: 'tray.png', mimeType: 'image/png', content: 'a picture' };
export const SECOND_PICTURE = { fileName: 'cable.jpg', mimeType: 'image/jpeg', content: 'another picture' };
