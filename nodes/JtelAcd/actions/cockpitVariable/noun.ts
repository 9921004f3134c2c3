export const NOUN = { article: 'a', one: 'cockpit variable', many: 'cockpit variables' } as const;
