export const NOUN = { article: 'an', one: 'ACD group', many: 'ACD groups' } as const;
