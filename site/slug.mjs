/** The anchor of a heading, as GitHub makes it: links hold on both. */
export const slug = (heading) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N} _-]/gu, '')
		.replaceAll(' ', '-');
