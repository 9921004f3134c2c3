export const shortened = (text: string, longest: number): string =>
	text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text;
