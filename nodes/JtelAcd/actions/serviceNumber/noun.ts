export const NOUN = { article: 'a', one: 'service number', many: 'service numbers' } as const;
