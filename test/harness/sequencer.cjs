const { readFileSync } = require('node:fs');
const path = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const LIST = readFileSync(path.join(__dirname, 'slow.txt'), 'utf8').trim().split('\n');
const ROOT = path.resolve(__dirname, '../..');

/** The longest first, so that none of them is left over at the end. Jest goes by the size of a file where it knows no time. */
module.exports = class LongestFirst extends Sequencer {
	sort(tests) {
		const place = ({ path: file }) => {
			const index = LIST.indexOf(path.relative(ROOT, file).replaceAll('\\', '/'));
			return index < 0 ? LIST.length : index;
		};
		return super.sort(tests).sort((one, other) => place(one) - place(other));
	}
};
