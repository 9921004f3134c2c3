import type { Service } from '../../shared/http/client';
import type { ApiContext, ApiRequest, Verdict } from '../../shared/http/types';
import { exchange } from '../../shared/http/client';
import { pathPart } from '../../shared/paths';
import { isNotFound, judgeAnswer } from './errors';
import { howToFindOut } from './findOut';
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

	judge(answer, { method }, again): Verdict {
		if (answer.body instanceof LogInTrouble) return judgeTrouble(answer.body);
		// Nothing left to delete: the try before, whose answer was lost, has done it.
		if (again && method === 'DELETE' && isNotFound(answer)) return { kind: 'ok' };
		return judgeAnswer(answer);
	},

	howToFindOut,

	pace: () => PACE,
};

/** Sends one request and returns the body of the good answer. */
export async function kaizalaRequest(context: ApiContext, request: ApiRequest, itemIndex?: number): Promise<unknown> {
	const answer = await exchange(context, kaizala, request, itemIndex);
	return isNotFound(answer) ? undefined : answer.body;
}

/** The field that holds the part of a path behind one of these. */
const FIELDS: Readonly<Record<string, string>> = {
	actions: 'Action ID',
	groups: 'Group',
	members: 'Member',
	reaction: 'Reference ID',
	subGroups: 'Subgroup',
};

/** The path of a group or of what is below it. Group IDs may carry a suffix such as `@2` (spec 3). */
export function groupPath(groupId: string, ...below: string[]): string {
	const parts = ['groups', groupId, ...below];
	return `/v1/${parts.map((part, index) => pathPart(FIELDS[parts[index - 1] ?? ''] ?? 'ID', part)).join('/')}`;
}
