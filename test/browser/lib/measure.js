// Runs in the browser. Returns what is wrong with what can be seen, in words, below `root`.
(root) => {
	const SMALLEST_TEXT = 13;
	const SMALLEST_TARGET = 24;
	const problems = new Set();
	const nameOf = (element) => {
		const text = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().replace(/\s+/g, ' ');
		return `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${text.slice(0, 50)}`;
	};
	/** For those who listen only: one pixel, clipped. */
	const isUnseen = (element) => {
		for (let at = element; at; at = at.parentElement) if (getComputedStyle(at).clipPath === 'inset(50%)') return true;
		return false;
	};
	const isVisible = (element) =>
		element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isUnseen(element);
	const elements = [...root.querySelectorAll('*')].filter((element) => isVisible(element));
	const texts = [];
	for (const element of elements) {
		const style = getComputedStyle(element);
		const { overflowX, overflowY } = style;
		const cutsX = element.scrollWidth > element.clientWidth + 1;
		const inSvg = element.closest('svg') !== null;
		if (!inSvg && style.display !== 'inline' && cutsX && overflowX !== 'visible') {
			problems.add(`cut off or scrolled sideways: ${nameOf(element)}`);
		}
		const own = [...element.childNodes].filter((node) => node.nodeType === 3 && node.textContent.trim() !== '');
		if (own.length === 0 || inSvg || element.localName === 'option') continue;
		const size = parseFloat(style.fontSize) * (element.currentCSSZoom ?? 1);
		if (size < SMALLEST_TEXT - 0.01) problems.add(`text of ${size.toFixed(1)} px: ${nameOf(element)}`);
		if (['hidden', 'clip'].includes(overflowY) && element.scrollHeight > element.clientHeight + 1) {
			problems.add(`cut off below: ${nameOf(element)}`);
		}
		if (style.textOverflow === 'ellipsis' && cutsX) problems.add(`ends in dots: ${nameOf(element)}`);
		for (const node of own) {
			const range = document.createRange();
			range.selectNodeContents(node);
			for (const box of range.getClientRects()) if (box.width > 0) texts.push({ element, box: shownOf(element, box) });
		}
	}

	/** The part of a box that the scrolled parts around it let through. */
	function shownOf(element, { left, right, top, bottom }) {
		const box = { left, right, top, bottom };
		for (let at = element.parentElement; at; at = at.parentElement) {
			// A dialog lies above everything around it.
			if (at.localName === 'dialog') break;
			if (getComputedStyle(at).overflowY === 'visible') continue;
			const around = at.getBoundingClientRect();
			if (getComputedStyle(at).overflowX === 'hidden' && (left < around.left - 1 || right > around.right + 1)) {
				problems.add(`cut off at the side: ${nameOf(element)}`);
			}
			box.top = Math.max(box.top, around.top);
			box.bottom = Math.min(box.bottom, around.bottom);
		}
		return box;
	}

	const width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth > width) problems.add('the page scrolls sideways');
	for (const { element, box } of texts) {
		if (box.left < -1 || box.right > width + 1) problems.add(`beyond the edge: ${nameOf(element)}`);
	}
	texts.sort((a, b) => a.box.top - b.box.top);
	for (const [index, one] of texts.entries()) {
		for (const other of texts.slice(index + 1)) {
			if (other.box.top > one.box.bottom - 4) break;
			if (other.element === one.element || one.box.bottom - one.box.top < 4) continue;
			// What sticks to the top lies above what is scrolled below it.
			if (sticks(one.element) !== sticks(other.element)) continue;
			const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
			const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
			if (across > 2 && down > 4) problems.add(`overlap: ${nameOf(one.element)} and ${nameOf(other.element)}`);
		}
	}
	function sticks(element) {
		for (let at = element; at; at = at.parentElement) {
			if (['sticky', 'fixed', 'absolute'].includes(getComputedStyle(at).position)) return true;
		}
		return false;
	}

	const targets = 'button, select, input, textarea, a[href], summary, [role="tab"]';
	for (const element of elements.filter((each) => each.matches(targets))) {
		if (element.type === 'hidden') continue;
		// A label is part of what is touched.
		const boxes = [element, ...(element.labels ?? [])].map((each) => each.getBoundingClientRect());
		const big = boxes.some((box) => box.width >= SMALLEST_TARGET - 0.5 && box.height >= SMALLEST_TARGET - 0.5);
		if (!big) {
			const [{ width: wide, height }] = boxes;
			problems.add(`target of ${Math.round(wide)} x ${Math.round(height)} px: ${nameOf(element)}`);
		}
		if (element.localName === 'select') {
			const style = getComputedStyle(element);
			const context = document.createElement('canvas').getContext('2d');
			context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
			const text = element.selectedOptions[0]?.textContent ?? '';
			const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 14;
			if (context.measureText(text).width > room + 1) problems.add(`choice cut off: ${nameOf(element)}: ${text}`);
		}
		if (element.localName === 'input' && element.placeholder !== '' && element.value === '') {
			if (element.scrollWidth > element.clientWidth + 1) problems.add(`placeholder cut off: ${element.placeholder}`);
		}
	}
	return [...problems].sort();
};
