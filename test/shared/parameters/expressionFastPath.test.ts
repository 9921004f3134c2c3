import * as fc from 'fast-check';
import type { IDataObject, NodeParameterValueType } from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import { NOT_PLAIN, plainReader } from '../../../nodes/shared/parameters/expressionFastPath';
import { loadPackage } from '../../harness/package';
import { propertyRuns } from '../../harness/properties';
import { NODE } from '../../harness/node';

/** What n8n itself makes of a parameter for an item; undefined when it refuses. */
function byN8n(raw: NodeParameterValueType, json: IDataObject): unknown {
	const nodeTypes = {
		getByName: () => {
			throw new Error('not asked for');
		},
		getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [NODE], connections: {}, active: false, nodeTypes });
	const data = createRunExecutionData();
	try {
		return workflow.expression.getParameterValue(raw, data, 0, 0, 'Node', [{ json }], 'manual', {});
	} catch {
		return undefined;
	}
}

const names = fc.constantFrom(
	'a',
	'b',
	'a b',
	'length',
	'constructor',
	'__proto__',
	'toString',
	'0',
	'8',
	'08',
	'010',
	'$json',
	'né',
	'_x',
	"'q",
	'"r',
	's]t',
);
const leaf = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.constant('={{ 1 + 1 }}'));
const json = fc.dictionary(
	names,
	fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), fc.dictionary(names, fc.oneof(leaf, fc.dictionary(names, leaf)))),
);
const step = fc.oneof(
	names.map((name) => `.${name}`),
	names.map((name) => `["${name}"]`),
	names.map((name) => `['${name}']`),
	fc.constantFrom('0', '1', '2', '010', '08').map((at) => `[${at}]`),
);
const reference = fc
	.tuple(
		fc.constantFrom('={{ ', '={{', '= {{ ', '{{ ', '=', '={{ -', '=x{{ '),
		fc.constantFrom('$json', '$json', '$json', '$binary', '$input.item.json', 'json'),
		fc.array(step, { maxLength: 3 }),
		fc.constantFrom(' }}', '}}', ' }} ', '.toUpperCase() }}', ' + 1 }}', '', ' }}{{ $json.a }}'),
	)
	.map(([begin, root, steps, end]) => begin + root + steps.join('') + end);
const parameter = fc.oneof(
	reference,
	fc.record({ __rl: fc.constant(true), mode: fc.constant('id'), value: reference }),
	fc.record({ fixed: leaf, list: fc.array(reference, { maxLength: 2 }), one: reference }),
);

test('what is read from the item is what n8n reads', () => {
	let plain = 0;
	fc.assert(
		fc.property(parameter, json, (raw, item) => {
			const read = plainReader(raw)?.(item) ?? NOT_PLAIN;
			if (read === NOT_PLAIN) return;
			plain++;
			expect(read).toEqual(byN8n(raw as NodeParameterValueType, item as IDataObject));
		}),
		propertyRuns(5_000),
	);
	expect(plain).toBeGreaterThan(100);
});

test.each([
	['={{ $json.subject }}', 'Printer'],
	['={{$json.customer.name}}', 'Ada'],
	['={{ $json["first name"] }}', 'Grace'],
	["={{ $json.list[1]['id'] }}", 7],
	['={{ $json.open }}', true],
])('%s is read from the item', (raw, expected) => {
	const item = {
		subject: 'Printer',
		customer: { name: 'Ada' },
		'first name': 'Grace',
		list: [{}, { id: 7 }],
		open: true,
	};
	expect(plainReader(raw)?.(item)).toBe(expected);
	expect(byN8n(raw, item)).toBe(expected);
});

test.each([
	[
		{ __rl: true, mode: 'id', value: '={{ $json.id }}' },
		{ __rl: true, mode: 'id', value: 7 },
	],
	[{ row: [{ name: 'x', value: '={{ $json.name }}' }] }, { row: [{ name: 'x', value: 'Ada' }] }],
	[
		['={{ $json.name }}', 'plain'],
		['Ada', 'plain'],
	],
])('the references in %j are read from the item', (raw, expected) => {
	const item = { id: 7, name: 'Ada' };
	expect(plainReader(raw)?.(item)).toEqual(expected);
	expect(byN8n(raw as NodeParameterValueType, item)).toEqual(expected);
});

test.each([{ a: '={{ $json.name }}', b: '={{ 1 + 1 }}' }, ['={{ $json.name }}', { c: '={{ $now }}' }]])(
	'%j, with an expression of another kind in it, is left to n8n',
	(raw) => {
		expect(plainReader(raw)).toBeUndefined();
	},
);

test.each([
	'={{ $json.subject.trim() }}',
	'={{ $json.subject || "none" }}',
	'= {{ $json.subject }}',
	'={{ $json.subject }} ',
	'={{ $json }}',
	'={{ $json.constructor }}',
	'={{ $json["__proto__"].a }}',
	'={{ $json.list[010] }}',
	'={{ $("Webhook").item.json.subject }}',
	'={{ $fromAI("subject") }}',
])('%s is left to n8n', (raw) => {
	expect(plainReader(raw)).toBeUndefined();
});

test.each(['missing', 'nothing', 'record', 'when', 'toString'])('the field %s is left to n8n', (name) => {
	const item = { nothing: null, record: { a: 1 }, when: new Date(0) };
	expect(plainReader(`={{ $json.${name} }}`)?.(item as unknown as IDataObject)).toBe(NOT_PLAIN);
});

test('no parameter of ours asks n8n to check or cut out of its value, which this would pass over', async () => {
	const asks = (property: object): boolean =>
		'validateType' in property ||
		'extractValue' in property ||
		Object.values(property).some((value: unknown) => typeof value === 'object' && value !== null && asks(value));
	const loaded = await loadPackage();
	const properties = loaded.nodeNames.flatMap((name) => loaded.node(name).description.properties);
	expect(properties.length).toBeGreaterThan(50);
	expect(properties.filter(asks).map(({ name }) => name)).toEqual([]);
});
