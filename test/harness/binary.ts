import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

/** The bytes of a file that an item carries, wherever n8n keeps them. */
export async function bytesOf(binary: IBinaryData | undefined): Promise<Buffer> {
	if (binary === undefined) throw new Error('The item carries no such file');
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}
