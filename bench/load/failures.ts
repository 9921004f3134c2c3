import type { N8nClient } from '../../scripts/lib/n8nClient';
import { failureOf } from '../../scripts/lib/n8nClient';
import { messageOf } from '../../scripts/lib/wait';

/** A webhook says only that something went wrong; n8n knows what. */
export async function withFailures<T>(client: N8nClient, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const [failed] = await client.listExecutions({ status: ['error', 'crashed'] });
		if (failed === undefined) throw error;
		const why = failureOf({ ...failed, ...(await client.getExecution(failed.id)) });
		throw new Error(`${messageOf(error)}\n${why}`, { cause: error });
	}
}
