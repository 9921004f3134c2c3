import type { Service } from '../../shared/exchange';
import type { ApiContext, ApiRequest, Verdict } from '../../shared/http';
import { exchange } from '../../shared/exchange';
import { judgeAnswer } from './answers';
import { LogInTrouble } from './logIn';
import { sessionOf } from './session';

/** 100 calls a minute per connector (spec 6); two are left for log-ins. */
const PACE = { bucket: 'calls', calls: 98, perMs: 60_000 };

function judgeTrouble({ failure, passing, waitMs }: LogInTrouble): Verdict {
	return passing ? { kind: 'refused', waitMs, failure } : { kind: 'failed', failure };
}

const kaizala: Service = {
	name: 'Kaizala',

	async attempt(context, request) {
		const answer = await (await sessionOf(context)).send(request);
		return answer instanceof LogInTrouble ? { status: 0, headers: {}, body: answer } : answer;
	},

	judge: (answer) => (answer.body instanceof LogInTrouble ? judgeTrouble(answer.body) : judgeAnswer(answer)),

	howToFindOut: ({ method }) =>
		method === 'PUT'
			? 'Look at the card in Kaizala before you run this item again: it may show the new values already.'
			: 'Look in the Kaizala group whether it has arrived before you run this item again.',

	pace: () => PACE,
};

/** Sends one request and returns the body of the good answer. */
export async function kaizalaRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	return (await exchange(context, kaizala, request, itemIndex)).body;
}

/** The path of a group or of what is below it. Group IDs may carry a suffix such as `@2` (spec 3). */
export function groupPath(groupId: string, ...below: string[]): string {
	return ['/v1/groups', ...[groupId, ...below].map((part) => encodeURIComponent(part.trim()))].join('/');
}
