import { spawnSync } from 'node:child_process';

import { ROOT } from '../harness/package';

interface Packed {
	files: Array<{ path: string }>;
	unpackedSize: number;
}

function pack(): Packed {
	const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], {
		cwd: ROOT,
		encoding: 'utf8',
		shell: process.platform === 'win32',
	});
	const [packed] = JSON.parse(stdout) as Packed[];
	if (packed === undefined) throw new Error('npm packed nothing');
	return packed;
}

test('the tarball holds the built package and nothing else', () => {
	const { files, unpackedSize } = pack();
	const paths = files.map((file) => file.path);
	const expected =
		/^(package\.json|index\.js|README\.md|LICENSE|CHANGELOG\.md|dist\/(nodes|credentials|icons|known|types|methods)\/.+\.(js|json|svg))$/;
	expect(paths.filter((path) => !expected.test(path))).toEqual([]);
	expect(paths).toEqual(
		expect.arrayContaining(['dist/known/nodes.json', 'dist/types/nodes.json', 'dist/icons/kaizala.svg']),
	);
	expect(unpackedSize).toBeLessThan(1_000_000);
});
