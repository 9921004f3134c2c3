import { readGroupCalls } from '../../../nodes/JtelAcd/webhook/payload';

/** The call of an ACD group in each of its shapes. */

test.each([
	['in the address alone', undefined, { eventId: '7' }, ['7']],
	['in a body that is none', 'ok', { eventId: '7' }, ['7']],
	['in the body', { eventId: '8' }, {}, ['8']],
	['in a list', [{ eventId: '8' }, { eventId: '9' }], {}, ['8', '9']],
	['in records', { records: [{ eventId: '8' }, { eventId: '9' }] }, {}, ['8', '9']],
	['nowhere', {}, {}, []],
])('%s', (_where, body, query, ids) => {
	expect(readGroupCalls(body, query).map(({ eventId }) => String(eventId))).toEqual(ids);
});
