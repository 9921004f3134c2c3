export const NOUN = { article: 'a', one: 'user', many: 'users' } as const;
