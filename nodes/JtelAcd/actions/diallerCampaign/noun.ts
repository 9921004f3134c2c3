export const NOUN = { article: 'a', one: 'dialler campaign', many: 'dialler campaigns' } as const;
