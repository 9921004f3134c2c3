import { effects, isRaw, occurrences } from './effects';

const marks = new Map([
	['Mark0000', 0],
	['Mark0001', 1],
]);
const of = (state: Parameters<typeof effects>[0]) => Object.fromEntries(effects(state, marks));

test('a record that is there twice counts twice', () => {
	const record = { id: 17, subject: 'Mark0000' };
	expect(occurrences(of({ tickets: [record] }).Mark0000 ?? [])).toBe(1);
	expect(occurrences(of({ tickets: [record, { ...record, id: 18 }] }).Mark0000 ?? [])).toBe(2);
});

test('IDs and times do not tell records apart, states do', () => {
	const record = (id: number, archived: boolean) => of({ tickets: [{ id, subject: 'Mark0000', archived }] });
	expect(record(1, false)).toEqual(record(2, false));
	expect(record(1, false)).not.toEqual(record(1, true));
});

test('of what items share, each sees its own part', () => {
	const thread = (more: string[]) =>
		of({ threads: [{ messages: ['Mark0000', 'Mark0001', ...more].map((text) => ({ text })) }] });
	expect(thread([]).Mark0000).toHaveLength(1);
	expect(thread(['Mark0001']).Mark0000).toEqual(thread([]).Mark0000);
	expect(thread(['Mark0001']).Mark0001).toHaveLength(2);
});

test.each([
	['same.trim is not a function', true],
	['Invalid URL', true],
	['connect ECONNREFUSED 127.0.0.1:1', true],
	['HubSpot says: [object Object]', true],
	['The outcome is unknown: the connection was cut', false],
	['Kaizala says: HTTP 429 without a reason', false],
])('%s: raw is %s', (message, raw) => {
	expect(isRaw(message)).toBe(raw);
});
