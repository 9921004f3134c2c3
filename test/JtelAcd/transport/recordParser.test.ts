import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { RecordReader } from '../../../nodes/JtelAcd/transport/recordParser';
import { propertyRuns } from '../../harness/properties';

/** What a reader makes of a document that comes in pieces of these lengths. */
function read(document: string, lengths: number[]): { records: IDataObject[]; envelope: unknown } {
	const records: IDataObject[] = [];
	const reader = new RecordReader((record) => records.push(record));
	let at = 0;
	for (let turn = 0; at < document.length; turn++) {
		const length = lengths[turn % lengths.length] ?? 1;
		reader.push(document.slice(at, at + length));
		at += length;
	}
	return { records, envelope: reader.end() };
}

const lengths = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 });
const json = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
const record = fc.dictionary(fc.string(), json);
const envelope = fc
	.dictionary(fc.string(), json)
	.map((fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'records')));

test('an envelope in any pieces is read as JSON.parse would read it', () => {
	fc.assert(
		fc.property(
			envelope,
			envelope,
			fc.array(record),
			lengths,
			fc.constantFrom(0, 2),
			(head, tail, list, cut, indent) => {
				const document = JSON.stringify({ ...head, records: list, ...tail }, null, indent);
				const parsed = JSON.parse(document);
				expect(read(document, cut)).toEqual({ records: parsed.records, envelope: { ...parsed, records: [] } });
			},
		),
		propertyRuns(500),
	);
});

test('texts that look like records are texts, and lists elsewhere are no records', () => {
	const document = JSON.stringify({
		filter: '"records":[{"ID":1}]',
		other: [{ ID: 2 }],
		nested: { records: [{ ID: 3 }] },
		records: [{ ID: 4, Subject: 'a "quoted" } ] \\ text', urls: [{ x: ['}'] }] }],
		status: 200,
	});
	const { records, envelope: rest } = read(document, [3]);
	expect(records.map(({ ID }) => ID)).toEqual([4]);
	expect(rest).toMatchObject({ status: 200, records: [], other: [{ ID: 2 }], nested: { records: [{ ID: 3 }] } });
});

test.each(['', '{', '{"records":[', '{"records":[{"ID":1}', '{"records":[{"ID":1}]', '<html></html>', '}'])(
	'half a document is none: %s',
	(document) => {
		expect(read(document, [2]).envelope).toBeUndefined();
	},
);

test('nor is one with a record that is no JSON', () => {
	expect(read('{"records":[{"ID":}]}', [100])).toEqual({ records: [], envelope: undefined });
});
