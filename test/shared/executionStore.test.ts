import { executionStore } from '../../nodes/shared/executionStore';

test('each owner has one value per declaration, made at the first question', () => {
	let made = 0;
	const first = executionStore(() => ({ number: ++made }));
	const second = executionStore(() => ({ number: ++made }));
	const [a, b] = [{}, {}];
	expect(first(a)).toBe(first(a));
	expect([first(a), first(b), second(a)].map(({ number }) => number)).toEqual([1, 2, 3]);
});

test('a value may be undefined and is made once all the same', () => {
	let made = 0;
	const nothing = executionStore(() => void made++);
	const owner = {};
	nothing(owner);
	nothing(owner);
	expect(made).toBe(1);
});
